"""What follows a polled part: story, balance, what is sending, the whole of a text."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.people.roles import Role
from messaging.models import Message, Send
from tests import make


def poll(page, address: str, part: str):
    """What the open page asks for, after something may have happened."""
    [moving] = page.get_page(address).all("div", id=part)
    return moving.get("hx-get")


def finish(send, state: str = State.DELIVERED, **fields) -> None:
    now = timezone.now()
    Message.objects.filter(send=send).update(
        state=state, accepted_at=now, final_at=now, **fields
    )
    Send.objects.filter(pk=send.pk).update(state=SendState.DONE, done_at=now)


def balance(account, amount: str, *, read: timedelta) -> None:
    Account.objects.filter(pk=account.pk).update(
        balance=Decimal(amount), checked_at=timezone.now() - read
    )


def follower(part, identity: str):
    """A part that is replaced beside the one that was asked for."""
    [found] = [each for each in part.root.iter() if each.get("id") == identity]
    assert found.get("hx-swap-oob") == "true"
    return found


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_story_and_top_bar_follow_a_send_to_its_end(writer, rehearsal):
    send = make.send(account_=rehearsal, people=1)
    address = poll(writer, send.get_absolute_url(), "send-progress")
    finish(send)
    part = writer.get_fragment(address)
    assert "Done" in words(follower(part, "send-story"))
    assert words(follower(part, "top-bar-sending")) == ""


def test_the_top_bar_tells_of_sends_that_go_on(writer, rehearsal):
    make.send(account_=rehearsal, people=1)
    send = make.send(account_=rehearsal, people=1)
    address = poll(writer, send.get_absolute_url(), "send-progress")
    finish(send)
    sending = follower(writer.get_fragment(address), "top-bar-sending")
    assert words(sending) == "1 sending"


def test_a_new_balance_alone_is_news(writer, rehearsal):
    balance(rehearsal, "81.10", read=timedelta(minutes=3))
    send = make.send(account_=rehearsal, people=1)
    address = poll(writer, send.get_absolute_url(), "send-progress")
    assert writer.get_fragment(address).status == 204
    balance(rehearsal, "81.02", read=timedelta())
    told = follower(writer.get_fragment(address), "top-bar-balance")
    assert words(told) == "$81.02 AUD"


def test_the_balance_is_kept_from_those_who_see_no_money(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.SENDER))
    balance(rehearsal, "81.10", read=timedelta(minutes=3))
    send = make.send(account_=rehearsal, people=1)
    address = poll(page, send.get_absolute_url(), "send-progress")
    finish(send)
    told = follower(page.get_fragment(address), "top-bar-balance")
    assert words(told) == ""


def test_a_final_page_waits_for_the_balance_and_then_rests(writer, rehearsal):
    balance(rehearsal, "81.10", read=timedelta(minutes=3))
    send = make.send(account_=rehearsal, people=1)
    finish(send, charge=Decimal("0.0792"))
    address = poll(writer, send.get_absolute_url(), "send-progress")
    balance(rehearsal, "81.02", read=timedelta())
    [part] = writer.get_fragment(address).all("div", id="send-progress")
    assert part.get("hx-get") is None


def test_a_final_page_does_not_wait_for_ever(writer, rehearsal):
    balance(rehearsal, "81.10", read=timedelta(minutes=3))
    send = make.send(account_=rehearsal, people=1)
    finish(send, charge=Decimal("0.0792"))
    Message.objects.update(accepted_at=timezone.now() - timedelta(minutes=2))
    assert poll(writer, send.get_absolute_url(), "send-progress") is None


def text(account, **fields):
    send = make.send(account_=account, planned_total=1)
    return make.message(send_=send, **fields)


def test_the_page_of_a_text_moves_until_it_is_final(writer, rehearsal):
    row = text(rehearsal)
    address = poll(writer, row.get_absolute_url(), "text-progress")
    assert writer.get_fragment(address).status == 204
    finish(row.send, charge=Decimal("0.0792"), provider_id="5C0B4E7A-19D2")
    part = writer.get_fragment(address)
    [story] = part.all("div", id="text-progress")
    assert story.get("hx-get") is None
    assert "Accepted by ClickSend" in words(story)
    assert "The phone network says it arrived." in words(follower(part, "text-head"))
    assert "$0.0792 AUD charged" in words(follower(part, "text-facts"))
    assert "5C0B4E7A-19D2" in words(follower(part, "text-technical"))
    assert words(follower(part, "top-bar-sending")) == ""


def test_what_became_of_a_text_is_said_aloud(writer, rehearsal):
    row = text(rehearsal)
    address = poll(writer, row.get_absolute_url(), "text-progress")
    finish(row.send)
    [story] = writer.get_fragment(address).all("div", id="text-progress")
    assert story.get("data-announce") == "The phone network says it arrived."


def test_a_decision_is_asked_for_as_soon_as_it_is_needed(writer, rehearsal):
    row = text(rehearsal, state=State.IN_DOUBT)
    address = poll(writer, row.get_absolute_url(), "text-progress")
    Message.objects.update(state=State.NEEDS_A_LOOK)
    part = writer.get_fragment(address)
    assert len(part.all("input", name="verdict")) == 3


def test_a_decision_that_is_being_written_is_left_alone(writer, rehearsal):
    row = text(rehearsal, state=State.NEEDS_A_LOOK)
    address = poll(writer, row.get_absolute_url(), "text-progress")
    make.send(account_=rehearsal, people=1)
    part = writer.get_fragment(address)
    assert words(follower(part, "top-bar-sending")) == "2 sending, 1 needs a look"
    assert not [each for each in part.root.iter() if each.get("id") == "text-decide"]


def test_a_decision_that_somebody_else_made_is_asked_for_no_more(writer, rehearsal):
    row = text(rehearsal, state=State.NEEDS_A_LOOK)
    address = poll(writer, row.get_absolute_url(), "text-progress")
    finish(row.send)
    part = writer.get_fragment(address)
    assert words(follower(part, "text-decide")) == ""


def test_without_scripts_the_address_of_the_story_leads_to_the_text(writer, rehearsal):
    row = text(rehearsal)
    shown = writer.get_page(f"{row.get_absolute_url()}progress/")
    assert shown.response.request["PATH_INFO"] == row.get_absolute_url()
