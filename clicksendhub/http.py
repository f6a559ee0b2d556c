"""What views share about requests: their type, fragments, and the caller's address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest as DjangoRequest
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


def client_address(request: DjangoRequest) -> str:
    """The caller's address, believing only as many proxies as we run ourselves."""
    hops: int = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "")
    chain = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if hops and len(chain) >= hops:
        return chain[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))
