"""Replies as they come in: their conversation, what they answer, what is unread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from messaging import inbox
from messaging.models import Conversation, Message, Reply
from tests import make
from tests.messaging.inbox_support import PERSON, receive, told

NOW = timezone.now()


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


def sent(
    account: Account,
    *,
    minutes_ago: int = 10,
    state: str = State.ACCEPTED,
    **fields: Any,
) -> Message:
    """A text to the person that ClickSend took."""
    return make.message(
        send_=make.send(account_=account, planned_total=1),
        to=fields.pop("to", PERSON),
        state=state,
        accepted_at=NOW - timedelta(minutes=minutes_ago),
        **fields,
    )


def test_the_first_reply_of_a_number_opens_a_conversation(account: Account) -> None:
    receive(account, "Yes please", sent_at=NOW)

    conversation = Conversation.objects.get()
    assert (conversation.account, conversation.number) == (account, PERSON)
    assert (conversation.last_words, conversation.last_at) == ("Yes please", NOW)
    assert conversation.unread == 1


def test_the_same_reply_again_changes_nothing(account: Account) -> None:
    receive(account, message_id="IN-A")
    receive(account, message_id="IN-A")

    assert Reply.objects.count() == 1
    assert Conversation.objects.get().unread == 1


def test_two_accounts_have_a_conversation_each(account: Account) -> None:
    receive(account, message_id="IN-A")
    receive(make.account(), message_id="IN-A")

    assert Conversation.objects.count() == 2


def test_an_older_reply_that_comes_later_is_counted_but_not_shown_on_top(
    account: Account,
) -> None:
    receive(account, "Second", sent_at=NOW)
    receive(account, "First", sent_at=NOW - timedelta(minutes=5))

    conversation = Conversation.objects.get()
    assert (conversation.last_words, conversation.last_at) == ("Second", NOW)
    assert conversation.unread == 2


def test_a_reply_brings_back_what_was_done(account: Account) -> None:
    inbox.mark_done(receive(account).conversation)

    receive(account)

    assert Conversation.objects.get().done_at is None
    assert Conversation.objects.get().unread == 1


def test_it_answers_the_message_with_that_id(account: Account) -> None:
    first = sent(account, provider_id="OUT-1", minutes_ago=20)
    sent(account, provider_id="OUT-2")

    assert receive(account, original_message_id="OUT-1").answers == first


def test_it_answers_the_message_with_that_reference(account: Account) -> None:
    first = sent(account, reference="our-first", minutes_ago=20)
    sent(account)

    assert receive(account, reference="our-first").answers == first


def test_without_either_it_answers_the_latest_text_to_that_number(
    account: Account,
) -> None:
    sent(account, minutes_ago=20)
    latest = sent(account, minutes_ago=5)
    sent(account, minutes_ago=1, to="+61491570999")
    sent(account, minutes_ago=1, state=State.QUEUED)

    assert receive(account).answers == latest


def test_it_does_not_answer_what_was_sent_after_it(account: Account) -> None:
    earlier = sent(account, minutes_ago=20)
    sent(account, minutes_ago=1)

    reply = receive(account, sent_at=NOW - timedelta(minutes=10))

    assert reply.answers == earlier


def test_an_answer_to_a_text_that_was_not_ours_keeps_its_words(
    account: Account,
) -> None:
    sent(account)

    reply = receive(account, original_message_id="ELSEWHERE", original_body="Friday?")

    assert reply.answers is None
    assert reply.original_body == "Friday?"


def test_no_message_of_another_account_is_answered(account: Account) -> None:
    sent(make.account(), reference="theirs", provider_id="OUT-1")

    reply = receive(account, reference="theirs", original_message_id="OUT-1")

    assert reply.answers is None


@pytest.mark.parametrize("state", [State.IN_DOUBT, State.NEEDS_A_LOOK])
def test_a_reply_with_our_reference_proves_that_a_doubtful_text_left(
    account: Account, state: str
) -> None:
    doubtful = sent(account, state=state, reference="ours")

    receive(account, reference="ours", original_message_id="OUT-1")

    doubtful.refresh_from_db()
    assert (doubtful.state, doubtful.provider_id) == (State.ACCEPTED, "OUT-1")


def test_a_reply_proves_nothing_for_another_account(account: Account) -> None:
    doubtful = sent(make.account(), state=State.IN_DOUBT, reference="theirs")

    receive(account, reference="theirs")

    doubtful.refresh_from_db()
    assert doubtful.state == State.IN_DOUBT


def test_reading_marks_what_was_shown_and_no_more(account: Account) -> None:
    shown = receive(account, "Shown")
    receive(account, "Came while reading")

    assert inbox.mark_read(shown.conversation, up_to=shown.pk) == 1

    assert Conversation.objects.get().unread == 1
    assert Reply.objects.get(body="Came while reading").read_at is None


def test_unread_again_means_the_latest_reply(account: Account) -> None:
    receive(account, "First", sent_at=NOW - timedelta(minutes=1))
    last = receive(account, "Second", sent_at=NOW)
    inbox.mark_done(last.conversation)

    inbox.mark_unread(last.conversation)

    conversation = Conversation.objects.get()
    assert (conversation.unread, conversation.done_at) == (1, None)
    assert Reply.objects.get(read_at=None) == last


def test_the_badge_counts_conversations_and_not_replies(account: Account) -> None:
    for number in (PERSON, PERSON, "+61491570157"):
        receive(account, number=number)

    assert inbox.unread_count(account) == 2
    assert inbox.unread_count(make.account()) == 0
    assert inbox.unread_count(None) == 0


def test_an_empty_text_is_a_reply_too(account: Account) -> None:
    assert receive(account, "").body == ""


def test_the_words_of_a_reply_stay_out_of_its_repr(account: Account) -> None:
    assert PERSON not in repr(told("secret"))
    assert "secret" not in repr(receive(account, "secret"))
