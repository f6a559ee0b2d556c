"""How the outcome of a file is written down: refused, or laid out with its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from clicksendhub.lib.tables import Fault, Kind


class Doubt(StrEnum):
    """A doubt, by words of its sentence."""

    GUESSED = "does not say its encoding"
    DAMAGED = "look damaged"
    MOSTLY = "is UTF-8 but for line"
    SHEETS = "sheets; "
    NAMED = "The name says"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a file comes to; `cells` are those of the rows that matter, by number."""

    refused: Fault | None = None
    row: int = 0

    kind: Kind = Kind.TEXT
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading_row: int = 1
    headings: tuple[str, ...] = ("Name", "Phone")
    rows: int = 2
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    breaks: Fault | None = None
    breaks_at: int = 0


def refused(fault: Fault, *, row: int = 0) -> Outcome:
    """A file that is no table, or a table that cannot be read."""
    return Outcome(refused=fault, row=row)


def table(*, encoding: str = "utf-8", delimiter: str = ",", **told: Any) -> Outcome:
    """A text file that is read, with two people in it unless told otherwise."""
    return Outcome(kind=Kind.TEXT, encoding=encoding, delimiter=delimiter, **told)


def sheet(
    *, sheet: str = "People", sheets: tuple[str, ...] = ("People",), **told: Any
) -> Outcome:
    """A spreadsheet that is read, with two people in it unless told otherwise."""
    return Outcome(kind=Kind.SHEET, sheet=sheet, sheets=sheets, **told)
