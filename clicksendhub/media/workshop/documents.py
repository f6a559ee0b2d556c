"""Looks into Word documents and RTF, as far as is needed to hand them on safely."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Final

from clicksendhub.media.workshop.values import Facts, Kind
from clicksendhub.media.workshop.words import refusal

_MOST_UNPACKED: Final = 200_000_000
_MOST_ENTRIES: Final = 10_000
_WORSE_THAN: Final = 200
_FROM_BYTES: Final = 10_000_000
_SECTOR_SHIFT_AT, _DIRECTORY_AT = 30, 48
_ENTRY: Final = 128
_ENCRYPTED: Final = 0x0100
_WORD_MAGIC: Final = 0xA5EC


def look(path: Path, kind: Kind, content: bytes) -> Facts:
    """What a document is; refused where it is locked, broken or holds programs."""
    match kind:
        case Kind.DOCX:
            _look_into_docx(path)
        case Kind.DOC:
            _look_into_doc(content)
        case Kind.RTF:
            _look_into_rtf(content)
    return Facts(kind=kind, content_type=kind.content_type, size=len(content))


def _look_into_docx(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _refuse_bombs(entries)
            names = {entry.filename.lower() for entry in entries}
            if any(name.endswith("vbaproject.bin") for name in names):
                raise refusal("macros")
            types = package.read("[Content_Types].xml")
            if b"macroenabled" in types.lower():
                raise refusal("macros")
            if not package.read("word/document.xml").strip():
                raise refusal("damaged")
            if package.testzip():
                raise refusal("damaged")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, EOFError) as error:
        raise refusal("damaged") from error
    except (NotImplementedError, RuntimeError) as error:
        raise refusal("locked") from error


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_ENTRIES:
        raise refusal("too_heavy")
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise refusal("too_heavy")
    for entry in entries:
        is_large = entry.file_size > _FROM_BYTES
        if is_large and entry.file_size > _WORSE_THAN * max(entry.compress_size, 1):
            raise refusal("too_heavy")


def _look_into_doc(content: bytes) -> None:
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise refusal("macros")
    try:
        begins = _begin_of_word(content)
        magic, flags = struct.unpack_from("<H8xH", content, begins)
    except (struct.error, ValueError) as error:
        raise refusal("damaged") from error
    if magic != _WORD_MAGIC:
        raise refusal("damaged")
    if flags & _ENCRYPTED:
        raise refusal("locked")


def _begin_of_word(content: bytes) -> int:
    """Where the text begins, by the directory of the container ([MS-CFB] §2.6)."""
    sector = 1 << struct.unpack_from("<H", content, _SECTOR_SHIFT_AT)[0]
    if sector not in (512, 4096):
        raise ValueError("no such size of a sector")
    first = struct.unpack_from("<I", content, _DIRECTORY_AT)[0]
    directory = (first + 1) * sector
    wanted = "WordDocument".encode("utf-16-le")
    at = content.find(wanted, directory)
    if at < 0 or (at - directory) % _ENTRY:
        raise ValueError("no text in the directory")
    start = struct.unpack_from("<I", content, at + 116)[0]
    return int((start + 1) * sector)


def _look_into_rtf(content: bytes) -> None:
    if b"\\objdata" in content or b"\\objupdate" in content:
        raise refusal("has_attachment")
    if not content.rstrip(b"\0\r\n\t ").endswith(b"}"):
        raise refusal("truncated")
