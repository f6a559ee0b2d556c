"""Probes an account in trouble, and keeps its balance and limits fresh."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from clicksendhub.clicksend import AccountDetails, ClickSendError
from clicksendhub.credentials import services as credentials
from clicksendhub.credentials.models import Account
from clicksendhub.gate import budget, circuit
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import CircuitState, Gate, Lane, Trouble
from clicksendhub.jobs import nudge, started_since

REFRESH_EVERY = timedelta(minutes=5)
# After a reading that failed: ClickSend allows about 20 of them a minute.
TRY_AGAIN_AFTER = timedelta(minutes=1)
PROBE = "clicksendhub.gate.tasks.probe"
REFRESH = "clicksendhub.gate.tasks.refresh"


def find_due_upkeep(now: datetime) -> None:
    """Ask for the probes and refreshes that are due; forget calls of past windows."""
    budget.forget_old_calls(now)
    due = Gate.objects.filter(circuit=CircuitState.OPEN, next_probe_at__lte=now)
    for account_id in due.values_list("account_id", flat=True):
        nudge(PROBE, str(account_id))
    stale = Account.objects.working().filter(checked_at__lt=now - REFRESH_EVERY)
    just_tried = started_since(REFRESH, now - TRY_AGAIN_AFTER)
    for account_id in stale.values_list("pk", flat=True):
        if str(account_id) not in just_tried:
            nudge(REFRESH, str(account_id))


def probe(account: Account) -> bool:
    """Ask ClickSend whether the trouble is over; True where sends go on."""
    if not circuit.claim_probe(account.pk):
        return False
    details = _details(account, probing=True)
    if details is None or not _is_over(account.pk, details):
        return False
    return circuit.mend(account.pk)


def refresh(account: Account) -> None:
    """Read balance, limits and state of the account."""
    _details(account, probing=False)


def _details(account: Account, *, probing: bool) -> AccountDetails | None:
    try:
        with (
            counted(account, Lane.UPKEEP, probing=probing),
            credentials.client_for(account) as api,
        ):
            details = api.account.get()
    except (ClickSendError, NotNow):
        return None
    credentials.keep_details(account, details)
    return details


def _is_over(account_id: int, details: AccountDetails) -> bool:
    trouble = Gate.objects.values_list("trouble", flat=True).get(pk=account_id)
    if details.banned or details.active is False:
        return False
    if trouble == Trouble.NO_CREDIT:
        return (details.balance or Decimal(0)) > 0
    return True
