"""Reads the cells of a row as a person, or says what is the matter with one.

What cannot be kept as it is, is refused: nothing is cut, and nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from clicksendhub.lib.phone import Channel, Code, Reading, explain, read_number
from clicksendhub.lib.tables import CellFault, fault_of_cell
from contacts.fields import FIELD, LONGEST_EXTRA, Holds
from contacts.imports.codes import RowCode
from contacts.imports.countries import country_code
from contacts.values import Details

_CHANNELS: Final = {"number": Channel.VOICE, "fax_number": Channel.FAX}
_EMAIL: Final = re.compile(
    r"[-!#$%&'*+/=?^_`{}|~\w]+(?:\.[-!#$%&'*+/=?^_`{}|~\w]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"
).fullmatch
_SEPARATORS: Final = str.maketrans("", "", " -().\u00a0")
_LONGEST_QUOTE: Final = 200
_MISQUOTED: Final = CellFault.MISQUOTED.value


@dataclass(frozen=True, slots=True)
class Problem:
    """What is the matter, in which column (from 0), and what to do; personal."""

    code: str
    sentence: str = field(repr=False)
    column: int | None = None
    raw: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """The person of a row, perhaps with a doubt; without details it is rejected."""

    details: Details | None = field(default=None, repr=False)
    problem: Problem | None = None


class _Refused(Exception):
    """This cell, and so its row, cannot be taken."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


_Reader = Callable[["_Found", str, str], None]


class _Column(NamedTuple):
    """One column that is taken: where, as what, and how long it may be."""

    place: int
    target: str
    reader: _Reader
    longest: int


class PersonReader:
    """Reads rows of one file; ``mapping`` says what each column is."""

    def __init__(self, mapping: Sequence[str], *, country: str) -> None:
        self._width = len(mapping)
        self._country = country or None
        self._columns = [
            _Column(place, target, _reader_of(target), _longest_of(target))
            for place, target in enumerate(mapping)
            if target
        ]

    def read(self, cells: Sequence[str]) -> ReadRow:
        """The person of a row, or why it is rejected."""
        if problem := self._problem_of_row(cells):
            return ReadRow(problem=problem)
        found = _Found(self._country)
        count = len(cells)
        for place, target, reader, longest in self._columns:
            text = cells[place].strip() if place < count else ""
            if not text:
                continue
            found.column = place
            try:
                if text[0] == "#":
                    _check_value(text)
                if len(text) > longest:
                    _refuse_length(target, text, longest)
                reader(found, target, text)
            except _Refused as refused:
                raw = text[:_LONGEST_QUOTE]
                why = Problem(refused.code, refused.sentence, place, raw)
                return ReadRow(problem=why)
        return found.row()

    def _problem_of_row(self, cells: Sequence[str]) -> Problem | None:
        if len(cells) > self._width and any(cells[self._width :]):
            return Problem(
                RowCode.RAGGED,
                f"The row has {len(cells)} cells, and there are {self._width} columns. "
                "A value with a comma or semicolon in it may be missing its quotes.",
            )
        whole = "".join(cells)
        if _MISQUOTED in whole and _MISQUOTED in cells:
            return Problem(RowCode.MISQUOTED, fault_of_cell(_MISQUOTED))
        return None if _is_keepable(whole) else self._unkeepable(cells)

    def _unkeepable(self, cells: Sequence[str]) -> Problem | None:
        for place, target, _reader, _longest in self._columns:
            if place < len(cells) and not _is_keepable(cells[place]):
                return Problem(
                    RowCode.UNKEEPABLE,
                    f"“{label_of(target)}” has a character in it that cannot be kept. "
                    "Type the value anew.",
                    place,
                )
        return None


class _Found:
    """What was read of a row so far."""

    __slots__ = ("column", "country", "doubt", "extra", "values")

    def __init__(self, country: str | None) -> None:
        self.country = country
        self.column = 0
        self.values: dict[str, str] = {}
        self.extra: dict[str, str] = {}
        self.doubt: Problem | None = None

    def row(self) -> ReadRow:
        values = self.values
        is_reachable = (
            "number" in values
            or "email" in values
            or "fax_number" in values
            or ("line_1" in values and "city" in values)
        )
        if not is_reachable:
            return ReadRow(problem=_UNREACHABLE)
        return ReadRow(Details(**values, extra=self.extra), self.doubt)


_UNREACHABLE: Final = Problem(
    RowCode.UNREACHABLE,
    "There is no phone number, e-mail address, fax number, or street and city: no way "
    "to reach them. Add one, or leave this row out.",
)


def label_of(target: str) -> str:
    """What a sentence calls a column that is taken as this."""
    known = FIELD.get(target)
    return known.label if known else target.removeprefix("new:")


def _reader_of(target: str) -> _Reader:
    known = FIELD.get(target)
    if known is None:
        return _take_extra
    return _READERS.get(known.holds, _take_text)


def _longest_of(target: str) -> int:
    known = FIELD.get(target)
    return known.longest if known else LONGEST_EXTRA


def _is_keepable(text: str) -> bool:
    """No database keeps a NUL, and half a surrogate pair is no character."""
    if text.isascii():
        return "\0" not in text
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def _check_value(text: str) -> None:
    if fault := fault_of_cell(text):
        raise _Refused(RowCode.SHEET_ERROR, fault)


def _refuse_length(target: str, text: str, longest: int) -> None:
    raise _Refused(
        RowCode.TEXT_TOO_LONG,
        f"“{label_of(target)}” has {len(text):,} characters, and {longest} fit. "
        "Shorten it.",
    )


def _take_text(found: _Found, target: str, text: str) -> None:
    found.values[target] = text


def _take_extra(found: _Found, target: str, text: str) -> None:
    found.extra[target] = text


def _take_phone(found: _Found, target: str, text: str) -> None:
    reading = read_number(text, country=found.country, channel=_CHANNELS[target])
    if reading.code is Code.MISSING:
        return
    if reading.e164 is None or reading.code is Code.EXTENSION:
        raise _Refused(str(reading.code), _why_refused(reading))
    if reading.needs_a_look and found.doubt is None:
        quoted = text[:_LONGEST_QUOTE]
        found.doubt = Problem(str(reading.code), explain(reading), found.column, quoted)
    found.values[target] = reading.e164
    if target == "number":
        found.values["number_kind"] = str(reading.kind)
        if text.translate(_SEPARATORS) != reading.e164:
            found.values["number_raw"] = text


def _why_refused(reading: Reading) -> str:
    if reading.code is Code.EXTENSION and reading.e164:
        return (
            f"“{reading.raw}” has an extension, which cannot be kept with the number. "
            "Leave it out."
        )
    return explain(reading)


def _take_email(found: _Found, target: str, text: str) -> None:
    address = text[7:] if text[:7].casefold() == "mailto:" else text
    if not _EMAIL(address):
        raise _Refused(
            RowCode.NOT_AN_EMAIL,
            f"“{text[:60]}” is not an e-mail address. Correct it, or leave it empty.",
        )
    # Without its case it is the key, and “ΐ” becomes three letters there.
    if len(address.casefold()) > FIELD[target].longest:
        _refuse_length(target, address.casefold(), FIELD[target].longest)
    found.values[target] = address


def _take_country(found: _Found, target: str, text: str) -> None:
    found.values[target] = country_code(text)


_READERS: Final[Mapping[Holds, _Reader]] = {
    Holds.PHONE: _take_phone,
    Holds.FAX: _take_phone,
    Holds.EMAIL: _take_email,
    Holds.COUNTRY: _take_country,
}
