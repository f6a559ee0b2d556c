"""Who a message goes to: reads the box with typed or pasted numbers. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from clicksendhub.lib.phone import (
    Channel,
    Code,
    RawNumber,
    Reading,
    explain,
    read_number,
    split_numbers,
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to reach, and what there is to say about how the number was read."""

    number: str = field(repr=False)
    country: str
    line: int
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A number that stands in the box again; it is reached once."""

    number: str = field(repr=False)
    line: int
    first_line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that cannot be reached: in which line, and what to do."""

    line: int
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everything that stood in the box, each number in exactly one of the three."""

    people: tuple[Recipient, ...]
    duplicates: tuple[Duplicate, ...]
    faults: tuple[Fault, ...]


def read_recipients(
    typed: str, *, country: str, reach: Channel = Channel.SMS
) -> Recipients:
    """Read every number of the box; those without a plus belong to ``country``.

    ``reach``: what the numbers are to be reached by, which not every line can be.
    """
    people: dict[str, Recipient] = {}
    duplicates: list[Duplicate] = []
    faults: list[Fault] = []
    for raw, reading in _readings(typed, country, reach):
        number = reading.e164
        if number is None:
            faults.append(Fault(raw.line, explain(reading)))
        elif first := people.get(number):
            duplicates.append(Duplicate(number, raw.line, first.line))
        else:
            note = "" if reading.code is Code.FINE else explain(reading)
            people[number] = Recipient(number, reading.region or "", raw.line, note)
    return Recipients(tuple(people.values()), tuple(duplicates), tuple(faults))


def _readings(
    typed: str, country: str, reach: Channel
) -> list[tuple[RawNumber, Reading]]:
    """Each piece with its reading; several numbers in one piece are parted."""
    found: list[tuple[RawNumber, Reading]] = []
    for raw in split_numbers(typed):
        reading = read_number(raw.text, country=country, channel=reach)
        if reading.code is not Code.SEVERAL or not reading.suggestion:
            found.append((raw, reading))
            continue
        for text in reading.suggestion.splitlines():
            piece = RawNumber(text, raw.line, raw.start)
            found.append((piece, read_number(text, country=country, channel=reach)))
    return found
