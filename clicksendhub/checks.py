"""System checks hub.E001…: mistakes in the settings, found before the hub starts."""

from __future__ import annotations

import math
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from clicksendhub import env

LEASE_MARGIN_SECONDS = 10
RETRY_MARGIN_SECONDS = 60
SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 5
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


@register("hub")
def lease_outlives_a_call(**_: Any) -> list[CheckMessage]:
    """A lease that ends while its call is under way puts a healthy batch in doubt."""
    # Reading an answer that drips in may take as long again as waiting for it.
    longest = settings.CLICKSEND_CONNECT_SECONDS + 2 * settings.CLICKSEND_READ_SECONDS
    if longest + LEASE_MARGIN_SECONDS <= settings.DISPATCH_LEASE_SECONDS:
        return []
    return [
        Error(
            f"A lease of {settings.DISPATCH_LEASE_SECONDS:g} s may end while a call of "
            f"up to {longest:g} s is under way.",
            hint="Raise DISPATCH_LEASE_SECONDS to at least CLICKSEND_CONNECT_SECONDS + "
            f"2 * CLICKSEND_READ_SECONDS + {LEASE_MARGIN_SECONDS}.",
            id="hub.E001",
        )
    ]


@register("hub")
def retry_outlives_the_queue(**_: Any) -> list[CheckMessage]:
    """django-q2 counts `retry` from the taking of a task, not from its beginning."""
    cluster: dict[str, Any] = settings.Q_CLUSTER
    ahead = math.ceil((cluster["queue_limit"] + cluster["bulk"]) / cluster["workers"])
    least = cluster["timeout"] * (1 + ahead) + RETRY_MARGIN_SECONDS
    if cluster["retry"] >= least:
        return []
    return [
        Error(
            f"A retry of {cluster['retry']} s begins a job again while it still waits "
            "in the queue.",
            hint=f"Set Q_CLUSTER['retry'] to at least {least}: timeout * (1 + "
            "ceil((queue_limit + bulk) / workers)) + 60.",
            id="hub.E002",
        )
    ]


@register("hub")
def key_ring_is_private(**_: Any) -> list[CheckMessage]:
    """The ring opens every API key: it is readable by us alone and holds real keys."""
    path: Path = settings.KEYRING_FILE
    try:
        if settings.KEYRING:
            keys = list(settings.KEYRING)
        elif path.exists():
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                return [_ring_error("is open to other users", f"chmod 600 {path}")]
            keys = path.read_text(encoding="utf-8").replace(",", " ").split()
        else:
            return []
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        return [_ring_error(reason, f"Give this user the right to read {path}")]
    if not keys or not all(_is_ring_key(key) for key in keys):
        hint = "Put the ring back from where it is kept, newest key first"
        return [_ring_error("holds something that is no key", hint)]
    return []


def _ring_error(reason: str, hint: str) -> Error:
    return Error(f"The key ring {reason}.", hint=f"{hint}.", id="hub.E003")


def _is_ring_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


@register("hub")
def public_url_can_be_reached(**_: Any) -> list[CheckMessage]:
    """ClickSend posts replies there: the origin alone, over https in production."""
    if not settings.PUBLIC_URL:
        return []
    parts = urlsplit(settings.PUBLIC_URL)
    hint = "Write it as https://hub.example.com, without a path."
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return [_address_error("is no web address", hint)]
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        return [_address_error("has more than a host", hint)]
    if settings.IS_PRODUCTION and parts.scheme != "https":
        return [_address_error("is not https, so replies would travel open", hint)]
    return []


def _address_error(reason: str, hint: str) -> Error:
    return Error(f"PUBLIC_URL {reason}.", hint=hint, id="hub.E004")


@register("hub")
def secret_key_is_strong(**_: Any) -> list[CheckMessage]:
    """Sessions, links and jobs are signed with it."""
    key = settings.SECRET_KEY
    is_weak = len(key) < SHORTEST_SECRET or len(set(key)) < FEWEST_CHARACTERS
    if not settings.IS_PRODUCTION or not is_weak:
        return []
    return [
        Error(
            "SECRET_KEY is too easy to guess.",
            hint="Leave it unset, and the hub makes and keeps a random one; or set at "
            f"least {SHORTEST_SECRET} random characters.",
            id="hub.E005",
        )
    ]


@register("hub")
def jobs_leave_retrying_to_the_rows(**_: Any) -> list[CheckMessage]:
    """Our rows count the tries; the queue keeps no results and repeats nothing."""
    wanted = {"max_attempts": 1, "ack_failures": True, "save_limit": -1}
    wrong = [name for name in wanted if settings.Q_CLUSTER.get(name) != wanted[name]]
    if not wrong:
        return []
    named = " and ".join(wrong)
    return [
        Error(
            f"Q_CLUSTER has another {named} than the engine relies on.",
            hint="Keep max_attempts 1, ack_failures True and save_limit -1.",
            id="hub.E006",
        )
    ]


@register(Tags.database)
def connections_suit_the_workers(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A psycopg pool hangs the forked workers; no kept connection makes them slow."""
    found: list[CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        if "pool" in database.get("OPTIONS", {}):
            found.append(
                _database_error(alias, "uses a pool", "Remove OPTIONS['pool']")
            )
        if not database.get("CONN_MAX_AGE"):
            hint = "Set CONN_MAX_AGE to 60"
            found.append(_database_error(alias, "keeps no connection", hint))
    return found


def _database_error(alias: str, reason: str, hint: str) -> Error:
    return Error(f"The database {alias!r} {reason}.", hint=f"{hint}.", id="hub.E007")


@register("hub")
def demo_stays_at_home(**_: Any) -> list[CheckMessage]:
    """A demo prints its passwords: it is for this machine alone."""
    if settings.IS_PRODUCTION:
        return []
    hosts = {*settings.ALLOWED_HOSTS, env.text("HUB_LISTEN", "127.0.0.1")}
    strangers = sorted(hosts - LOOPBACK)
    if not strangers:
        return []
    return [
        Error(
            f"A demo may not be reached as {', '.join(strangers)}.",
            hint="Set HUB_MODE=production for a hub that others reach.",
            id="hub.E008",
        )
    ]


@register("hub", deploy=True)
def replies_have_a_way_in(**_: Any) -> list[CheckMessage]:
    """Without an address of ours replies and receipts come by asking alone."""
    if settings.PUBLIC_URL:
        return []
    return [
        Warning(
            "PUBLIC_URL is not set: replies and receipts are fetched every "
            f"{settings.POLL_SECONDS:g} seconds instead of arriving at once.",
            hint="Set PUBLIC_URL to where ClickSend reaches this hub.",
            id="hub.W001",
        )
    ]


@register("hub")
def callers_are_told_apart(**_: Any) -> list[CheckMessage]:
    """The hub speaks no TLS: behind an https address a proxy answers the callers."""
    if settings.TRUSTED_PROXIES or urlsplit(settings.PUBLIC_URL).scheme != "https":
        return []
    return [
        Warning(
            "HUB_TRUSTED_PROXIES is 0 behind an https address: everybody seems to come "
            "from the proxy, and wrong passwords of one lock sign-in for all.",
            hint="Set HUB_TRUSTED_PROXIES to how many proxies of yours stand in front.",
            id="hub.W002",
        )
    ]
