"""Takes apart a box into which somebody pasted numbers."""

import re

from clicksendhub.lib.phone.values import RawNumber

_LINE = re.compile(r"[^\n]*\n?")
_PIECE = re.compile(r"[^,;\t]+")
_ONE_WITH_COMMAS = re.compile(
    r"\s*(?:\+?\d{1,3}(?:,\d{3})+|\d,\d+[eE]\+?\d{1,2})\s*"
).fullmatch


def split_numbers(text: str) -> list[RawNumber]:
    """Each number as typed, with its line from 1 and its place from 0.

    Lines, commas, semicolons and tabs part numbers; spaces belong to them.
    """
    lines = text.replace("\r\n", " \n").replace("\r", "\n")
    found, start = [], 0
    for line_number, line in enumerate(_LINE.findall(lines), start=1):
        for piece, offset in _pieces(line.rstrip("\n")):
            found.append(RawNumber(piece, line_number, start + offset))
        start += len(line)
    return found


def _pieces(line: str) -> list[tuple[str, int]]:
    if _ONE_WITH_COMMAS(line):
        return [_trimmed(line, 0)]
    pieces = [_trimmed(match.group(), match.start()) for match in _PIECE.finditer(line)]
    return [piece for piece in pieces if piece[0]]


def _trimmed(piece: str, offset: int) -> tuple[str, int]:
    return piece.strip(), offset + len(piece) - len(piece.lstrip())
