"""Looks into the ZIP package of a spreadsheet before anything else opens it.

Sizes are checked as the directory claims them and again while unpacking: what unpacks
to more than its claim, or to other bytes than its checksum says, is damaged.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from clicksendhub.lib.tables.values import Fault
from clicksendhub.lib.tables.words import unreadable

ENTRIES: Final = 2_000
"""A workbook has a few for each sheet, chart and picture."""
UNPACKED_BYTES: Final = 1_000_000_000
"""A full sheet, a million rows of twelve cells, unpacks to some 600 MB."""
RATIO: Final = 200
"""Sheets pack to a tenth, dull ones to a fiftieth, bombs to a thousandth."""
UNPACKED_FREELY: Final = 10_000_000
"""What may be packed at any ratio, being no burden."""

_PIECE: Final = 1024 * 1024
_WORKBOOK: Final = "xl/workbook.xml"
# What an entry of that name, or below that folder, makes of the package.
_OTHERS: Final = (
    ("xl/workbook.bin", Fault.BINARY_EXCEL),
    ("word/", Fault.OTHER_OFFICE),
    ("ppt/", Fault.OTHER_OFFICE),
    ("content.xml", Fault.OPEN_DOCUMENT),
    ("index/document.iwa", Fault.NUMBERS),
    ("index.zip", Fault.NUMBERS),
)
_REFUSED: Final = (
    ("xl/vbaproject.bin", Fault.MACROS),
    ("xl/macrosheets/", Fault.MACROS),
    ("xl/externallinks/externallink", Fault.LINKED),
)
# Formulas, which may lack a result, and errors, which calamine leaves blank.
_MARKS: Final = (
    *(b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/"),
    *(b't="e"', b"t='e'"),
)
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_OVERLAP: Final = 16


def open_package(path: Path) -> zipfile.ZipFile:
    """The package, once its directory is found sound. Raises Unreadable."""
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise unreadable(Fault.BROKEN_SHEET) from error
    entries = package.infolist()
    if len(entries) > ENTRIES:
        raise unreadable(Fault.TOO_BIG_INSIDE)
    fault = _of_names({_plain(entry.filename) for entry in entries})
    if fault is None and any(entry.flag_bits & 1 for entry in entries):
        fault = Fault.LOCKED
    if fault is None and _is_bomb(entries):
        fault = Fault.TOO_BIG_INSIDE
    if fault:
        raise unreadable(fault)
    return package


def entries_to_walk(package: zipfile.ZipFile) -> frozenset[str]:
    """Those with formulas or errors; unpacks all that is XML. Raises Unreadable."""
    return frozenset(
        entry.filename
        for entry in package.infolist()
        if _plain(entry.filename).endswith((".xml", ".rels"))
        and _has_marks(package, entry)
    )


def pieces_of(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo | str
) -> Iterator[bytes]:
    """The bytes of an entry, unpacked as they are asked for. Raises Unreadable."""
    try:
        with package.open(entry) as file:
            while piece := file.read(_PIECE):
                yield piece
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
        *(KeyError, RuntimeError, ValueError),
    ) as error:
        raise unreadable(Fault.BROKEN_SHEET) from error


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _of_names(names: set[str]) -> Fault | None:
    """What the names of the entries say against the package."""
    told = _REFUSED if _WORKBOOK in names else _OTHERS
    for begins, fault in told:
        if any(name.startswith(begins) for name in names):
            return fault
    return None if _WORKBOOK in names else Fault.ARCHIVE


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        return True
    return any(
        entry.file_size > UNPACKED_FREELY
        and entry.file_size > entry.compress_size * RATIO
        for entry in entries
    )


def _has_marks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    tail, has_marks, is_first = b"", False, True
    for piece in pieces_of(package, entry):
        if is_first and not _is_plain_xml(piece):
            raise unreadable(Fault.UNSAFE_XML)
        is_first = False
        seen = tail + piece
        if any(declaration in seen for declaration in _DECLARATIONS):
            raise unreadable(Fault.UNSAFE_XML)
        has_marks = has_marks or any(mark in seen for mark in _MARKS)
        tail = piece[-_OVERLAP:]
    return has_marks


def _is_plain_xml(start: bytes) -> bool:
    """Can declarations be looked for in its bytes? UTF-16 would hide them."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") and b"\0" not in start[:64]
