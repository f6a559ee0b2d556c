"""Jobs of the webhooks app; each is safe to run twice."""

from __future__ import annotations

from clicksendhub.credentials.models import Account
from clicksendhub.webhooks import path_test
from clicksendhub.webhooks import poll as polling
from clicksendhub.webhooks import settle as settling
from clicksendhub.webhooks.models import PathTest


def settle(key: str) -> None:
    """Settle the events that wait."""
    settling.settle_waiting()


def poll(key: str) -> None:
    """Fetch what ClickSend still has for the account with this primary key."""
    for account in Account.objects.working().filter(pk=int(key)):
        polling.poll_account(account)


def ask_test(key: str) -> None:
    """Ask ClickSend for the test reply of a path test, unless it came already."""
    for test in PathTest.objects.filter(pk=int(key), seen_at=None, fault=""):
        path_test.ask(test)
