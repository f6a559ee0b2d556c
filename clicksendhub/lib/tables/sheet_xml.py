"""Walks the XML of a spreadsheet for what calamine does not tell.

Those are leading zeros that only the number format writes, formulas without a result
and errors such as #N/A. Declarations have been refused before, so that no entity is
ever followed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from clicksendhub.lib.tables.cells import CellFault
from clicksendhub.lib.tables.formats import BUILT_IN, Shown, shown_by
from clicksendhub.lib.tables.packages import pieces_of
from clicksendhub.lib.tables.values import Fault
from clicksendhub.lib.tables.words import unreadable

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Amended = tuple[int, dict[int, str]]
"""A row of a sheet, both counted from 1 and 0, and the cells that read otherwise."""


class _Element(NamedTuple):
    name: str
    attributes: dict[str, str]


def entry_of_sheet(package: zipfile.ZipFile, sheet: str) -> str:
    """The name of the entry that holds the sheet. Raises Unreadable."""
    targets = {
        element.attributes.get("Id", ""): element.attributes.get("Target", "")
        for element in _elements(pieces_of(package, _RELATIONS))
        if element.name == "Relationship"
    }
    for element in _elements(pieces_of(package, _WORKBOOK)):
        if element.name == "sheet" and element.attributes.get("name") == sheet:
            target = targets.get(element.attributes.get("id", ""), "")
            return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    raise unreadable(Fault.BROKEN_SHEET)


def styles_that_show_more(package: zipfile.ZipFile) -> dict[int, Shown]:
    """The styles of cells, by their index, whose format adds to the number."""
    if _STYLES not in package.namelist():
        return {}
    codes, formats, is_inside = dict(BUILT_IN), list[int](), False
    for element in _elements(pieces_of(package, _STYLES)):
        match element.name:
            case "numFmt":
                number = _number(element.attributes.get("numFmtId"))
                codes[number] = element.attributes.get("formatCode", "")
            case "cellXfs" | "cellStyleXfs" | "cellStyles":
                is_inside = element.name == "cellXfs"
            case "xf" if is_inside:
                formats.append(_number(element.attributes.get("numFmtId")))
    found = ((at, shown_by(codes.get(number, ""))) for at, number in enumerate(formats))
    return {at: shown for at, shown in found if shown}


def amended_rows(
    pieces: Iterable[bytes], styles: Mapping[int, Shown]
) -> Iterator[Amended]:
    """The rows with cells that read otherwise than calamine says, from the top."""
    walk = _Walk(styles)
    parser = _parser()
    parser.StartElementHandler = walk.begin
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    for piece in pieces:
        _parse(parser, piece)
        yield from walk.taken()
    _parse(parser, b"", is_last=True)
    yield from walk.taken()


class _Walk:
    """Where the walk through the cells of a sheet stands, and what it found."""

    def __init__(self, styles: Mapping[int, Shown]) -> None:
        self._styles = styles
        self._found: list[Amended] = []
        self._row = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._value: list[str] | None = None
        self._is_value = self._has_formula = False

    def taken(self) -> list[Amended]:
        """What was found since it was last asked for."""
        found, self._found = self._found, []
        return found

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "c":
                self._begin_cell(attributes)
            case "v":
                self._is_value = True
            case "f":
                self._has_formula = True
            case "row":
                self._begin_row(attributes)

    def end(self, name: str) -> None:
        match _local(name):
            case "c":
                self._end_cell()
            case "v":
                self._is_value = False
            case "row" if self._cells:
                self._found.append((self._row, self._cells))

    def text(self, text: str) -> None:
        if self._is_value and self._value is not None:
            self._value.append(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        row = _number(attributes.get("r")) or self._row + 1
        if row <= self._row:
            raise unreadable(Fault.BROKEN_SHEET)
        self._row, self._column, self._cells = row, -1, {}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = _column(place[1]) if place else self._column + 1
        self._cell, self._value = attributes, []
        self._has_formula = False

    def _end_cell(self) -> None:
        text = self._amendment("".join(self._value or ()))
        if text:
            self._cells[self._column] = text
        self._value = None

    def _amendment(self, value: str) -> str:
        kind = self._cell.get("t", "n")
        if not value:
            is_result = kind in {"str", "inlineStr"} or not self._has_formula
            return "" if is_result else CellFault.NO_VALUE.value
        if kind == "e":
            return value
        shown = self._styles.get(_number(self._cell.get("s"))) if kind == "n" else None
        return shown.text(_float(value)) if shown else ""


def _elements(pieces: Iterable[bytes]) -> Iterator[_Element]:
    """Every element as it begins."""
    begun: list[_Element] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: begun.append(
        _Element(_local(name), {_local(key): text for key, text in attributes.items()})
    )
    for piece in pieces:
        _parse(parser, piece)
        yield from begun
        begun.clear()
    _parse(parser, b"", is_last=True)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    return parser


def _parse(parser: expat.XMLParserType, piece: bytes, *, is_last: bool = False) -> None:
    try:
        parser.Parse(piece, is_last)
    except expat.ExpatError as error:
        raise unreadable(Fault.BROKEN_SHEET) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else 0


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise unreadable(Fault.BROKEN_SHEET) from error


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
