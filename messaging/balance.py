"""Keeps the balance in step with what texts cost: asked for anew after charges.

One call for all texts of the last while, never one for each. Every five minutes the
gate asks anyway; this only makes it sooner.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from clicksendhub.credentials.models import Account, AccountQuerySet
from clicksendhub.dispatch.models import Batch, BatchState
from clicksendhub.gate.models import CircuitState
from clicksendhub.gate.upkeep import REFRESH, TRY_AGAIN_AFTER
from clicksendhub.jobs import nudge, started_since
from messaging.lists import sends_under_way

# Between two calls for one account, once its sends are over.
ASK_EVERY = timedelta(seconds=10)
# And while they run: with polling this stays within the reserve of upkeep.
ASK_EVERY_WHILE_SENDING = timedelta(seconds=30)
# What was charged a moment before an answer may not stand in that answer yet.
_BOOKED_WITHIN = timedelta(seconds=2)
# An open page waits for the balance no longer than this.
_FOLLOWED_FOR = timedelta(minutes=1)
# Calls of an account end in another order than they began, by a few.
_LAST_CALLS = 10


def ask_after_charges(now: datetime) -> None:
    """The sweep's search: a new balance where texts were paid for since the last."""
    asked_at = started_since(REFRESH, now - TRY_AGAIN_AFTER)
    for account in _able_accounts().filter(checked_at__isnull=False):
        last = asked_at.get(str(account.pk))
        if _has_spent_since(account) and not _rests(account, last, now=now):
            nudge(REFRESH, str(account.pk))


def _able_accounts() -> AccountQuerySet:
    """Working accounts but those in trouble: they are probed, and read with that."""
    return Account.objects.working().exclude(gate__circuit=CircuitState.OPEN)


def _rests(account: Account, last: datetime | None, *, now: datetime) -> bool:
    """True where ClickSend was asked a moment ago."""
    if last is None:
        return False
    return now - last < _rest_after(account, last, now=now)


def _rest_after(account: Account, last: datetime, *, now: datetime) -> timedelta:
    is_answered = account.checked_at is not None and account.checked_at >= last
    if not is_answered:
        return TRY_AGAIN_AFTER
    is_sending = sends_under_way(account, now=now).exists()
    return ASK_EVERY_WHILE_SENDING if is_sending else ASK_EVERY


def is_behind(account: Account, charged_at: datetime | None, *, now: datetime) -> bool:
    """True while a page should wait for the balance after this charge."""
    if charged_at is None or account.checked_at is None or account.balance is None:
        return False
    return account.checked_at < charged_at and now - charged_at < _FOLLOWED_FOR


def _has_spent_since(account: Account) -> bool:
    """True where a call that sends went through after the balance was read.

    One with a fault was not paid for, as far as we know; every five minutes shows.
    """
    calls = Batch.objects.filter(account=account).order_by("-pk")
    ends = [
        ended_at
        for state, fault, ended_at in calls.values_list("state", "fault", "ended_at")[
            :_LAST_CALLS
        ]
        if state == BatchState.SETTLED and not fault and ended_at
    ]
    read_at = account.checked_at
    return bool(ends and read_at and max(ends) + _BOOKED_WITHIN > read_at)
