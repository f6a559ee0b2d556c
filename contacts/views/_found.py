"""Keeps what is looked for out of addresses: words in the session, places sealed."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from typing import Any, Final

from clicksendhub.credentials.sealing import SealBroken, seal, unseal
from clicksendhub.http import HttpRequest
from contacts.finding import Cursor, Finder

_SESSION: Final = "contacts_found"
_KEPT: Final = 20


def kept_finder(request: HttpRequest, place: Finder, *, key: str = "") -> Finder:
    """What a key stands for, else that of this address; unknown: the whole place."""
    kept = request.session.get(_SESSION, {}).get(key or request.GET.get("s", ""))
    if not kept or kept["account_id"] != place.account_id:
        return place
    finder = Finder.from_json(kept["finder"], account_id=place.account_id)
    return finder if finder.list_id == place.list_id else place


def keep(request: HttpRequest, finder: Finder) -> str:
    """A short key for what is looked for, "" for a whole place.

    While somebody types, the same key is used again.
    """
    if finder.is_plain and finder == Finder(finder.account_id, finder.list_id):
        return ""
    kept: dict[str, Any] = dict(request.session.get(_SESSION, {}))
    before = request.GET.get("s", "")
    key = before if before in kept else secrets.token_urlsafe(8)
    kept.pop(key, None)
    kept[key] = {"account_id": finder.account_id, "finder": finder.as_json()}
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
