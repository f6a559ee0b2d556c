"""What views share about requests: their type, fragments, and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest as DjangoRequest
from django.shortcuts import resolve_url
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from clicksendhub.people.models import User

# An answer with nothing to swap in: HTMX leaves the page as it is.
NOTHING_NEW = 204


class HttpRequest(DjangoRequest):
    """A request behind sign-in: who asks, through HTMX or not, and for which account.

    ``account`` and ``membership`` are set by ``credentials.middleware``; they are typed
    loosely because this module stands below that app.
    """

    htmx: HtmxDetails
    user: User
    account: Any
    membership: Any
    request_id: str


def wants_fragment(request: DjangoRequest) -> bool:
    """True where HTMX asks for a part of the page that it is on."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted  # type: ignore[union-attr]


def page_of_form(request: DjangoRequest) -> str:
    """The page of ours that a form stands on; the first page where it is unknown."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return urlunsplit(("", "", came_from.path or "/", came_from.query, ""))


def client_address(request: DjangoRequest) -> str:
    """The caller's address, believing only as many proxies as we run ourselves."""
    hops: int = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "")
    chain = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if hops and len(chain) >= hops:
        return chain[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))
