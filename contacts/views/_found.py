"""Keeps what is looked for out of addresses: searches in the session, both sealed.

A key stands for one search for ever: two tabs, and a question that waits for its
answer, never find another search under it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from django.utils.crypto import salted_hmac

from clicksendhub.credentials.sealing import SealBroken, seal, unseal
from clicksendhub.http import HttpRequest
from contacts.finding import Cursor, Finder

_SESSION: Final = "contacts_found"
_SALT: Final = "contacts.found"
# While somebody types, each pause is a search.
_KEPT: Final = 50
_KEY_LENGTH: Final = 20


class SearchForgotten(Exception):
    """A search that is no longer kept, or belongs to another place or account."""

    def __init__(self) -> None:
        super().__init__("This search is no longer kept. Find them again.")


def kept_finder(request: HttpRequest, place: Finder) -> Finder:
    """What is looked for in a page that says whom it shows; unknown: everybody."""
    try:
        key = request.POST.get("s", request.GET.get("s", ""))
        return wanted_finder(request, place, key=key)
    except SearchForgotten:
        return place


def wanted_finder(request: HttpRequest, place: Finder, *, key: str) -> Finder:
    """What a key stands for, "" for the whole place. Raises SearchForgotten."""
    if not key:
        return place
    kept = request.session.get(_SESSION, {}).get(key)
    try:
        account_id, finder = json.loads(unseal(kept)) if kept else (None, {})
    except (AttributeError, SealBroken, ValueError):
        raise SearchForgotten from None
    if account_id != place.account_id or finder["list_id"] != place.list_id:
        raise SearchForgotten
    return Finder.from_json(finder, account_id=account_id)


def keep(request: HttpRequest, finder: Finder) -> str:
    """A short key for what is looked for, "" for a whole place."""
    if finder.is_plain and finder == Finder(finder.account_id, finder.list_id):
        return ""
    written = json.dumps([finder.account_id, finder.as_json()])
    key = salted_hmac(_SALT, written).hexdigest()[:_KEY_LENGTH]
    kept: dict[str, Any] = dict(request.session.get(_SESSION, {}))
    kept.pop(key, None)
    kept[key] = seal(written)
    request.session[_SESSION] = dict(list(kept.items())[-_KEPT:])
    return key


def sealed(cursor: Cursor | None) -> str:
    """A place in the order, with a name in it that nobody can read; "" for none."""
    if cursor is None:
        return ""
    value, key = cursor.place
    written = value.isoformat() if isinstance(value, datetime) else value
    how = (cursor.column, cursor.is_backward, cursor.count, cursor.is_capped)
    return seal(json.dumps([written, key, *how]))


def opened(written: str) -> Cursor | None:
    """The place again; the beginning where the seal is not ours."""
    try:
        value, key, column, *how = json.loads(unseal(written))
    except (SealBroken, ValueError):
        return None
    if column == "created_at":
        value = datetime.fromisoformat(value)
    return Cursor((value, key), column, *how)
