"""Columns of people: which ones an account has, and what a page shows in each."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from clicksendhub.credentials.models import Account
from clicksendhub.lib.countries import country_name
from clicksendhub.lib.phone import pretty
from contacts.fields import CUSTOM, FIELD, FIELDS, Holds
from contacts.models import Contact
from contacts.persons import labels_of

TIME_ZONE: Final = "time_zone"
ADDED: Final = "created_at"
# They make the name, which every row begins with.
_IN_THE_NAME: Final = ("first_name", "last_name")


def known_columns(account: Account) -> dict[str, str]:
    """All that is known of people, by name, under the account’s own labels."""
    labels = labels_of(account.pk)
    columns = {field.name: labels.get(field.name, field.label) for field in FIELDS}
    own = {name: label for name, label in labels.items() if name not in CUSTOM}
    return {**columns, **own, TIME_ZONE: "Time zone"}


def columns_beside_the_name(account: Account) -> dict[str, str]:
    """What a page may show of people beside their name."""
    known = known_columns(account)
    shown = {name: known[name] for name in known if name not in _IN_THE_NAME}
    return {**shown, ADDED: "Added"}


def value_of(person: Contact, name: str) -> str:
    """What is kept of a person in a column."""
    if name in FIELD or name == TIME_ZONE:
        return str(getattr(person, name))
    return str(person.extra.get(name, ""))


def cell_of(person: Contact, name: str, *, zone: str) -> str:
    """The same as a page shows it; ``zone`` is that of days."""
    if name == ADDED:
        return f"{person.created_at.astimezone(ZoneInfo(zone)):%-d %B %Y}"
    value = value_of(person, name)
    holds = FIELD[name].holds if name in FIELD else Holds.TEXT
    if holds in {Holds.PHONE, Holds.FAX}:
        return pretty(value) if value else ""
    if holds is Holds.COUNTRY:
        return country_name(value)
    return value.replace("_", " ") if name == TIME_ZONE else value
