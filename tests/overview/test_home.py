"""Home: what needs me, what is running, what comes next, how the last one went."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from clicksendhub.consent.models import Review
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from clicksendhub.people.roles import Role
from messaging.models import Conversation, Message, Send
from tests import make

MOST_QUESTIONS = 20


def finished(account, **fields):
    send = make.send(account_=account, planned_total=1, **fields)
    make.message(send_=send, state=State.DELIVERED, charge=Decimal("0.0792"))
    type(send).objects.filter(pk=send.pk).update(
        state=SendState.DONE, done_at=timezone.now()
    )
    return send


def test_the_first_day_shows_three_steps(writer, settings):
    settings.SANDBOX_PAGES_URL = "http://127.0.0.1:8081/"
    shown = writer.get_page("/")
    assert shown.links()["the handset"] == "http://127.0.0.1:8081/"
    assert "Send a text to the handset" in shown.text
    assert "Read the reply" in shown.text


def test_the_steps_lead_to_no_handset_where_there_is_no_address_of_it(writer, settings):
    settings.SANDBOX_PAGES_URL = ""
    shown = writer.get_page("/")
    assert "" not in shown.links().values()
    assert "Ask a hub admin where the handset opens" in shown.text


def test_a_live_account_is_told_that_the_text_costs(page):
    page.force_login(make.member(of=make.account(environment="live")))
    shown = page.get_page("/")
    assert "This account is live: the text is sent and charged." in shown.text
    assert "the handset" not in shown.links()


def test_the_steps_are_gone_once_something_was_sent(writer, rehearsal):
    finished(rehearsal)
    assert "Your first text" not in writer.get_page("/").text


def test_what_waits_for_a_person_stands_first(writer, rehearsal):
    Conversation.objects.create(
        account=rehearsal, number="+61412345678", last_at=timezone.now(), unread=2
    )
    Review.objects.create(
        account=rehearsal, number="+61412345678", words="please stop", event_key="e1"
    )
    unclear = make.send(account_=rehearsal, planned_total=1)
    make.message(send_=unclear, state=State.NEEDS_A_LOOK)
    links = writer.get_page("/").links()
    assert links["1 text waits for a decision"] == "/sends/?tab=needs_a_look"
    assert links["1 conversation has unread replies"] == "/inbox/"
    assert links["1 reply may be an opt-out"] == "/inbox/review/"


def test_nothing_to_do_is_said(writer):
    assert "Nothing waits for you." in writer.get_page("/").text


def test_what_is_sending_moves_by_itself(writer, rehearsal):
    make.send(account_=rehearsal, people=1, body="On its way.")
    [moving] = writer.get_page("/").all("div", id="sends-part")
    assert moving.get("hx-trigger") == "every 5s"
    make.message(send_=Send.objects.get(), state=State.ACCEPTED)
    part = writer.get_fragment(moving.get("hx-get"))
    assert "On its way." in part.text
    assert not part.all("main")
    [sending] = part.all("span", id="top-bar-sending")
    assert "1 sending" in "".join(sending.itertext())


def poll_address(writer) -> str:
    """What an open page asks, saying what it shows."""
    [moving] = writer.get_page("/").all("div", id="sends-part")
    return str(moving.get("hx-get"))


def test_where_nothing_changed_nothing_is_drawn_anew(writer, rehearsal):
    finished(rehearsal, author=make.user())
    make.send(account_=rehearsal, people=1)
    assert writer.get_fragment(poll_address(writer)).status == 204


@pytest.mark.parametrize(
    "change",
    [
        lambda: Message.objects.update(state=State.UNDELIVERED),
        lambda: Message.objects.update(charge=Decimal("0.2")),
        lambda: Account.objects.update(balance=Decimal("5")),
        lambda: Account.objects.update(paused_at=timezone.now()),
    ],
    ids=["state", "charge", "balance", "pause"],
)
def test_what_changed_is_drawn_anew(writer, rehearsal, change):
    finished(rehearsal)
    address = poll_address(writer)
    change()
    assert writer.get_fragment(address).status == 200


def test_what_needs_a_person_and_the_badge_follow(writer, rehearsal):
    finished(rehearsal)
    address = poll_address(writer)
    Conversation.objects.create(
        account=rehearsal, number="+61412345678", last_at=timezone.now(), unread=2
    )
    part = writer.get_fragment(address)
    [needs] = part.all("div", id="needs-part")
    [badge] = part.all("span", id="rail-count-inbox")
    assert "1 conversation has unread replies" in "".join(needs.itertext())
    assert badge.text == "1"
    assert {needs.get("hx-swap-oob"), badge.get("hx-swap-oob")} == {"true"}


def test_what_comes_next_is_listed_by_its_time(writer, rehearsal):
    now = timezone.now()
    make.send(
        account_=rehearsal, people=1, body="Later.", due_at=now + timedelta(days=2)
    )
    make.send(
        account_=rehearsal, people=1, body="Sooner.", due_at=now + timedelta(days=1)
    )
    text = writer.get_page("/").text
    assert text.index("Sooner.") < text.index("Later.")


def test_the_last_five_sends_are_rows_with_who_when_and_where_they_stand(
    writer, rehearsal
):
    author = make.user(name="Mia Tan")
    for number in range(1, 7):
        finished(rehearsal, body=f"Text {number}.", author=author)
    shown = writer.get_page("/")
    rows = shown.all("section", id="last")[0].findall(".//tbody/tr")
    assert [row.find("th/a").text for row in rows] == [
        f"Text {number}." for number in (6, 5, 4, 3, 2)
    ]
    told = " ".join("".join(rows[0].itertext()).split())
    assert "Done" in told
    assert "1 delivered" in told
    assert "Mia Tan" in told
    assert rows[0].find(".//time") is not None
    assert shown.links()["See all sends"] == "/sends/"


def test_a_send_that_ends_moves_from_now_to_the_last_ones(writer, rehearsal):
    send = make.send(account_=rehearsal, people=1, body="On its way.")
    [moving] = writer.get_page("/").all("div", id="sends-part")
    type(send).objects.update(state=SendState.DONE, done_at=timezone.now())
    part = writer.get_fragment(moving.get("hx-get"))
    [last] = part.all("section", id="last")
    assert "On its way." in "".join(last.itertext())
    assert "Nothing is sending." in part.text


def test_what_was_cancelled_before_anything_left_is_none_of_the_last_ones(
    writer, rehearsal
):
    finished(rehearsal, body="Delivered one.")
    tomorrow = timezone.now() + timedelta(days=1)
    for body, state, due_at in (
        ("Cancelled one.", State.CANCELLED, None),
        ("Blocked before its time.", State.SKIPPED, tomorrow),
    ):
        send = make.send(account_=rehearsal, planned_total=1, body=body, due_at=due_at)
        make.message(send_=send, state=state)
        Send.objects.filter(pk=send.pk).update(state=SendState.DONE)
    [last] = writer.get_page("/").all("section", id="last")
    told = "".join(last.itertext())
    assert "Delivered one." in told
    assert "Cancelled one." not in told
    assert "Blocked before its time." not in told


def test_what_clicksend_refused_is_one_of_the_last_ones(writer, rehearsal):
    send = make.send(account_=rehearsal, planned_total=1, body="Refused one.")
    make.message(send_=send, state=State.REFUSED)
    Send.objects.filter(pk=send.pk).update(state=SendState.DONE)
    text = writer.get_page("/").text
    assert "Refused one." in text
    assert "The last one: 0 of 1 delivered, 1 not sent." in text


def test_the_last_send_is_a_sentence_with_its_cost(writer, rehearsal):
    finished(rehearsal, body="Bring your card.")
    assert "The last one: Delivered. Charged: $0.08 AUD." in writer.get_page("/").text


def test_money_is_for_those_who_may_see_it(page, rehearsal):
    finished(rehearsal)
    page.force_login(make.member(of=rehearsal, role=Role.SENDER))
    assert "Charged" not in page.get_page("/").text


def test_trouble_of_the_account_is_one_band(writer, rehearsal):
    circuit.report(rehearsal.pk, Trouble.KEY_REFUSED)
    html = writer.get_page("/").html
    assert html.count("ClickSend refused our key.") == 1


def test_the_frame_says_what_is_sending(writer, rehearsal):
    make.send(account_=rehearsal, people=1)
    unclear = make.send(account_=rehearsal, planned_total=1)
    make.message(send_=unclear, state=State.NEEDS_A_LOOK)
    links = writer.get_page("/").links()
    assert links["2 sending, 1 needs a look"] == "/sends/?tab=needs_a_look"


def test_things_of_another_account_are_not_shown(writer):
    make.send(people=1, body="Not ours.")
    assert "Not ours." not in writer.get_page("/").text


def test_many_sends_take_as_many_questions_as_few(
    writer, rehearsal, django_assert_max_num_queries
):
    later = timezone.now() + timedelta(days=1)

    def fill(times: int) -> None:
        for _ in range(times):
            make.send(account_=rehearsal, people=2)
            make.send(account_=rehearsal, people=2, due_at=later)
            finished(rehearsal, author=make.user())

    fill(1)
    with django_assert_max_num_queries(MOST_QUESTIONS) as counted:
        writer.get("/")
    fill(9)
    with django_assert_max_num_queries(len(counted)):
        writer.get("/")
