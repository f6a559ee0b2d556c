"""Keeps the balance in step with what texts cost: asked for anew after charges.

One call for all texts of the last while, never one for each. Every five minutes the
gate asks anyway; this only makes it sooner.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.models import Batch, BatchState
from clicksendhub.gate.upkeep import REFRESH
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
    asked_at = started_since(REFRESH, now - ASK_EVERY_WHILE_SENDING)
    for account in Account.objects.working().filter(checked_at__isnull=False):
        last = asked_at.get(str(account.pk))
        if _has_spent_since(account) and not _rests(account, last, now=now):
            nudge(REFRESH, str(account.pk))


def _rests(account: Account, last: datetime | None, *, now: datetime) -> bool:
    """True where ClickSend was asked a moment ago."""
    if last is None:
        return False
    is_sending = sends_under_way(account, now=now).exists()
    return now - last < (ASK_EVERY_WHILE_SENDING if is_sending else ASK_EVERY)


def is_behind(account: Account, charged_at: datetime | None, *, now: datetime) -> bool:
    """True while a page should wait for the balance after this charge."""
    if charged_at is None or account.checked_at is None or account.balance is None:
        return False
    return account.checked_at < charged_at and now - charged_at < _FOLLOWED_FOR


def _has_spent_since(account: Account) -> bool:
    """True where a call that sends ended after the balance was read."""
    calls = Batch.objects.filter(account=account).order_by("-pk")
    ends = [
        ended_at
        for state, ended_at in calls.values_list("state", "ended_at")[:_LAST_CALLS]
        if state == BatchState.SETTLED and ended_at
    ]
    read_at = account.checked_at
    return bool(ends and read_at and max(ends) + _BOOKED_WITHIN > read_at)
