"""Calls through the gate: leave for reads, what answers say of budget and trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.audit.services import record
from clicksendhub.clicksend import ClickSend, ClickSendError, RateLimit, TooManyRequests
from clicksendhub.credentials.hooks import CallPutOff
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for, longest_call_seconds
from clicksendhub.gate import budget, circuit
from clicksendhub.gate.troubles import trouble_in, trouble_in_read
from clicksendhub.lib.dbclock import db_now

DEFAULT_REST_SECONDS = 60.0


class NotNow(CallPutOff):
    """No leave for a call at this moment; ``sentence`` says why to a person."""


@contextmanager
def counted(account: Account, lane: str, *, probing: bool = False) -> Iterator[None]:
    """Make one call inside: it is counted, and trouble that it shows is reported.

    Raises ``NotNow`` where the circuit is open (unless this is the probe) or the budget
    is used up. Errors of the client pass through.
    """
    if not probing and (notice := circuit.trouble_of(account.pk)):
        raise NotNow(notice.sentence)
    ticket = budget.take(account.pk, lane, seconds=longest_call_seconds())
    if ticket is None:
        raise NotNow("ClickSend’s limit of calls is reached for this minute.")
    try:
        yield
    except ClickSendError as error:
        note_failed_read(account.pk, error)
        raise
    finally:
        budget.finish(ticket)


def client_for_sends(account: Account) -> ClickSend:
    """A client for calls that send alone: what its answers tell corrects the budget.

    ClickSend counts each endpoint for itself, and some allow far less than sending
    does (``GET /account`` 20 calls a minute). A limit told elsewhere must not slow the
    sends, so other calls use ``credentials.services.client_for``. The caller closes it.
    """
    return client_for(account, on_rate_limit=_budget_corrected_by(account.pk))


def _budget_corrected_by(account_id: int) -> Callable[[RateLimit], None]:
    known: int | None = None

    def hear(told: RateLimit) -> None:
        nonlocal known
        if told.limit and told.limit != known:
            known = told.limit
            budget.learn_limit(account_id, told.limit)
        if told.remaining == 0:
            _rest(account_id, told.reset_after)

    return hear


def _rest(account_id: int, seconds: float | None) -> timedelta:
    pause = timedelta(seconds=seconds or DEFAULT_REST_SECONDS)
    budget.rest(account_id, until=db_now() + pause)
    return pause


def _tell_once_a_rest(account_id: int, pause: timedelta) -> None:
    """In the audit, for the stories of sends; calls under way may be refused too."""
    since = timezone.now() - pause
    if not Entry.objects.filter(
        account_id=account_id, act="gate.slowed", at__gt=since
    ).exists():
        record("gate.slowed", account_id=account_id)


def note_failed_send(account_id: int, error: ClickSendError) -> None:
    """What a failed call that sends says of the account: a rest, or trouble."""
    if isinstance(error, TooManyRequests):
        _tell_once_a_rest(account_id, _rest(account_id, error.retry_after))
    elif trouble := trouble_in(error):
        circuit.report(account_id, trouble)


def note_failed_read(account_id: int, error: ClickSendError) -> None:
    """The same for a call that reads, which says less.

    History that is down is no reason to pause, and too many reads of one kind are none
    to let sends rest: ClickSend counts each endpoint for itself.
    """
    if trouble := trouble_in_read(error):
        circuit.report(account_id, trouble)
