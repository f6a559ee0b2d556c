"""What the comparison page shows: how a list stands, and its differences by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator

from clicksendhub.lib.phone import pretty
from contacts.fields import FIELD
from contacts.models import Conflict, Contact, ContactList

PER_PAGE = 25
KINDS = {
    "differing": "Differ in a field",
    "only_here": "Only here",
    "only_there": "Only at ClickSend",
}


@dataclass(frozen=True, slots=True)
class FieldDiffering:
    """One field with both values; personal, so nothing of it is in ``repr``."""

    label: str
    ours: str = field(repr=False)
    theirs: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the page: a person, where they are, and which fields differ."""

    name: str = field(repr=False)
    reach: str = field(repr=False)
    url: str = ""
    fields: tuple[FieldDiffering, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of difference with its count, as a link of the page."""

    name: str
    label: str
    count: int
    is_current: bool


def kinds_of(contact_list: ContactList, *, current: str) -> list[Kind]:
    """Each kind with how many the last comparison found."""
    return [
        Kind(name, label, _told(contact_list, name).get("count", 0), name == current)
        for name, label in KINDS.items()
    ]


def first_kind(contact_list: ContactList, asked: str) -> str:
    """The kind that was asked for, else the first one with a difference."""
    if asked in KINDS:
        return asked
    found = [kind.name for kind in kinds_of(contact_list, current="") if kind.count]
    return found[0] if found else "differing"


def page_of(contact_list: ContactList, kind: str, number: object) -> Page[Any]:
    """One page of examples; only their people are loaded."""
    examples = _told(contact_list, kind).get("examples", [])
    page = Paginator(examples, PER_PAGE).get_page(number)  # type: ignore[arg-type]
    page.object_list = _differences(contact_list, list(page.object_list))
    return page


def undecided_of(contact_list: ContactList) -> list[tuple[Conflict, str]]:
    """Conflicts that wait for a person, the oldest first, with the field’s label."""
    waiting = Conflict.objects.filter(
        contact__contact_list=contact_list, decided_at=None
    )
    rows = waiting.select_related("contact").order_by("found_at", "pk")[:PER_PAGE]
    return [(conflict, FIELD[conflict.field].label) for conflict in rows]


def _told(contact_list: ContactList, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = contact_list.compared.get(kind, {})
    return found


def _differences(
    contact_list: ContactList, examples: list[dict[str, Any]]
) -> list[Difference]:
    ids = [one["id"] for one in examples if "id" in one]
    people = contact_list.contacts.in_bulk(ids)
    return [
        found
        for one in examples
        if (found := _difference(one, people.get(one.get("id", 0))))
    ]


def _difference(example: dict[str, Any], person: Contact | None) -> Difference | None:
    """None for somebody who was deleted since."""
    if "there" in example:
        return Difference(example["name"] or "No name", _shown(example["reach"]))
    if person is None:
        return None
    fields = tuple(
        FieldDiffering(FIELD[name].label, _shown(getattr(person, name)), _shown(theirs))
        for name, theirs in example.get("fields", {}).items()
    )
    reach = _shown(person.number) or person.email or _shown(person.fax_number)
    return Difference(person.name, reach, person.get_absolute_url(), fields)


def _shown(value: str) -> str:
    """A number in groups, all else as it is."""
    return pretty(value) if value.startswith("+") else value
