"""The Check page: exactly what will happen, and one button that does it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from clicksendhub.consent.models import Block
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from clicksendhub.people.roles import Role
from messaging.models import Send
from messaging.moments import Due
from messaging.services import change_plan, plan_send, quote_send
from tests import make

SUNDAY = 6
TWO = "0412 345 678\n0498 765 432"


def draft(account, *, is_quoted=True, **given) -> Send:
    values = {"numbers": TWO, "body": "Your visit is at nine."} | given
    send = plan_send(account=account, author=None, **values)
    if is_quoted:
        quote_send(send)
    return send


def at(send: Send, act: str = "check") -> str:
    return f"/sends/{send.public_id}/{act}/"


def test_the_button_says_the_deed_and_its_price(writer, rehearsal):
    shown = writer.get_page(at(draft(rehearsal)))
    assert "Send 2 texts · $0.16 AUD" in shown.buttons()


def test_the_price_says_its_kind(writer, rehearsal):
    assert "Quote from ClickSend," in writer.get_page(at(draft(rehearsal))).text
    bare = draft(rehearsal, is_quoted=False)
    assert "Estimate only, by the last prices" in writer.get_page(at(bare)).text


def test_without_any_price_it_says_so_and_still_sends(writer, rehearsal):
    shown = writer.get_page(at(draft(rehearsal, is_quoted=False)))
    assert "No price is known." in shown.text
    assert "Send 2 texts" in shown.buttons()


def test_the_price_can_be_asked_for_again(writer, rehearsal):
    send = draft(rehearsal, is_quoted=False)
    shown = writer.post_page(at(send, "price"))
    assert "Send 2 texts · $0.16 AUD" in shown.buttons()


def test_the_balance_after_is_shown(writer, rehearsal):
    rehearsal.balance = Decimal("10")
    rehearsal.save()
    shown = writer.get_page(at(draft(rehearsal)))
    assert "Balance after $9.84 AUD" in shown.text


def test_money_is_for_those_who_may_see_it(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.SENDER))
    shown = page.get_page(at(draft(rehearsal)))
    assert "Send 2 texts" in shown.buttons()
    assert "AUD" not in shown.text


def test_numbers_are_shown_as_understood_with_every_guess(writer, rehearsal):
    shown = writer.get_page(at(draft(rehearsal, numbers="412345678")))
    assert "+61 412 345 678" in shown.text
    assert "its first 0 is missing. Check that it is right." in shown.text


def test_blocked_people_are_named_with_date_and_words(writer, rehearsal):
    Block.objects.create(
        account=rehearsal, number="+61412345678", source="reply", words="Stop please"
    )
    shown = writer.get_page(at(draft(rehearsal)))
    assert shown.h1 == "Check 1 text"
    assert "Their reply: “Stop please”" in shown.text
    assert "Send 1 text · $0.08 AUD" in shown.buttons()


def test_where_everyone_is_blocked_there_is_nothing_to_send(writer, rehearsal):
    Block.objects.create(account=rehearsal, number="+61412345678", source="person")
    shown = writer.get_page(at(draft(rehearsal, numbers="0412345678")))
    assert "Nobody is left to text" in shown.text
    assert "As soon as you confirm" not in shown.text
    assert not [words for words in shown.buttons() if words.startswith("Send")]


def test_duplicates_are_told_with_both_lines(writer, rehearsal):
    shown = writer.get_page(at(draft(rehearsal, numbers="0412345678\n0412 345 678")))
    assert "+61 412 345 678 in line 2 stands in line 1 already." in shown.text


def test_fifty_people_are_a_reason_to_read_once_more(writer, rehearsal):
    many = "\n".join(f"04{10_000_000 + n:08d}" for n in range(50))
    assert "This goes to 50 people at once." in (
        writer.get_page(at(draft(rehearsal, numbers=many))).text
    )


def test_the_shared_number_is_warned_of_for_the_united_states(writer, rehearsal):
    shown = writer.get_page(at(draft(rehearsal, numbers="+14155552671")))
    assert "does not reach the United States or Canada." in shown.text


def test_a_low_balance_is_warned_of(writer, rehearsal):
    rehearsal.balance = Decimal("0.10")
    rehearsal.save()
    assert "lower than the price" in writer.get_page(at(draft(rehearsal))).text


def test_trouble_of_the_account_is_told_before_confirming(writer, rehearsal):
    send = draft(rehearsal)
    circuit.report(rehearsal.pk, Trouble.NO_CREDIT)
    shown = writer.get_page(at(send))
    assert shown.text.count("ClickSend says the account has no credit.") == 1
    assert "What you confirm now waits until then." in shown.text


def test_a_saving_is_offered_and_taken_in_one_click(writer, rehearsal):
    send = draft(rehearsal, body="It’s time. " + "a" * 100)
    assert "2 parts become 1." in writer.get_page(at(send)).text
    shown = writer.post_page(at(send, "plain"))
    assert "It's time." in shown.text
    assert {row.parts for row in send.messages.all()} == {1}


def test_a_skipped_hour_is_noted(writer, rehearsal):
    year = timezone.now().year + 1
    days = [datetime(year, 10, day, 2, 30) for day in range(1, 8)]
    wall = next(day for day in days if day.weekday() == SUNDAY)
    send = draft(rehearsal, due=Due.of_wall(wall, "Australia/Sydney"))
    shown = writer.get_page(at(send))
    assert "2:30 does not exist in Sydney" in shown.text
    assert "Schedule 2 texts · $0.16 AUD" in shown.buttons()


def test_confirming_leads_to_the_receipt(writer, rehearsal):
    send = draft(rehearsal)
    seal = writer.get_page(at(send)).field("seal")
    shown = writer.post_page(at(send, "confirm"), {"seal": seal})
    assert shown.response.request["PATH_INFO"] == send.get_absolute_url()
    assert send.messages.counts() == {State.QUEUED: 2}


def test_the_page_is_kept_by_no_browser_so_that_back_leads_on(writer, rehearsal):
    shown = writer.get_page(at(draft(rehearsal)))
    assert "no-store" in shown.response.headers["Cache-Control"]


@pytest.mark.parametrize("seal", ["", "of another plan"])
def test_a_second_click_back_and_reload_lead_to_the_same_receipt(
    writer, rehearsal, seal
):
    send = draft(rehearsal)
    first = writer.get_page(at(send)).field("seal")
    writer.post_page(at(send, "confirm"), {"seal": first})
    for shown in (
        writer.post_page(at(send, "confirm"), {"seal": seal or first}),
        writer.get_page(at(send)),
    ):
        assert shown.response.request["PATH_INFO"] == send.get_absolute_url()
    assert send.messages.count() == 2


def test_a_plan_that_somebody_changed_is_shown_again_and_not_sent(writer, rehearsal):
    send = draft(rehearsal)
    seal = writer.get_page(at(send)).field("seal")
    change_plan(send, actor=make.user(), numbers=TWO, body="At ten.")
    shown = writer.post_page(at(send, "confirm"), {"seal": seal})
    assert "The plan was changed after you opened this page." in shown.text
    assert send.messages.counts() == {State.PLANNED: 2}


def test_a_time_that_passed_is_told_and_the_button_is_gone(writer, rehearsal):
    wall = timezone.now().replace(tzinfo=None) + timedelta(hours=1)
    send = draft(rehearsal, due=Due.of_wall(wall, "UTC"))
    seal = writer.get_page(at(send)).field("seal")
    Send.objects.filter(pk=send.pk).update(due_at=timezone.now())
    shown = writer.post_page(at(send, "confirm"), {"seal": seal})
    assert not [words for words in shown.buttons() if words.startswith("Schedule")]
    send.refresh_from_db()
    assert send.state == SendState.DRAFT


def test_a_viewer_sees_the_plan_and_no_button(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.VIEWER))
    send = draft(rehearsal)
    shown = page.get_page(at(send))
    assert not [words for words in shown.buttons() if words.startswith("Send")]
    assert page.post(at(send, "confirm")).status_code == 403


def test_a_draft_of_another_account_is_not_there(writer):
    other = draft(make.account(), is_quoted=False)
    assert writer.get(at(other)).status_code == 404
    assert writer.post(at(other, "confirm")).status_code == 404


def test_many_people_take_as_many_questions_as_few(
    writer, rehearsal, django_assert_max_num_queries
):
    few, many = (
        draft(rehearsal, numbers="\n".join(f"04{10_000_000 + n:08d}" for n in range(c)))
        for c in (3, 30)
    )
    writer.get_page(at(few))
    with django_assert_max_num_queries(100) as counted:
        writer.get_page(at(few))
    with django_assert_max_num_queries(len(counted)):
        writer.get_page(at(many))


def test_a_draft_that_no_longer_fits_its_account_is_not_made_plain(writer, rehearsal):
    send = draft(rehearsal, body="Your visit – at nine")
    type(rehearsal).objects.filter(pk=rehearsal.pk).update(country="US")

    shown = writer.post_page(at(send, "plain"))

    assert "The text was not changed." in shown.html
    assert shown.field("numbers") == TWO
