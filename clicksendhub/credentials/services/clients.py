"""Opens the client of an account: its base address comes from the environment alone."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from clicksendhub.clicksend import ClickSend, RateLimit, Timeouts
from clicksendhub.credentials.models import Account, Environment
from clicksendhub.credentials.sealing import unseal

OnRateLimit = Callable[[RateLimit], None]


def client_for(
    account: Account,
    *,
    quick: bool = False,
    on_rate_limit: OnRateLimit | None = None,
) -> ClickSend:
    """A client with the account's key; the caller closes it (or says ``with``).

    ``quick`` is for read-only calls made while a person waits for a page.
    """
    return ClickSend(
        username=account.username,
        api_key=unseal(account.sealed_key),
        base_url=base_url_of(account.environment),
        timeouts=_quick_timeouts() if quick else _timeouts(),
        on_rate_limit=on_rate_limit,
    )


def client_with(*, username: str, api_key: str, environment: str) -> ClickSend:
    """A quick client for credentials that are to be checked before they are kept."""
    return ClickSend(
        username=username,
        api_key=api_key,
        base_url=base_url_of(environment),
        timeouts=_quick_timeouts(),
    )


def base_url_of(environment: str) -> str:
    """Where the calls of an environment go; never a person's input."""
    if environment == Environment.LIVE:
        return str(settings.CLICKSEND_LIVE_URL)
    return str(settings.CLICKSEND_REHEARSAL_URL)


def longest_call_seconds() -> float:
    """After this long a call has ended, whatever its end: leases must outlast it."""
    timeouts = _timeouts()
    return timeouts.connect + timeouts.total


def _timeouts() -> Timeouts:
    read: float = settings.CLICKSEND_READ_SECONDS
    return Timeouts(
        connect=settings.CLICKSEND_CONNECT_SECONDS, read=read, total=2 * read
    )


def _quick_timeouts() -> Timeouts:
    """Connecting, waiting and reading together stay within the limit of a page."""
    limit: float = settings.CLICKSEND_QUICK_SECONDS
    return Timeouts(connect=limit / 3, read=limit * 2 / 3, total=limit)
