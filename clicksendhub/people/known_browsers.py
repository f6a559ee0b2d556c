"""Browsers in which somebody signed in before, known by a signed cookie.

Strangers who guess at an e-mail from everywhere slow each other, and not the person
whose it is: see `docs/decisions/008-django-axes.md`. The cookie lets nobody in.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from clicksendhub.people.models import User

COOKIE = "hub_known"
_SALT = "people.known_browsers"
_SECONDS = 180 * 24 * 60 * 60


def remember(response: HttpResponse, user: User) -> None:
    """Know this browser again as the person's; the last one in it counts."""
    response.set_signed_cookie(
        COOKIE,
        _mark_of(user.email),
        salt=_SALT,
        max_age=_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether the person with this e-mail signed in here not long ago."""
    kept = request.get_signed_cookie(COOKIE, "", salt=_SALT, max_age=_SECONDS)
    return constant_time_compare(kept or "", _mark_of(email))


def _mark_of(email: str) -> str:
    """What stands in the cookie: nobody reads the address back from it."""
    return salted_hmac(_SALT, email.lower(), algorithm="sha256").hexdigest()
