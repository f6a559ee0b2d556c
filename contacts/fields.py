"""The fields that a person in a list may have: name, label, length, what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clicksendhub.lib.phone import Kind


class Holds(StrEnum):
    """What a field holds, which decides how it is read and checked."""

    TEXT = "text"
    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    COUNTRY = "country"


class Group(StrEnum):
    """Where a field stands on a page."""

    NAME = "name"
    REACH = "reach"
    ADDRESS = "address"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``longest`` counts characters, ``name`` is a column of Contact."""

    name: str
    label: str
    longest: int
    group: Group
    holds: Holds = Holds.TEXT


FIELDS: tuple[Field, ...] = (
    Field("first_name", "First name", 100, Group.NAME),
    Field("last_name", "Last name", 100, Group.NAME),
    Field("number", "Phone number", 100, Group.REACH, Holds.PHONE),
    Field("email", "E-mail", 254, Group.REACH, Holds.EMAIL),
    Field("fax_number", "Fax number", 100, Group.REACH, Holds.FAX),
    Field("organisation", "Organisation", 200, Group.NAME),
    Field("line_1", "Address line 1", 200, Group.ADDRESS),
    Field("line_2", "Address line 2", 200, Group.ADDRESS),
    Field("city", "City", 100, Group.ADDRESS),
    Field("state", "State", 100, Group.ADDRESS),
    Field("postal_code", "Postal code", 20, Group.ADDRESS),
    Field("country", "Country", 100, Group.ADDRESS, Holds.COUNTRY),
    Field("custom_1", "Custom 1", 255, Group.OWN),
    Field("custom_2", "Custom 2", 255, Group.OWN),
    Field("custom_3", "Custom 3", 255, Group.OWN),
    Field("custom_4", "Custom 4", 255, Group.OWN),
)
"""In the order in which pages and exports show them."""

FIELD = {field.name: field for field in FIELDS}
TEXTABLE: Final = (Kind.MOBILE, Kind.EITHER, Kind.PERSONAL)
"""Kinds of number that a text reaches: for counts, filters and the way to write."""
LONGEST_EXTRA = 500
CUSTOM = ("custom_1", "custom_2", "custom_3", "custom_4")
"""ClickSend’s own four free fields; an account may give each a label of its own."""
