"""A contact as it stood, as JSON: what a journal keeps so that an act can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from contacts.models import Conflict, Contact

_COLUMNS = tuple(field.attname for field in Contact._meta.concrete_fields)
_MOMENTS = frozenset({"created_at", "updated_at", "asked_at", "seen_there_at"})
_CONFLICTS: Final = "conflicts"


def image_of(contact: Contact) -> dict[str, Any]:
    """Every column of a row, the key among them."""
    return {name: _plain(getattr(contact, name)) for name in _COLUMNS}


def images_of(contacts: Sequence[Contact]) -> dict[int, dict[str, Any]]:
    """Rows by their keys, with what nobody has decided about them yet."""
    images = {contact.pk: image_of(contact) for contact in contacts}
    undecided = Conflict.objects.filter(contact__in=images, decided_at=None)
    for conflict in undecided.order_by("pk"):
        told = images[conflict.contact_id].setdefault(_CONFLICTS, [])
        told.append(
            {
                "field": conflict.field,
                "ours": conflict.ours,
                "theirs": conflict.theirs,
                "found_at": conflict.found_at.isoformat(),
            }
        )
    return images


def contact_from(image: dict[str, Any]) -> Contact:
    """The row again, not saved; columns that came later have their defaults."""
    columns = {name: value for name, value in image.items() if name != _CONFLICTS}
    return Contact(**{name: _rich(name, value) for name, value in columns.items()})


def conflicts_from(image: dict[str, Any]) -> list[Conflict]:
    """What nobody had decided, not saved."""
    return [
        Conflict(
            contact_id=image["id"],
            **told | {"found_at": datetime.fromisoformat(told["found_at"])},
        )
        for told in image.get(_CONFLICTS, ())
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _rich(name: str, value: Any) -> Any:
    if name in _MOMENTS and value is not None:
        return datetime.fromisoformat(value)
    return value
