"""Jobs of the engine: each takes an account's id and is safe to run twice."""

from __future__ import annotations

from django.conf import settings

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.dispatch import engine, looks
from clicksendhub.gate.calls import client_for_sends


def pump(key: str) -> None:
    """Send what is due from an account for a few seconds."""
    account = Account.objects.working().filter(pk=int(key)).first()
    if account:
        with client_for_sends(account) as client:
            engine.pump(account.pk, client, seconds=settings.DISPATCH_PUMP_SECONDS)


def look(key: str) -> None:
    """Look up an account's rows in doubt for a few seconds."""
    account = Account.objects.working().filter(pk=int(key)).first()
    if account:
        with client_for(account) as client:
            looks.look_up_due(account, client, seconds=settings.DISPATCH_PUMP_SECONDS)
