"""How many wrong tries to sign in lock: for a pair, for an e-mail, for an address.

axes keeps the tries and knows one limit. The two wider ones stand here, so that one
password tried on everybody, or one person tried from everywhere, is slowed as well.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from clicksendhub.http import client_address
from clicksendhub.people.known_browsers import is_known

# What one customer of a network provider is given.
_IPV6_NETWORK_BITS = 64


class Tries(NamedTuple):
    """Wrong tries for one e-mail from one browser at one address.

    axes keeps them as one row and renews its time with each: they are forgotten
    together, once the window passes without a further one.
    """

    email: str | None
    address: str | None
    failures: int
    last_at: datetime


class CountedTries(AxesDatabaseHandler):  # type: ignore[misc]
    """Lets axes lock where any of the three counts is full."""

    def get_failures(self, request: Any, credentials: Any = None) -> int:
        """As many as lock, or none: axes compares it with the limit of the pair."""
        email = get_client_username(request, credentials) or ""
        is_locked = locked_until(request, email) is not None
        return int(get_failure_limit(request, credentials)) if is_locked else 0


def locked_until(request: HttpRequest, email: str) -> datetime | None:
    """When this e-mail may be tried again from here; None where it may be now.

    Bounded in time: tries while it is locked are refused and not counted, so each row
    of them is forgotten one window after its last.
    """
    window: timedelta = get_cool_off()
    address = address_of(request)
    rows = AccessAttempt.objects.filter(
        Q(username=email) | Q(ip_address=address),
        attempt_time__gt=timezone.now() - window,
    )
    columns = ("username", "ip_address", "failures_since_start", "attempt_time")
    tries = [Tries(*row) for row in rows.values_list(*columns)]
    knows = is_known(request, email)
    counts = _narrow(tries, email, address) if knows else _all(tries, email, address)
    ends = [free_at(some, limit=limit, window=window) for some, limit in counts]
    return max((end for end in ends if end), default=None)


def free_at(
    tries: Iterable[Tries], *, limit: int, window: timedelta
) -> datetime | None:
    """When fewer than ``limit`` are left, as one row after the other is forgotten."""
    oldest_first = sorted(tries, key=lambda some: some.last_at)
    left = sum(some.failures for some in oldest_first)
    end = None
    for some in oldest_first:
        if left < limit:
            break
        left -= some.failures
        end = some.last_at + window
    return end


def address_of(request: HttpRequest) -> str | None:
    """The caller's address to count by; one IPv6 network counts as one caller."""
    try:
        address = ipaddress.ip_address(_without_port(client_address(request)))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    network = ipaddress.ip_network((address, _IPV6_NETWORK_BITS), strict=False)
    return str(network.network_address)


def _without_port(written: str) -> str:
    """Some gateways write “192.0.2.7:5512” or “[2001:db8::7]:5512”."""
    if written.startswith("["):
        return written[1:].partition("]")[0]
    return written.partition(":")[0] if written.count(":") == 1 else written


Counts = Iterator[tuple[list[Tries], int]]


def _narrow(tries: list[Tries], email: str, address: str | None) -> Counts:
    pair = [some for some in tries if (some.email, some.address) == (email, address)]
    yield pair, settings.AXES_FAILURE_LIMIT


def _all(tries: list[Tries], email: str, address: str | None) -> Counts:
    yield from _narrow(tries, email, address)
    of_email = [some for some in tries if some.email == email]
    yield of_email, settings.SIGN_IN_TRIES_PER_EMAIL
    if address:
        of_address = [some for some in tries if some.address == address]
        yield of_address, settings.SIGN_IN_TRIES_PER_ADDRESS
