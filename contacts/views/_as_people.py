"""Rows of a file as the people that they would become, before anything is checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clicksendhub.lib.phone import Channel, explain, pretty, read_number
from clicksendhub.lib.tables import Row
from contacts.fields import FIELD, Holds
from contacts.forms.imports import NEW_FIELD, ColumnsForm

_NAMES: Final = ("first_name", "last_name")
_CHANNELS: Final = {Holds.PHONE: Channel.VOICE, Holds.FAX: Channel.FAX}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a person, and what is wrong with it."""

    label: str
    value: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One row of the file as a person."""

    row: int
    name: str
    lines: tuple[Line, ...]


def shown_as_people(
    form: ColumnsForm, headings: Sequence[str], rows: Sequence[Row]
) -> list[ShownPerson]:
    """Each row under the choices that stand in the form now."""
    mapping = form.mapping()
    labels = [_label(form, place, heading) for place, heading in enumerate(headings)]
    country = str(form["country"].value() or "")
    return [_person(row, mapping, labels, country) for row in rows]


def _person(
    row: Row, mapping: Sequence[str], labels: Sequence[str], country: str
) -> ShownPerson:
    by_target = dict(zip(mapping, row.cells, strict=False))
    name = " ".join(filter(None, (by_target.get(one, "").strip() for one in _NAMES)))
    lines = _lines(row, mapping, labels, country)
    return ShownPerson(row.number, name, tuple(lines))


def _lines(
    row: Row, mapping: Sequence[str], labels: Sequence[str], country: str
) -> Iterator[Line]:
    for target, label, cell in zip(mapping, labels, row.cells, strict=False):
        value = cell.strip()
        if value and target and target not in _NAMES:
            yield _line(target, label, value, country)


def _line(target: str, label: str, value: str, country: str) -> Line:
    channel = _CHANNELS.get(FIELD[target].holds) if target in FIELD else None
    if channel is None:
        return Line(label, value)
    reading = read_number(value, country=country, channel=channel)
    if reading.e164 is None:
        return Line(label, value, explain(reading))
    return Line(label, pretty(reading.e164))


def _label(form: ColumnsForm, place: int, heading: str) -> str:
    """What the column is called as a field of a person."""
    target = form.mapping()[place]
    return heading if target.startswith(NEW_FIELD) else form.words_of(place, target)
