"""Ways on from a person that apps further up offer, such as writing to them."""

from __future__ import annotations

from collections.abc import Callable

from contacts.models import Contact

Address = Callable[[Contact], str]
_doors: dict[str, Address] = {}
WRITE, CALL, FAX = "write", "call", "fax"


def register(name: str, address: Address) -> None:
    """Say where a way leads for a contact; "" where it is closed for them."""
    _doors[name] = address


def door(name: str, contact: Contact) -> str:
    """The address of a way; "" where nobody offers it."""
    address = _doors.get(name)
    return address(contact) if address else ""
