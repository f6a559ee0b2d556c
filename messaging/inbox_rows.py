"""The list of conversations: its views, its pages, and one row for each number."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields import DateTimeField

from clicksendhub.consent.services import blocked_among
from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import pretty
from messaging.models import Conversation, Reply

PER_PAGE = 30
UNREAD, ALL, DONE = "unread", "all", "done"
VIEWS = {
    UNREAD: Q(unread__gt=0),
    ALL: Q(),
    DONE: Q(done_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation as the list draws it."""

    public_id: str
    url: str
    name: str
    words: str
    answers: str
    moment: datetime
    unread: int
    is_blocked: bool
    is_done: bool
    was_fetched: bool


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of the list; ``older`` is where the next one begins, or empty."""

    rows: tuple[Row, ...]
    older: str

    @property
    def digest(self) -> str:
        """Changes where a row looks different."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()[:16]


def rows_of(account: Account, *, view: str, before: str = "") -> RowPage:
    """The conversations of a view, the latest first."""
    conversations = Conversation.objects.filter(VIEWS[view], account=account)
    conversations = _after(conversations, before)
    found = list(conversations.order_by("-last_at", "-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    older = _cursor(shown[-1]) if len(found) > PER_PAGE else ""
    return RowPage(rows=_rows(account, shown), older=older)


def next_unread(account: Account) -> Conversation | None:
    """Who waits longest."""
    waiting = Conversation.objects.filter(VIEWS[UNREAD], account=account)
    return waiting.order_by("last_at", "pk").first()


def name_of(number: str) -> str:
    """How a number is called on the page."""
    return pretty(number) if number else "No number given"


def _rows(account: Account, shown: Sequence[Conversation]) -> tuple[Row, ...]:
    latest = _latest_replies(shown)
    blocked = blocked_among(account.pk, [row.number for row in shown])
    return tuple(
        _row(conversation, latest.get(conversation.pk), conversation.number in blocked)
        for conversation in shown
    )


def _row(conversation: Conversation, latest: Reply | None, is_blocked: bool) -> Row:
    return Row(
        public_id=str(conversation.public_id),
        url=conversation.get_absolute_url(),
        name=name_of(conversation.number),
        words=conversation.last_words or "(no text)",
        answers=_answered_words(latest),
        moment=conversation.last_at,
        unread=conversation.unread,
        is_blocked=is_blocked,
        is_done=conversation.done_at is not None,
        was_fetched=bool(latest and latest.was_fetched),
    )


def _answered_words(latest: Reply | None) -> str:
    if latest is None:
        return ""
    return latest.answers.body if latest.answers else latest.original_body


def _latest_replies(shown: Sequence[Conversation]) -> dict[int, Reply]:
    """The latest reply of each conversation, in one query."""
    theirs = Reply.objects.filter(conversation=OuterRef("pk"))
    newest = theirs.order_by("-sent_at", "-pk").values("pk")[:1]
    ids = Conversation.objects.filter(pk__in=[row.pk for row in shown]).values_list(
        Subquery(newest), flat=True
    )
    replies = Reply.objects.filter(pk__in=ids).select_related("answers")
    return {reply.conversation_id: reply for reply in replies}


def _cursor(conversation: Conversation) -> str:
    return f"{conversation.last_at.isoformat()}~{conversation.pk}"


def _after(
    conversations: QuerySet[Conversation], before: str
) -> QuerySet[Conversation]:
    """What comes after the cursor; nonsense begins at the top."""
    written, _tilde, key = before.partition("~")
    try:
        moment = DateTimeField().to_python(written) if key.isdecimal() else None
    except ValidationError:
        moment = None
    if moment is None:
        return conversations
    same_moment = Q(last_at=moment, pk__lt=int(key))
    return conversations.filter(Q(last_at__lt=moment) | same_moment)
