"""Postal addresses: their seven fields, printed on one line, found in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as hidden
from typing import Any

from clicksendhub.sandbox.prices import country_names
from clicksendhub.sandbox.reading import read_text

STATE = re.compile(r"[A-Z]{2,3}")
CODE = re.compile(r"(?=[A-Z -]{0,9}[0-9])[A-Z0-9][A-Z0-9 -]{2,9}")
MOST_LINES_BEFORE = 3
MOST_LINES, LONGEST_LINE = 40, 200


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
    lines = _first_lines(text)
    for number, line in enumerate(lines):
        place, above = _place(line), _lines_above(lines, number)
        if place and len(above) > 1:
            city, state, code = place
            after = lines[number + 1] if number + 1 < len(lines) else ""
            return Address(
                address_name=above[0],
                address_line_1=above[1],
                address_line_2=" ".join(above[2:]),
                address_city=city,
                address_state=state,
                address_postal_code=code,
                address_country=_country(after) or default_country,
            )
    return None


def _first_lines(text: str) -> list[str]:
    """Return the lines that are looked at; one that is too long counts as blank."""
    lines = text[: MOST_LINES * LONGEST_LINE].splitlines()[:MOST_LINES]
    return [line.strip(" \t,") if len(line) <= LONGEST_LINE else "" for line in lines]


def _place(line: str) -> tuple[str, str, str] | None:
    """Return city, state and postal code of a line; the state may be missing."""
    words = line.replace(",", " ").split()
    first = _first_of_code(words)
    code = " ".join(words[first:])
    if first < 1 or not CODE.fullmatch(code):
        return None
    has_state = first > 1 and STATE.fullmatch(words[first - 1])
    state = words[first - 1] if has_state else ""
    city = " ".join(words[: first - 1 if has_state else first])
    return None if _has_digit(city) else (city, state, code)


def _first_of_code(words: list[str]) -> int:
    """Return where the postal code begins: some have a digit in each of two words."""
    last = len(words) - 1
    return last - 1 if last > 1 and _has_digit(words[last - 1]) else last


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _lines_above(lines: list[str], number: int) -> list[str]:
    first = number
    while first > max(number - MOST_LINES_BEFORE, 0) and lines[first - 1]:
        first -= 1
    return lines[first:number]


def _country(line: str) -> str:
    named = {name.upper(): code for code, name in country_names().items()}
    return named.get(line.upper(), "")
