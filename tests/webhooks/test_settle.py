"""From stored events to replies and receipts: in any order, twice, and past poison."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.consent.models import Review
from clicksendhub.dispatch.states import State
from clicksendhub.webhooks import nudging, settle, tasks
from clicksendhub.webhooks.models import Event, EventState, Intake
from messaging import inbox
from messaging.models import Conversation, Message, Reply
from tests import make
from tests.webhooks.support import (
    RECEIPT_ID,
    RECEIPT_REFERENCE,
    Hook,
    hook_for,
    recorded,
    settle_all,
)


@pytest.fixture
def sent(hook: Hook) -> Message:
    """The message that the recorded receipts are about, accepted by ClickSend."""
    return make.message(
        send_=make.send(account_=hook.account, planned_total=1),
        state=State.ACCEPTED,
        reference=RECEIPT_REFERENCE,
        provider_id=RECEIPT_ID,
        accepted_at=timezone.now(),
    )


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_reply_becomes_a_conversation(hook: Hook) -> None:
    hook.push(recorded("inbound.form"))

    assert settle_all() == 1

    reply = Reply.objects.get()
    assert reply.conversation.number == "+61491570156"
    assert reply.body == "Yes, see you then 👍 à bientôt"
    assert Event.objects.get().state == EventState.DONE


def test_settling_twice_is_the_same_as_once(hook: Hook, sent: Message) -> None:
    hook.reply("Yes")
    hook.receipt(201)
    settle_all()

    Event.objects.update(state=EventState.NEW)
    tasks.settle("")
    tasks.settle("")

    assert Reply.objects.count() == 1
    assert Conversation.objects.get().unread == 1
    assert state_of(sent) == State.DELIVERED


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        ((200,), State.ACCEPTED),
        ((200, 201), State.DELIVERED),
        ((201, 200), State.DELIVERED),
        ((200, 300, 201), State.DELIVERED),
        ((300, 301), State.UNDELIVERED),
        ((301, 201), State.DELIVERED),
        ((201, 301), State.DELIVERED),
        ((301, 200, 300), State.UNDELIVERED),
    ],
)
def test_receipts_in_any_order_end_in_one_state(
    hook: Hook, sent: Message, codes: tuple[int, ...], state: str
) -> None:
    for code in codes:
        hook.receipt(code)

    settle_all()

    assert state_of(sent) == state


def test_a_receipt_before_our_own_record_is_applied_once_the_row_has_its_id(
    hook: Hook, sent: Message
) -> None:
    Message.objects.update(state=State.SUBMITTING, provider_id="", reference="other")
    hook.receipt(201)
    settle_all()
    assert Event.objects.get().state == EventState.NEW

    Message.objects.update(state=State.ACCEPTED, provider_id=RECEIPT_ID)
    settle_all()

    assert state_of(sent) == State.DELIVERED
    assert Event.objects.get().state == EventState.DONE


def test_a_receipt_with_our_reference_proves_that_a_doubtful_text_left(
    hook: Hook, sent: Message
) -> None:
    Message.objects.update(state=State.IN_DOUBT, provider_id="")

    hook.receipt(200)
    settle_all()

    assert state_of(sent) == State.ACCEPTED
    assert sent.provider_id == RECEIPT_ID


def test_a_receipt_that_belongs_to_no_message_is_kept_and_given_up_in_the_end(
    hook: Hook,
) -> None:
    hook.receipt(201)
    assert settle_all() == 0

    for _ in range(10):
        settle_all()

    event = Event.objects.get()
    assert event.state == EventState.DONE
    assert event.fault == "No message of this hub belongs to it."


def test_an_orphan_is_not_tried_at_each_turn(hook: Hook) -> None:
    hook.receipt(201)
    settle.settle_waiting()

    settle.settle_waiting()

    assert Event.objects.get().tries == 1


def test_a_receipt_moves_no_message_of_another_account(
    hook: Hook, sent: Message
) -> None:
    other = hook_for(make.account())

    other.receipt(201)
    settle_all()

    assert state_of(sent) == State.ACCEPTED


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply with the word “poison” cannot be received."""
    receive: Callable[..., Reply] = inbox.receive

    def spoilt(told: Any, **given: Any) -> Reply:
        if told.body == "poison":
            raise KeyError("+61491570156 said poison")
        return receive(told, **given)

    monkeypatch.setattr(inbox, "receive", spoilt)


@pytest.mark.usefixtures("poison")
def test_a_poison_event_is_kept_after_three_tries_and_stops_no_other(
    hook: Hook, caplog: Any
) -> None:
    hook.reply("poison", message_id="IN-1")
    hook.reply("Yes", message_id="IN-2")

    for _ in range(3):
        settle_all()

    poisoned = Event.objects.get(key="IN-1")
    assert poisoned.state == EventState.UNREADABLE
    assert poisoned.fault == "Could not be settled: KeyError."
    assert Reply.objects.get().body == "Yes"
    assert "61491570156" not in caplog.text


@pytest.mark.usefixtures("poison")
def test_what_a_poison_event_began_is_rolled_back(hook: Hook) -> None:
    hook.reply("poison")

    settle_all()

    assert not Conversation.objects.exists()


def test_an_unclear_reply_goes_to_the_tray_once(hook: Hook) -> None:
    hook.reply("please stop texting me at work", message_id="IN-1")
    settle_all()
    Event.objects.update(state=EventState.NEW)
    settle_all()

    review = Review.objects.get()
    assert (review.words, review.event_key) == (
        "please stop texting me at work",
        "IN-1",
    )


def test_help_gets_no_automatic_answer(hook: Hook) -> None:
    hook.reply("HELP")
    settle_all()

    assert Reply.objects.get().meaning == "help"
    assert not Message.objects.exists()


def test_a_time_ahead_of_ours_is_not_believed(hook: Hook) -> None:
    hook.reply(timestamp="4102444800")
    settle_all()

    assert Reply.objects.get().sent_at <= timezone.now()


def test_the_path_remembers_the_last_push(hook: Hook) -> None:
    hook.reply()
    settle_all()

    assert Intake.objects.get().last_push_at == Event.objects.get().received_at


def test_the_sweep_asks_for_a_turn_only_where_something_is_due(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(settle, "nudge", asked.append)

    now = timezone.now()
    settle.ask_where_waiting(now)
    assert asked == []
    hook.reply()
    settle.ask_where_waiting(now - timedelta(minutes=1))
    assert asked == []
    settle.ask_where_waiting(timezone.now())
    assert asked == [nudging.SETTLE]


def test_a_turn_that_is_over_asks_for_another(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(settle, "nudge", asked.append)
    monkeypatch.setattr(settle, "_TURN_SECONDS", 0.0)
    hook.reply()

    settle.settle_waiting()

    assert asked == [nudging.SETTLE]
