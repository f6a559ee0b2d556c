"""One person in a send: what became of the text, why, and what to do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from clicksendhub.consent.models import Block
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import State
from clicksendhub.people.roles import Role
from messaging.models import Conversation, Reply
from tests import make


def text(account, **fields):
    body = fields.pop("body", "Your visit is at nine.")
    send = make.send(account_=account, planned_total=1, body=body)
    return make.message(send_=send, to="+61412345678", **fields)


def test_the_exact_text_and_its_outcome_are_shown(writer, rehearsal):
    row = text(rehearsal, state=State.DELIVERED, body="Nine.\nBring your card.")
    shown = writer.get_page(row.get_absolute_url())
    assert shown.h1 == "Text to +61 412 345 678"
    assert "Nine.\nBring your card." in shown.html
    assert "The phone network says it arrived." in shown.text


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (State.REFUSED, "INVALID_RECIPIENT", "Check the number, then write again."),
        (State.UNDELIVERED, "8", "No phone has this number."),
        (State.UNDELIVERED, "13", "The phone’s memory is full."),
        (State.HELD, "COUNTRY_NOT_ENABLED", "An admin enables it there"),
        (State.CANCELLED, "by_person", "A person cancelled it before it went."),
        (State.IN_DOUBT, "NoAnswer", "The text left, and no answer came."),
    ],
)
def test_every_outcome_says_why_and_what_to_do(writer, rehearsal, state, reason, words):
    row = text(rehearsal, state=state, reason=reason)
    assert words in writer.get_page(row.get_absolute_url()).text


def test_a_skipped_person_leads_to_the_block(writer, rehearsal):
    block = Block.objects.create(
        account=rehearsal, number="+61412345678", source="reply"
    )
    row = text(rehearsal, state=State.SKIPPED, reason="blocked")
    links = writer.get_page(row.get_absolute_url()).links()
    assert f"/opt-outs/{block.public_id}/" in links.values()


def test_technical_details_are_there_for_those_who_ask(writer, rehearsal):
    row = text(rehearsal, state=State.ACCEPTED, provider_id="5C0B4E7A-19D2")
    shown = writer.get_page(row.get_absolute_url())
    assert row.reference in shown.text
    assert "5C0B4E7A-19D2" in shown.text
    assert shown.all("details", class_="fold")


def test_a_reply_leads_to_its_conversation(writer, rehearsal):
    row = text(rehearsal, state=State.DELIVERED)
    conversation = Conversation.objects.create(
        account=rehearsal, number=row.to, last_at=timezone.now()
    )
    Reply.objects.create(
        account=rehearsal,
        conversation=conversation,
        provider_id="in-1",
        number=row.to,
        body="Yes please",
        answers=row,
        sent_at=timezone.now(),
    )
    shown = writer.get_page(row.get_absolute_url())
    assert "“Yes please”" in shown.text
    assert (
        shown.links()["Answer in the conversation"] == conversation.get_absolute_url()
    )


def test_what_is_final_can_be_written_again(writer, rehearsal):
    row = text(rehearsal, state=State.UNDELIVERED, reason="12")
    links = writer.get_page(row.get_absolute_url()).links()
    assert links["Write again"] == f"/send/?again={row.reference}"


def test_what_is_unclear_offers_three_honest_choices(writer, rehearsal):
    row = text(rehearsal, state=State.NEEDS_A_LOOK, reason="history_shows_nothing")
    shown = writer.get_page(row.get_absolute_url())
    assert len(shown.all("input", name="verdict")) == 3
    assert "it arrives twice and is paid twice" in shown.text


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        ("accepted", State.ACCEPTED),
        ("again", State.QUEUED),
        ("given_up", State.CANCELLED),
    ],
)
def test_a_decision_moves_the_text_and_is_kept(writer, rehearsal, verdict, state):
    row = text(rehearsal, state=State.NEEDS_A_LOOK)
    given = {"verdict": verdict, "why": "She told me on the phone"}
    shown = writer.post_page(f"{row.get_absolute_url()}decide/", given)
    row.refresh_from_db()
    assert row.state == state
    assert "She told me on the phone" in shown.text


def test_a_decision_needs_a_choice_and_a_reason(writer, rehearsal):
    row = text(rehearsal, state=State.NEEDS_A_LOOK)
    shown = writer.post_page(f"{row.get_absolute_url()}decide/", {})
    assert shown.errors() == [
        "Choose one for “What is true”.",
        "Fill in “How you know”.",
    ]
    row.refresh_from_db()
    assert row.state == State.NEEDS_A_LOOK


def test_a_decision_that_comes_too_late_says_so(writer, rehearsal):
    row = text(rehearsal, state=State.ACCEPTED)
    given = {"verdict": "again", "why": "I did not see it"}
    shown = writer.post_page(f"{row.get_absolute_url()}decide/", given)
    assert "It was settled before your decision came in." in shown.text
    assert not Step.objects.exists()


def test_a_viewer_reads_and_decides_nothing(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.VIEWER))
    row = text(rehearsal, state=State.NEEDS_A_LOOK, charge=Decimal("0.0792"))
    shown = page.get_page(row.get_absolute_url())
    assert not shown.all("input", name="verdict")
    assert "AUD" not in shown.text
    assert page.post(f"{row.get_absolute_url()}decide/").status_code == 403


def test_a_text_of_another_account_is_not_there(writer):
    other = make.message()
    assert writer.get(other.get_absolute_url()).status_code == 404
    assert writer.post(f"{other.get_absolute_url()}decide/").status_code == 404
