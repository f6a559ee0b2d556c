"""Jobs of the gate: each takes an account's id and is safe to run twice."""

from __future__ import annotations

from clicksendhub.credentials.models import Account
from clicksendhub.gate import upkeep


def probe(key: str) -> None:
    """Look whether an account's trouble is over; if so its sends go on."""
    account = Account.objects.working().filter(pk=int(key)).first()
    if account:
        upkeep.probe(account)


def refresh(key: str) -> None:
    """Read an account's balance and limits."""
    account = Account.objects.working().filter(pk=int(key)).first()
    if account:
        upkeep.refresh(account)
