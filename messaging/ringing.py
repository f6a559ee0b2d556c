"""Keeps calls that would ring outside their hours back, until those begin.

Held at confirming, and by a sweep whatever waited until the hours were over; the same
sweep puts them back in the queue in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.dispatch.sweep import PUMP
from clicksendhub.jobs import nudge
from clicksendhub.lib.phone import zones_of
from messaging.hours import Hours, may_ring, next_opening
from messaging.models import Message, Send

QUIET = "quiet_hours"
_SENDS_AT_ONCE = 200
# For hours that begin nowhere in the next days: such a plan is refused when written.
_LOOK_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ringing:
    """The hours of a send, and the zone of numbers that tell none."""

    hours: Hours | None
    home: str

    @classmethod
    def of(cls, send: Send) -> Ringing:
        """When the phones of a send may ring."""
        hours = Hours.of(send.rings_from, send.rings_until)
        return cls(hours, send.account.time_zone)

    def allows(self, number: str, *, at: datetime) -> bool:
        """True where this phone may ring at that moment."""
        return may_ring(self.hours, self._zones(number), at=at)

    def opens(self, number: str, *, after: datetime) -> datetime:
        """The first moment from then on at which this phone may ring."""
        if self.hours is None:
            return after
        return _opens(self.hours, self._zones(number), after)

    def _zones(self, number: str) -> tuple[str, ...]:
        return zones_of(number) or (self.home,)


@lru_cache(maxsize=1024)
def _opens(hours: Hours, zones: tuple[str, ...], after: datetime) -> datetime:
    """Many numbers share few sets of zones: reckoned once for each of them."""
    return next_opening(hours, zones, after=after) or after + _LOOK_AGAIN


def waits_of(
    send: Send, numbers: Iterable[str], *, now: datetime
) -> dict[datetime, int]:
    """How many of the numbers wait for their hours, and until when."""
    ringing, begins = Ringing.of(send), max(now, send.due_at or now)
    found: dict[datetime, int] = defaultdict(int)
    for number in numbers:
        opens = ringing.opens(number, after=begins)
        if opens > begins:
            found[opens] += 1
    return dict(sorted(found.items()))


def hold_quiet(send: Send, *, now: datetime) -> int:
    """Keep back the queued rows of a send that would ring outside its hours."""
    ringing = Ringing.of(send)
    if ringing.hours is None:
        return 0
    begins = max(now, send.due_at or now)
    rows = Message.objects.filter(send=send, state=State.QUEUED)
    ready = rows.filter(Q(not_before=None) | Q(not_before__lte=begins))
    until: dict[datetime, list[int]] = defaultdict(list)
    for pk, number in ready.values_list("pk", "to"):
        opens = ringing.opens(number, after=begins)
        if opens > begins:
            until[opens].append(pk)
    return sum(
        # Only what is still queued: a claim may be faster, and has a guard of its own.
        Message.objects.filter(pk__in=ids, state=State.QUEUED).update(
            state=State.HELD, reason=QUIET, not_before=opens
        )
        for opens, ids in until.items()
    )


def quiet_of(send: Send) -> int:
    """How many of a send wait for their hours."""
    if send.rings_from is None:
        return 0
    return send.messages.filter(state=State.HELD, reason=QUIET).count()


def wake_quiet(send: Send, *, now: datetime) -> int:
    """Put back in the queue what was held until now."""
    rows = Message.objects.filter(
        send=send, state=State.HELD, reason=QUIET, not_before__lte=now
    )
    return rows.update(state=State.QUEUED, reason="", not_before=None)


def keep_hours(now: datetime) -> int:
    """The sweep’s search: wake whom the hours let ring, and hold whom they do not."""
    woken = _wake_due(now)
    rows = Message.objects.filter(send=OuterRef("pk"), state=State.QUEUED)
    waiting = _sends_with(rows, now=now).select_related("account")
    # Those served last first: what cannot move now is not claimed either.
    recent = F("last_claimed_at").desc(nulls_last=True)
    for send in waiting.order_by(recent, "-due_at")[:_SENDS_AT_ONCE]:
        hold_quiet(send, now=now)
    return woken


def _wake_due(now: datetime) -> int:
    """Wake every send whose hours have come, however many wait beside it."""
    rows = Message.objects.filter(
        send=OuterRef("pk"), state=State.HELD, reason=QUIET, not_before__lte=now
    )
    woken = 0
    for send in _sends_with(rows, now=now):
        woken += wake_quiet(send, now=now)
        nudge(PUMP, str(send.account_id))
    return woken


def _sends_with(rows: QuerySet[Message], *, now: datetime) -> QuerySet[Send]:
    """The calls under way of working accounts that have such rows."""
    return Send.objects.filter(
        Exists(rows),
        account__in=Account.objects.working(),
        channel="voice",
        state=SendState.RELEASED,
        due_at__lte=now,
        rings_from__isnull=False,
    )
