"""The call budget of an account, shared by all processes through the database.

A sliding log: a call counts from its start until a minute after its end. A call reaches
ClickSend between the two, so no 60-second window there holds more than the limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count

from clicksendhub.gate.models import Call, Gate, Lane
from clicksendhub.lib.dbclock import db_now

WINDOW = timedelta(seconds=60)
_STANDING = """
SELECT closed_until IS NOT NULL AND closed_until > %s, calls_per_minute
FROM gate_gate WHERE account_id = %s
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave to make one call; ``call_id`` is None where there is no limit."""

    call_id: int | None


def take(
    account_id: int, lane: str, *, seconds: float, now: datetime | None = None
) -> Ticket | None:
    """Take leave for one call that ends within ``seconds``; None: not now.

    In a transaction of the caller's the leave is committed with the rows claimed.
    ``now`` is the database's time, where the caller has just asked for it.
    """
    now = now or db_now()
    is_resting, limit = _standing_of(account_id, now)
    if is_resting:
        return None
    if not limit:
        return Ticket(call_id=None)
    with transaction.atomic():
        # Everyone who wants leave for this account meets at this row, so that two
        # processes cannot both take the last call of the window.
        Gate.objects.select_for_update().get(pk=account_id)
        used = _used(account_id, now)
        if not has_room(lane, used=used, limit=limit, reserves=reserves_for(limit)):
            return None
        lasts_until = now + timedelta(seconds=seconds)
        call = Call.objects.create(
            account_id=account_id, lane=lane, began_at=now, counts_from=lasts_until
        )
    return Ticket(call_id=call.pk)


def finish(ticket: Ticket | None) -> None:
    """The call has ended (answered or not): it counts for one more minute."""
    if ticket and ticket.call_id:
        Call.objects.filter(pk=ticket.call_id).update(counts_from=db_now())


def give_back(ticket: Ticket | None) -> None:
    """The call was not made after all."""
    if ticket and ticket.call_id:
        Call.objects.filter(pk=ticket.call_id).delete()


def rest(account_id: int, *, until: datetime) -> None:
    """ClickSend asked for a pause: no call of this account before ``until``."""
    gate_of(account_id)
    Gate.objects.filter(pk=account_id).exclude(closed_until__gt=until).update(
        closed_until=until
    )


def learn_limit(account_id: int, calls_per_minute: int) -> None:
    """Take over a limit that ClickSend's headers name, where it is lower than ours."""
    if not settings.GATE_CALLS_PER_MINUTE:
        return
    gate_of(account_id)
    bounded = min(calls_per_minute, settings.GATE_CALLS_PER_MINUTE)
    Gate.objects.filter(pk=account_id).exclude(calls_per_minute=bounded).update(
        calls_per_minute=bounded
    )


def gate_of(account_id: int) -> Gate:
    """The account's gate, made at its first use."""
    gate, _created = Gate.objects.get_or_create(account_id=account_id)
    return gate


def _standing_of(account_id: int, now: datetime) -> tuple[bool, int]:
    """Whether the account rests now, and its limit."""
    # Asked before every call, so written out: see dispatch/statements.py.
    with connection.cursor() as cursor:
        asked_at = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_STANDING, [asked_at, account_id])
        found = cursor.fetchone()
    if found is None:
        gate_of(account_id)
        return False, settings.GATE_CALLS_PER_MINUTE
    is_resting, told = found
    return bool(is_resting), told or settings.GATE_CALLS_PER_MINUTE


def limit_of(gate: Gate) -> int:
    """Calls in any 60 seconds; 0 means no limit."""
    return gate.calls_per_minute or settings.GATE_CALLS_PER_MINUTE


def reserves_for(limit: int) -> dict[str, int]:
    """How many calls of the window each lane has to itself."""
    full = settings.GATE_CALLS_PER_MINUTE or limit
    return {
        Lane.SINGLE: settings.GATE_RESERVE_SINGLE * limit // full,
        Lane.UPKEEP: settings.GATE_RESERVE_UPKEEP * limit // full,
        Lane.BULK: 0,
    }


def has_room(
    lane: str, *, used: dict[str, int], limit: int, reserves: dict[str, int]
) -> bool:
    """Whether one more call of ``lane`` leaves the others what is theirs. Pure."""
    kept_for_others = sum(
        max(0, reserve - used.get(other, 0))
        for other, reserve in reserves.items()
        if other != lane
    )
    return sum(used.values()) + kept_for_others < limit


def forget_old_calls(now: datetime) -> int:
    """Drop calls that no window can hold any more."""
    deleted, _ = Call.objects.filter(counts_from__lt=now - WINDOW * 2).delete()
    return deleted


def _used(account_id: int, now: datetime) -> dict[str, int]:
    counted = (
        Call.objects.filter(account_id=account_id, counts_from__gt=now - WINDOW)
        .order_by()
        .values_list("lane")
        .annotate(n=Count("pk"))
    )
    return dict(counted)
