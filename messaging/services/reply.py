"""Answers a conversation: one text to its number, on its way at once."""

from __future__ import annotations

import uuid

from django.db import transaction

from clicksendhub.consent.services import blocked_among
from clicksendhub.dispatch.services import release
from clicksendhub.dispatch.states import SendState
from clicksendhub.lib.phone import Channel, read_number
from clicksendhub.people.models import User
from messaging.inbox import mark_read
from messaging.models import Conversation, Reply, Send, Sender
from messaging.services.plan import CannotPlan, plan_send


class CannotAnswer(Exception):
    """This number cannot be answered; the text says why. Nothing was written."""


def write_reply(
    conversation: Conversation, *, author: User, body: str, form_token: uuid.UUID
) -> Send:
    """Send an answer; the same ``form_token`` answers once, however often it is posted.

    What was there to read when it was written counts as read.
    """
    number, account = conversation.number, conversation.account
    if why := why_not(conversation):
        raise CannotAnswer(why)
    latest = latest_reply(conversation)
    try:
        with transaction.atomic():
            send = plan_send(
                account=account,
                author=author,
                numbers=number,
                body=body,
                sender=sender_for(conversation, latest),
                form_token=form_token,
                answers=latest,
            )
            if send.state == SendState.DRAFT:
                release(send, actor=author)
            if latest:
                mark_read(conversation, up_to=latest.pk)
    except CannotPlan as error:
        raise CannotAnswer(str(error)) from error
    return send


def why_not(conversation: Conversation) -> str:
    """Why this number cannot be answered, in words; empty where it can."""
    number, account = conversation.number, conversation.account
    if number in blocked_among(account.pk, [number]):
        return "This number is blocked. Lift the block first, if you may."
    if not read_number(number, country=None, channel=Channel.SMS).is_sendable:
        return "The sender is no mobile number, so it cannot be answered by text."
    return ""


def latest_reply(conversation: Conversation) -> Reply | None:
    """What they wrote last."""
    return conversation.replies.order_by("sent_at", "pk").last()


def sender_for(conversation: Conversation, latest: Reply | None) -> str:
    """The number that they wrote to, if it is ours; else ClickSend’s shared number."""
    if latest is None:
        return ""
    ours = Sender.objects.filter(account=conversation.account, value=latest.to)
    return latest.to if latest.to and ours.exists() else ""
