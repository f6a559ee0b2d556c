"""Looks behind the end of a file: there, another one may be hidden (a polyglot).

Cameras put things of their own there (a second picture, a short film, a maker’s notes);
what a browser or an office program would run is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from clicksendhub.media.workshop.sniffing import is_markup
from clicksendhub.media.workshop.values import Kind
from clicksendhub.media.workshop.words import refusal

_DANGEROUS: Final = (
    *(b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x7fELF"),
    *(b"<script", b"<html", b"<!doctype html", b"<?php", b"<svg"),
)
_JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_EOI, _SOS = 0xD9, 0xDA
_TRAILER, _IMAGE, _EXTENSION = 0x3B, 0x2C, 0x21


def check(content: bytes, kind: Kind) -> None:
    """Refuse a file that begins or goes on as another one."""
    if kind in (Kind.TXT, Kind.CSV, Kind.RTF):
        return
    if kind is not Kind.PDF and is_markup(content[:1024]):
        raise refusal("polyglot")
    if kind is Kind.PDF and not _begins_as_pdf(content):
        raise refusal("polyglot")
    behind = content[end_of(content, kind) :].lower()
    if any(sign.lower() in behind for sign in _DANGEROUS):
        raise refusal("polyglot")


def end_of(content: bytes, kind: Kind) -> int:
    """Where the file itself ends; its length where that cannot be told."""
    match kind:
        case Kind.JPEG:
            return _end_of_jpeg(content)
        case Kind.PNG:
            return _end_of_png(content)
        case Kind.GIF:
            return max((end for _, _, end in gif_blocks(content)), default=len(content))
        case Kind.PDF:
            last = content.rfind(b"%%EOF")
            return last + 5 if last >= 0 else len(content)
        case Kind.BMP:
            size = int(struct.unpack_from("<I", content, 2)[0])
            return size if size > 26 else len(content)
    return len(content)


def jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment up to the picture’s data: its marker, where it begins and ends."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _JPEG_ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        yield marker, at, end
        if marker in (_SOS, _EOI):
            return
        at = end


def gif_blocks(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each block of a GIF: what it is, where it begins and ends."""
    if len(content) < 13:
        return
    at = 13 + _palette(content[10])
    while at < len(content):
        what, begins = content[at], at
        if what == _TRAILER:
            yield what, begins, at + 1
            return
        if what == _EXTENSION:
            at = _end_of_pieces(content, at + 2)
        elif what == _IMAGE and at + 10 <= len(content):
            at = _end_of_pieces(content, at + 11 + _palette(content[at + 9]))
        else:
            return
        yield what, begins, at


def frames_of(content: bytes) -> int:
    """How many pictures a GIF shows, one after the other."""
    return sum(what == _IMAGE for what, _, _ in gif_blocks(content))


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_pieces(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += content[at] + 1
    return min(at + 1, len(content))


def _end_of_jpeg(content: bytes) -> int:
    data = next((end for mark, _, end in jpeg_segments(content) if mark == _SOS), 0)
    if not data:
        return len(content)
    at = data
    # Within the data FF is followed by 00 or by a restart; later scans have headers.
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] == _EOI:
            return at + 2
        at += 2 if content[at + 1] != 0xFF else 1
    return len(content)


def _end_of_png(content: bytes) -> int:
    at = content.find(b"IEND", 8)
    return at + 8 if at >= 0 else len(content)


def _begins_as_pdf(content: bytes) -> bool:
    """What stands before the header is space, a mark or a line of a printer."""
    before = content[: content.find(b"%PDF-")]
    plain = before.removeprefix(b"\xef\xbb\xbf").strip()
    return not plain or (plain.startswith((b"\x1b%-12345X", b"@PJL")))
