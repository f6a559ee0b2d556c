"""Finds the encoding of a text file, and notices text that was read wrongly."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from clicksendhub.lib.tables.values import Fault
from clicksendhub.lib.tables.words import unreadable

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "cp1252": "Western European (Windows)",
    "mac_roman": "Western European (old Mac)",
    "cp850": "Western European (DOS)",
    "iso8859-15": "Western European (ISO 8859-15)",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp1255": "Hebrew (Windows)",
    "cp1256": "Arabic (Windows)",
    "cp1257": "Baltic (Windows)",
    "cp1258": "Vietnamese (Windows)",
    "cp874": "Thai (Windows)",
    "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)",
    "gb18030": "Chinese, simplified (GB 18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp949": "Korean (Windows)",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
}
"""Encodings to choose from: the name in a layout, and what people call it."""

# The longer mark first: that of UTF-16 begins that of UTF-32.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY: Final = ("cp1252", "mac_roman")
_PIECE: Final = 1024 * 1024
_SAMPLE: Final = 8 * 1024

_GUESSED: Final = (
    "The file does not say its encoding; it is read as {name}. "
    "Look at the names with accents, and choose another encoding if they are wrong."
)
_MOSTLY_UTF8: Final = (
    "The file is UTF-8 but for line {line}, which holds characters of another "
    "encoding. Mend that line, or choose another encoding."
)
_DAMAGED: Final = (
    "Some names look damaged, as in “{found}”. "
    "Choose another encoding, or ask for the file anew if none helps."
)
# UTF-8 that was read as Windows text, twice over or with the wrong choice; letters that
# an old Mac wrote; letters of another alphabet; and characters that are lost already.
_SECOND_BYTES: Final = bytes(range(0x80, 0xC0)).decode("cp1252", errors="ignore")
_MAC_LETTERS: Final = bytes([0x87, 0x88, 0x89, 0x8C, 0x8E]).decode("cp1252")
_MOJIBAKE: Final = re.compile(
    rf"[ÂÃ][{re.escape(_SECOND_BYTES)}\u0080-\u00bf]|â€|\ufffd"
    rf"|(?<=[a-z])[{_MAC_LETTERS}\u0080-\u009f]|[À-ÿ]{{4}}|[†¤¦¬¶¼½¾](?=[^\W\d_])"
)
_QUOTED: Final = 12


class Encoding(NamedTuple):
    """The encoding that was found, and what a person is to look at."""

    name: str
    doubt: str = ""


class _Misfit(NamedTuple):
    """The line that is not UTF-8, and whether more than ASCII stands before it."""

    line: int
    has_accents: bool


def find_encoding(path: Path) -> Encoding:
    """The encoding, by the mark or by all bytes of the file. Raises Unreadable."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    name = marked or _by_zero_bytes(start)
    if name not in {"", "utf-8"}:
        return Encoding(name)
    misfit = _misfit(path)
    if misfit is None:
        return Encoding("utf-8")
    if misfit.has_accents:
        return Encoding("utf-8", _MOSTLY_UTF8.format(line=f"{misfit.line:,}"))
    name = _legacy(path)
    return Encoding(name, _GUESSED.format(name=ENCODINGS[name]))


def damage_in(text: str) -> str:
    """A doubt about text that seems to have been decoded wrongly, or nothing."""
    found = _MOJIBAKE.search(text)
    if not found:
        return ""
    before = re.split(r"\W", text[max(0, found.start() - _QUOTED) : found.start()])[-1]
    behind = re.split(r"\W", text[found.end() : found.end() + _QUOTED])[0]
    return _DAMAGED.format(found=before + found[0] + behind)


def _by_zero_bytes(start: bytes) -> str:
    """UTF-16 without a mark: of text in Latin letters, every second byte is zero."""
    pairs = len(start) // 2
    even, odd = start[0 : 2 * pairs : 2].count(0), start[1 : 2 * pairs : 2].count(0)
    if odd > pairs * 0.4 and even <= pairs * 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.4 and odd <= pairs * 0.02 else ""


def _legacy(path: Path) -> str:
    """The older encoding that fits and reads well; one that fits where none does."""
    with path.open("rb") as file:
        sample = file.read(_PIECE)
    fitting = [name for name in _LEGACY if _fits(path, name)] or [_LEGACY[0]]
    well = (
        name for name in fitting if not damage_in(sample.decode(name, errors="replace"))
    )
    return next(well, fitting[0])


def _misfit(path: Path) -> _Misfit | None:
    """What is not UTF-8, if anything. Raises Unreadable at a zero byte."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    line, has_accents = 1, False
    for piece in _pieces(path):
        if b"\0" in piece:
            line += _line_ends(piece[: piece.index(b"\0")])
            raise unreadable(Fault.ZERO_BYTES, row=line)
        try:
            text = decoder.decode(piece, not piece)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            return _Misfit(line + _line_ends(good), has_accents or not good.isascii())
        has_accents = has_accents or not text.isascii()
        line += _line_ends(piece)
    return None


def _line_ends(piece: bytes) -> int:
    return piece.count(b"\n") or piece.count(b"\r")


def _fits(path: Path, name: str) -> bool:
    """Can every byte of the file be read so?"""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for piece in _pieces(path):
            decoder.decode(piece, not piece)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of the file, and an empty piece at the end."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
    yield b""
