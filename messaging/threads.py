"""A conversation as it is read: what they wrote and what we wrote, in order of time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce
from django.urls import reverse

from clicksendhub.dispatch.states import State
from messaging.kinds import kind_of
from messaging.models import Conversation, Message, Reply

PIECE = 100
MOST = 2000


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message, theirs or ours, as ``components/thread.html`` draws it."""

    direction: str
    text: str
    moment: datetime
    author: str
    state: str = ""
    quoted: str = ""
    url: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """The latest texts of a conversation, oldest first."""

    bubbles: tuple[Bubble, ...]
    # The last reply that is shown: opening marks nothing behind it as read.
    last_reply_pk: int
    has_earlier: bool

    @property
    def digest(self) -> str:
        """Changes where there is something new to see."""
        seen = "|".join(f"{bubble.key}:{bubble.state}" for bubble in self.bubbles)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


def thread_of(conversation: Conversation, *, show: int = PIECE) -> Thread:
    """The last ``show`` texts, both ways."""
    replies, messages = _replies(conversation, show), _messages(conversation, show)
    bubbles = [_theirs(reply) for reply in replies]
    bubbles += [_ours(message) for message in messages]
    bubbles.sort(key=lambda bubble: bubble.moment)
    return Thread(
        bubbles=tuple(bubbles[-show:]),
        last_reply_pk=max((reply.pk for reply in replies), default=0),
        has_earlier=len(bubbles) > show,
    )


def _replies(conversation: Conversation, show: int) -> Sequence[Reply]:
    replies = conversation.replies.select_related("answers")
    return list(replies.order_by("-sent_at", "-pk")[: show + 1])


def _messages(conversation: Conversation, show: int) -> Sequence[Message]:
    """Drafts that nobody confirmed are no part of it."""
    ours = Message.objects.filter(
        account=conversation.account_id, to=conversation.number
    ).exclude(state=State.PLANNED)
    moment = Coalesce("accepted_at", "created_at")
    ours = ours.select_related("send__author").order_by(moment.desc(), "-pk")
    return list(ours[: show + 1])


def _theirs(reply: Reply) -> Bubble:
    answered = reply.answers.body if reply.answers else reply.original_body
    return Bubble(
        direction="in",
        text=reply.body or "(no text)",
        moment=reply.sent_at,
        author="Recovered from ClickSend" if reply.was_fetched else "",
        quoted=answered,
        url=reply.answers.get_absolute_url() if reply.answers else "",
        key=f"in{reply.pk}",
    )


def _ours(message: Message) -> Bubble:
    send = message.send
    told = [str(send.author)] if send.author else []
    if by := kind_of(send.channel).words.by:
        told.append(by)
    return Bubble(
        direction="out",
        text=message.body,
        moment=message.accepted_at or message.created_at,
        author=", ".join(told),
        state=message.state,
        url=reverse("messaging:message", args=[message.reference]),
        key=f"out{message.pk}",
    )
