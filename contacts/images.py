"""A contact as it stood, as JSON: what a journal keeps so that an act can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from contacts.models import Contact

_COLUMNS = tuple(field.attname for field in Contact._meta.concrete_fields)
_MOMENTS = frozenset({"created_at", "updated_at", "asked_at", "seen_there_at"})


def image_of(contact: Contact) -> dict[str, Any]:
    """Every column of a row, the key among them."""
    return {name: _plain(getattr(contact, name)) for name in _COLUMNS}


def contact_from(image: dict[str, Any]) -> Contact:
    """The row again, not saved; columns that came later have their defaults."""
    return Contact(**{name: _rich(name, value) for name, value in image.items()})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _rich(name: str, value: Any) -> Any:
    if name in _MOMENTS and value is not None:
        return datetime.fromisoformat(value)
    return value
