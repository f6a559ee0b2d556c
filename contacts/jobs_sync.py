"""Jobs of keeping in step with ClickSend; each is safe to run twice."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings

from clicksendhub.credentials.hooks import CallPutOff
from clicksendhub.credentials.models import Account
from contacts.sync import opt_outs
from contacts.sync.due import workable
from contacts.sync.removing import remove_waiting
from contacts.sync.running import run_turn


def step(key: str) -> None:
    """Bring the list with this public id further in step, for a few seconds."""
    for contact_list in workable().filter(public_id=key):
        run_turn(contact_list, seconds=settings.DISPATCH_PUMP_SECONDS)


def remove(key: str) -> None:
    """Take from ClickSend what was deleted here, for the account with this key."""
    for account in Account.objects.working().filter(pk=int(key)):
        with suppress(CallPutOff):
            remove_waiting(account, seconds=settings.DISPATCH_PUMP_SECONDS)


def read_opt_outs(key: str) -> None:
    """Read on in ClickSend’s own opt-out list of the account with this key."""
    for account in Account.objects.working().filter(pk=int(key)):
        opt_outs.read_opt_outs(account, seconds=settings.DISPATCH_PUMP_SECONDS)
