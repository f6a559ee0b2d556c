"""Answering a conversation: one text, at once, once."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from clicksendhub.people.models import User
from messaging.models import Conversation, Message, Send, Sender
from messaging.services.reply import CannotAnswer, write_reply
from tests import make
from tests.messaging.inbox_support import PERSON, receive


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def person(account: Account) -> User:
    return make.member(of=account)


@pytest.fixture
def conversation(account: Account) -> Conversation:
    return receive(account, "Can I come later?").conversation


def answer(conversation: Conversation, person: User, **changes: Any) -> Send:
    given: dict[str, Any] = {"body": "Of course", "form_token": uuid.uuid4()}
    return write_reply(conversation, author=person, **(given | changes))


def test_an_answer_is_a_service_send_of_one_that_is_released(
    conversation: Conversation, person: User
) -> None:
    send = answer(conversation, person)

    assert (send.author, send.purpose, send.planned_total) == (person, "service", 1)
    assert send.released_at is not None
    message = Message.objects.get()
    assert (message.to, message.body, message.state) == (
        PERSON,
        "Of course",
        State.QUEUED,
    )


def test_it_keeps_which_reply_it_answers(
    conversation: Conversation, person: User
) -> None:
    send = answer(conversation, person)

    assert send.answers == conversation.replies.get()


def test_pressed_twice_it_is_sent_once(
    conversation: Conversation, person: User
) -> None:
    token = uuid.uuid4()

    first = answer(conversation, person, form_token=token)
    second = answer(conversation, person, form_token=token)

    assert first == second
    assert Message.objects.count() == 1


def test_answering_marks_what_was_there_as_read(
    conversation: Conversation, person: User
) -> None:
    answer(conversation, person)

    conversation.refresh_from_db()
    assert conversation.unread == 0


def test_a_blocked_number_gets_no_answer(
    conversation: Conversation, person: User
) -> None:
    block(account_id=conversation.account_id, number=PERSON, source=BlockSource.REPLY)

    with pytest.raises(CannotAnswer, match="This number is blocked"):
        answer(conversation, person)
    assert not Send.objects.exists()


@pytest.mark.parametrize("sender", ["Telstra", "12345", ""])
def test_a_sender_that_is_no_number_cannot_be_answered(
    account: Account, person: User, sender: str
) -> None:
    conversation = receive(account, number=sender).conversation

    with pytest.raises(CannotAnswer, match="no mobile number"):
        answer(conversation, person)


def test_it_leaves_from_the_number_that_they_wrote_to_where_it_is_ours(
    account: Account, conversation: Conversation, person: User
) -> None:
    Sender.objects.create(account=account, value="+61481070110", kind="number")

    answer(conversation, person)

    assert Message.objects.get().sender == "+61481070110"


def test_it_leaves_from_the_shared_number_otherwise(
    conversation: Conversation, person: User
) -> None:
    answer(conversation, person)

    assert Message.objects.get().sender == ""
