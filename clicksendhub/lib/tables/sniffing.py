"""Tells what a file is by its first bytes; its name proves nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from clicksendhub.lib.tables.values import Fault, Kind
from clicksendhub.lib.tables.words import unreadable

_SAMPLE: Final = 64 * 1024
_PIECE: Final = 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PACKED: Final = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ", b"BZh")
_PICTURES: Final = (*(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"),)
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"SQLite format 3", b"PAR1", b"\xca\xfe\xba\xbe")
_TEXTS: Final = (
    (
        re.compile(rb"<(?:!doctype\s+html|html|table|body|head|meta)\b", re.I),
        "web_page",
    ),
    (re.compile(rb"<\?xml[^>]*>\s*(?:<!doctype\s+)?<?html\b", re.I), "web_page"),
    (re.compile(rb"<\?xml|<!--"), "xml"),
    (re.compile(rb"\{\\rtf"), "rich_text"),
    (re.compile(rb"BEGIN:VCARD", re.I), "address_book"),
    (re.compile(rb'\[\s*[\[{]|\{\s*"'), "json"),
)
# Streams of an OLE2 file, as its directory names them. A locked XLSX is one too.
_STREAMS: Final = (
    ("EncryptedPackage", Fault.LOCKED),
    ("Workbook", Fault.OLD_EXCEL),
    ("Book", Fault.OLD_EXCEL),
)
_CONTROLS: Final = bytes({*range(32)} - {*b"\0\t\n\v\f\r\x1a\x1b"})


def find_kind(path: Path, *, name: str) -> Kind:
    """Text or spreadsheet. Raises Unreadable for anything else."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    if start.startswith(_ZIP):
        return Kind.SHEET
    fault = _of_binary(path, start) or _of_text(start)
    if fault:
        raise unreadable(fault)
    return Kind.TEXT


def _of_binary(path: Path, start: bytes) -> Fault | None:
    if start.startswith(_OLE):
        return _of_streams(path)
    if start.startswith(b"%PDF"):
        return Fault.PDF
    if _is_picture(start):
        return Fault.PICTURE
    if start.startswith(_PACKED):
        return Fault.ARCHIVE
    if start.startswith(_PROGRAMS) and b"\0" in start:
        return Fault.BINARY
    return None


def _is_picture(start: bytes) -> bool:
    if start[4:8] == b"ftyp" or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return True
    return start.startswith(_PICTURES) and b"\0" in start


def _of_text(start: bytes) -> Fault | None:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        return Fault.EMPTY
    for pattern, fault in _TEXTS:
        if pattern.match(text):
            return Fault(fault)
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return Fault.BINARY if controls > len(start) * 0.02 else None


def _of_streams(path: Path) -> Fault:
    """What the streams of an OLE2 file make it."""
    found = {name for name, _fault in _STREAMS if _holds(path, name)}
    return next((fault for name, fault in _STREAMS if name in found), Fault.OLD_OFFICE)


def _holds(path: Path, name: str) -> bool:
    # A name in the directory is UTF-16 and ends with a zero.
    wanted = name.encode("utf-16-le") + b"\0\0"
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if wanted in tail + piece:
                return True
            tail = piece[-len(wanted) :]
    return False
