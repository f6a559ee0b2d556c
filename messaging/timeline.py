"""What was written with a number, for the page of the person who has it."""

from __future__ import annotations

from collections.abc import Iterator

from clicksendhub.http import HttpRequest
from clicksendhub.ui.timeline import Happening
from messaging.kinds import kind_of
from messaging.models import Message, Reply

_WORDS = 300


def happenings(request: HttpRequest, number: str, most: int) -> Iterator[Happening]:
    """The latest texts and calls to the number and replies from it."""
    texts = Message.objects.filter(
        account=request.account, to=number, send__released_at__isnull=False
    ).select_related("send__author")
    for row in texts.order_by("-send_id", "-pk")[:most]:
        yield Happening(
            moment=row.accepted_at or row.send.due_at or row.send.created_at,
            title=kind_of(row.send.channel).label,
            sentence=row.body[:_WORDS],
            state=row.state,
            actor=str(row.send.author or ""),
            url=row.get_absolute_url(),
        )
    replies = Reply.objects.filter(
        conversation__account=request.account, conversation__number=number
    ).select_related("conversation")
    for reply in replies.order_by("-sent_at", "-pk")[:most]:
        yield Happening(
            moment=reply.sent_at,
            title="Their reply",
            sentence=reply.body[:_WORDS],
            state="received",
            url=reply.conversation.get_absolute_url(),
        )
