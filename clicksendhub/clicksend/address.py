"""A postal address as ClickSend writes it: of a contact, a letter, a return address.

Its fields begin with ``address_`` there. A contact has one without a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .parse import text

_PLACE: Final = ("line_1", "line_2", "city", "state", "postal_code", "country")
PLACE_KEYS: Final = frozenset(f"address_{name}" for name in _PLACE)
ADDRESS_KEYS: Final = PLACE_KEYS | {"address_name"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives or works; ``country`` is a code of two letters."""

    name: str = field(default="", repr=False)
    line_1: str = field(default="", repr=False)
    line_2: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    country: str = field(default="", repr=False)


def address_json(address: Address) -> dict[str, str]:
    """An address with its name, for post."""
    return {"address_name": address.name, **place_json(address)}


def place_json(address: Address) -> dict[str, str]:
    """An address without its name, for a contact."""
    return {f"address_{name}": getattr(address, name) for name in _PLACE}


def read_address(fields: Mapping[str, object]) -> Address:
    """The address among other fields; postal codes may come as numbers."""
    return _read(fields, name=text(fields.get("address_name")))


def read_place(fields: Mapping[str, object]) -> Address:
    """The address of a contact, which has no name of its own."""
    return _read(fields, name="")


def address_key(address: Address) -> tuple[str, ...]:
    """An address as one tells it from others, to match the answer about a postcard.

    Without case and spacing, and without the zeros that a postal code may lose.
    """
    parts = (
        *(address.name, address.line_1, address.line_2, address.city),
        *(address.state, _postal_key(address.postal_code), address.country),
    )
    return tuple(" ".join(part.split()).casefold() for part in parts)


def _postal_key(code: str) -> str:
    code = code.strip()
    return (code.lstrip("0") or "0") if code.isdecimal() else code


def _read(fields: Mapping[str, object], *, name: str) -> Address:
    return Address(
        name=name,
        line_1=text(fields.get("address_line_1")),
        line_2=text(fields.get("address_line_2")),
        city=text(fields.get("address_city")),
        state=text(fields.get("address_state")),
        postal_code=text(fields.get("address_postal_code")),
        country=text(fields.get("address_country")),
    )
