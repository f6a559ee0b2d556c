"""The spreadsheets, each with what a person may have done to it."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from typing import Final

from tests.files.imports.books import (
    SHEET,
    book,
    number,
    packed,
    parts,
    row,
    sheet,
)

_HEADING: Final = row("Name", "Phone")
_ZOE: Final = row("Zoe", "0491 570 156")
_JO: Final = row("Jo", "0491 570 157")
_PLAIN: Final = sheet(_HEADING, _ZOE, _JO)
_PLAIN_PARTS: Final = parts({"People": _PLAIN})
_RESULT: Final = "<c t='str'><f>CONCATENATE(A2)</f><v>Zoe</v></c>"
_NO_RESULT: Final = "<c><f>CONCATENATE(A2)</f></c>"
_BLANK_RESULT: Final = "<c><f>CONCATENATE(A2)</f><v></v></c>"
_DOCTYPE: Final = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


def _with_two_of(name: str) -> bytes:
    made = io.BytesIO(packed(_PLAIN_PARTS))
    with warnings.catch_warnings(), zipfile.ZipFile(made, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(zipfile.ZipInfo(name), _PLAIN)
    return made.getvalue()


def _lying_about(name: str) -> bytes:
    """The directory claims that an entry unpacks to ten bytes."""
    made = bytearray(packed(_PLAIN_PARTS))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        start = package.start_dir
    found = made.index(name.encode(), start)
    struct.pack_into("<I", made, found - 46 + 24, 10)
    return bytes(made)


def _with_flipped_bytes(name: str) -> bytes:
    made = bytearray(packed(_PLAIN_PARTS))
    start = made.index(name.encode()) + len(name) + 40
    made[start : start + 4] = (byte ^ 0xFF for byte in made[start : start + 4])
    return bytes(made)


def _locked() -> bytes:
    made = bytearray(packed(_PLAIN_PARTS))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        start = package.start_dir
    for at in range(start, len(made) - 46):
        if made[at : at + 4] == b"PK\x01\x02":
            made[at + 8] |= 1
    return bytes(made)


FORMATS: Final = {
    "xlsx-whole-numbers.xlsx": book(
        row("Name", "Phone", "Visits"), row("Zoe", number("61491570156"), number("3.0"))
    ),
    "xlsx-long-numbers.xlsx": book(
        _HEADING, row("Zoe", number("6.1491570156E10")), row("Jo", number("6.14E+20"))
    ),
    "xlsx-zeros-by-format.xlsx": book(
        _HEADING,
        row("Zoe", number("491570156", 1)),
        row("Jo", number("491570157", 2)),
        row("Bo", number("491570158")),
        formats=("0000000000", "0000\\ 000\\ 000"),
    ),
    "xlsx-front-by-format.xlsx": book(
        _HEADING,
        row("Zoe", number("61491570156", 1)),
        row("Jo", number("491570157", 2)),
        formats=("&quot;+&quot;0", "&quot;0&quot;#########"),
    ),
    "xlsx-dates.xlsx": book(
        row("Name", "Phone", "Birthday", "Seen"),
        row("Zoe", "0491 570 156", number("29281", 1), number("45000.5", 2)),
        formats=("dd/mm/yyyy", "yyyy-mm-dd hh:mm"),
    ),
    "xlsx-percent-and-truth.xlsx": book(
        row("Name", "Phone", "Share", "Member"),
        row("Zoe", "0491 570 156", number("0.125", 1), '<c t="b"><v>1</v></c>'),
        formats=("0.0%",),
    ),
    "xlsx-fractions.xlsx": book(
        row("Name", "Phone", "Score"), row("Zoe", "0491 570 156", number("0.1"))
    ),
    "xlsx-errors.xlsx": book(
        _HEADING,
        row('<c t="e"><v>#N/A</v></c>', "0491 570 156"),
        row("Jo", '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    ),
    "xlsx-formula-with-result.xlsx": book(_HEADING, row(_RESULT, "0491 570 156")),
    "xlsx-formula-without-result.xlsx": book(
        _HEADING,
        row(_NO_RESULT, "0491 570 156"),
        row(_BLANK_RESULT, "0491 570 157"),
    ),
}

SHEETS: Final = {
    "xlsx-plain.xlsx": packed(_PLAIN_PARTS),
    "named-csv-but-xlsx.csv": packed(_PLAIN_PARTS),
    "xlsx-several-sheets.xlsx": packed(
        parts({"People": _PLAIN, "Prices": sheet(row("Price", "Per"))})
    ),
    "xlsx-first-sheet-hidden.xlsx": packed(
        parts({"Old": sheet(row("x")), "People": _PLAIN}, hidden="Old")
    ),
    "xlsx-first-sheet-blank.xlsx": packed(parts({"Blank": sheet(), "People": _PLAIN})),
    "xlsx-all-sheets-hidden.xlsx": packed(parts({"People": _PLAIN}, hidden="People")),
    "xlsx-no-cells.xlsx": book(),
    "xlsx-heading-only.xlsx": book(_HEADING),
    "xlsx-title-above.xlsx": book(row("Members"), row(), _HEADING, _ZOE, _JO),
    "xlsx-not-from-the-corner.xlsx": book(
        '<row r="3"><c r="C3" t="str"><v>Name</v></c>'
        '<c r="D3" t="str"><v>Phone</v></c></row>',
        '<row r="5"><c r="C5" t="str"><v>Zoe</v></c>'
        '<c r="D5" t="str"><v>0491 570 156</v></c></row>',
    ),
    "xlsx-newline-in-cells.xlsx": book(_HEADING, row("Zoe&#10;Lee", "0491 570 156")),
    "xlsx-201-columns.xlsx": book(row(*[f"Note {at}" for at in range(201)]), _ZOE),
    "xlsx-row-longer-than-heading.xlsx": book(
        _HEADING, _ZOE, row("Jo", "0491 570 157", "x"), _JO
    ),
}

UNSAFE: Final = {
    "xlsx-macros.xlsm": packed({**_PLAIN_PARTS, "xl/vbaProject.bin": b"\xd0\xcf\x11"}),
    "xlsx-links-to-other-files.xlsx": packed(
        {**_PLAIN_PARTS, "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    ),
    "xlsx-bomb.xlsx": packed(
        {**_PLAIN_PARTS, SHEET: _PLAIN.replace("Zoe", " " * 15_000_000)}
    ),
    "xlsx-lies-about-its-size.xlsx": _lying_about(SHEET),
    "xlsx-declares-entities.xlsx": packed(
        {**_PLAIN_PARTS, SHEET: _PLAIN.replace("?>", f"?>{_DOCTYPE}", 1)}
    ),
    "xlsx-hides-in-utf-16.xlsx": packed(
        {**_PLAIN_PARTS, SHEET: _PLAIN.encode("utf-16")}
    ),
    "xlsx-entry-twice.xlsx": _with_two_of(SHEET),
    "xlsx-absolute-paths.xlsx": packed(
        {**_PLAIN_PARTS, "/etc/passwd": "x", "../../outside.xml": "<x/>"}
    ),
    "xlsx-entries-locked.xlsx": _locked(),
    "xlsx-cut-off.xlsx": packed(_PLAIN_PARTS)[:-200],
    "xlsx-bytes-flipped.xlsx": _with_flipped_bytes(SHEET),
    "xlsx-xml-cut-off.xlsx": packed({**_PLAIN_PARTS, SHEET: _PLAIN[:-60]}),
    "xlsx-without-its-sheet.xlsx": packed(
        {name: made for name, made in _PLAIN_PARTS.items() if name != SHEET}
    ),
    "xlsx-without-styles.xlsx": packed(
        {name: made for name, made in _PLAIN_PARTS.items() if "styles" not in name}
    ),
}

FILES: Final = {**FORMATS, **SHEETS, **UNSAFE}
