"""Postal addresses: their seven fields, printed on one line, found in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as hidden
from typing import Any

from clicksendhub.sandbox.prices import country_names
from clicksendhub.sandbox.reading import read_text

# City, state, postal code; the state may be missing, the code has a digit.
LAST_LINE = re.compile(
    r"(?P<city>[^\d,]+?),?\s+(?:(?P<state>[A-Z]{2,4}),?\s+)?"
    r"(?P<code>(?=[A-Z0-9 -]*\d)[A-Z0-9][A-Z0-9 -]{2,9})"
)
MOST_LINES_BEFORE = 3
LONGEST_LINE = 100


@dataclass(frozen=True, slots=True)
class Address:
    """One address in the API's names."""

    address_name: str = hidden(repr=False)
    address_line_1: str = hidden(repr=False)
    address_line_2: str = hidden(repr=False)
    address_city: str = hidden(repr=False)
    address_state: str = hidden(repr=False)
    address_postal_code: str = hidden(repr=False)
    address_country: str

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Address":
        """Read the seven fields of a recipient or of a return address."""
        texts = {name: read_text(given.get(name)).strip() for name in FIELDS}
        texts["address_country"] = texts["address_country"].upper()
        return cls(**texts)

    def as_dict(self) -> dict[str, str]:
        """Return the fields as answers show them."""
        return {name: getattr(self, name) for name in FIELDS}

    def missing(self, *, optional: frozenset[str]) -> list[str]:
        """Return the names of fields that are empty and may not be."""
        return [
            name for name in FIELDS if name not in optional and not getattr(self, name)
        ]

    @property
    def is_in_known_country(self) -> bool:
        """Tell whether the country is one."""
        return self.address_country in country_names()

    @property
    def lines(self) -> list[str]:
        """Return the lines as they are printed."""
        place = (self.address_city, self.address_state, self.address_postal_code)
        country = country_names().get(self.address_country, self.address_country)
        lines = (
            self.address_name,
            self.address_line_1,
            self.address_line_2,
            " ".join(filter(None, place)),
            country.upper(),
        )
        return [line for line in lines if line]


FIELDS = tuple(named.name for named in fields(Address))


def find_address(text: str, *, default_country: str) -> Address | None:
    """Return the first address in a text: the lines above a city with its code."""
    lines = [line.strip().strip(",") for line in text.splitlines()]
    for number, line in enumerate(lines):
        found = LAST_LINE.fullmatch(line) if len(line) <= LONGEST_LINE else None
        above = _lines_above(lines, number)
        if found and len(above) > 1:
            after = lines[number + 1] if number + 1 < len(lines) else ""
            return Address(
                address_name=above[0],
                address_line_1=above[1],
                address_line_2=" ".join(above[2:]),
                address_city=found["city"].strip(),
                address_state=found["state"] or "",
                address_postal_code=found["code"].strip(),
                address_country=_country(after) or default_country,
            )
    return None


def _lines_above(lines: list[str], number: int) -> list[str]:
    first = number
    while first > max(number - MOST_LINES_BEFORE, 0) and lines[first - 1]:
        first -= 1
    return lines[first:number]


def _country(line: str) -> str:
    named = {name.upper(): code for code, name in country_names().items()}
    return named.get(line.upper(), "")
