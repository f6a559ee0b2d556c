"""Turns the bytes of a text file into its lines, a piece at a time.

A byte that does not fit, a zero byte or an endless line ends the lines with a sentence
that says which line; what stood before it has been given.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import IO, Final

from clicksendhub.lib.tables.values import FIELD_CHARACTERS, LINE_CHARACTERS, Fault
from clicksendhub.lib.tables.words import unreadable

BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_PIECE: Final = 128 * 1024


class Lines:
    """The lines of a file, each with its end, held a piece at a time."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file = _after_mark(file)
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._held: list[str] = []
        self._next = 1
        self.has_long = False
        self.are_over = False

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._pieces())

    def line(self, number: int) -> str:
        """One of the lines of the piece in hand, by its number from 1."""
        return self._held[number - self._next]

    def _pieces(self) -> Iterator[list[str]]:
        rest, is_first, fault = "", True, None
        while fault is None and (piece := self._file.read(_PIECE)):
            text, fault = self._decoded(piece)
            if is_first:
                text, is_first = text.removeprefix(BYTE_ORDER_MARK), False
            whole, rest = _split(rest + text)
            yield self._hold(whole)
            if len(rest) > LINE_CHARACTERS:
                self._hold("")
                raise unreadable(Fault.LONG_LINE, row=self._next)
        if fault is None:
            ending, fault = self._decoded(b"", is_last=True)
        if fault is None:
            yield self._hold(rest + ending)
        else:
            self._hold("")
            raise unreadable(fault, row=self._next)
        self.are_over = True

    def _decoded(
        self, piece: bytes, *, is_last: bool = False
    ) -> tuple[str, Fault | None]:
        """The text up to what is wrong with it, and what that is."""
        fault = None
        try:
            text = self._decoder.decode(piece, is_last)
        except UnicodeDecodeError as error:
            text = error.object[: error.start].decode(self._encoding)
            fault = Fault.WRONG_BYTES
        if "\0" in text:
            return text[: text.index("\0")], Fault.ZERO_BYTES
        return text, fault

    def _hold(self, text: str) -> list[str]:
        self._next += len(self._held)
        self._held = list(io.StringIO(text, newline=""))
        if not self.has_long and self._held:
            self.has_long = max(map(len, self._held)) > FIELD_CHARACTERS
        return self._held


def _after_mark(file: IO[bytes]) -> IO[bytes]:
    """The file behind the mark of UTF-8, which other choices would read as letters."""
    if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        file.seek(0)
    return file


def _split(text: str) -> tuple[str, str]:
    """The whole lines, and the rest behind the last end of a line.

    A carriage return at the very end may be the first half of a line end.
    """
    end = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
    return text[:end], text[end:]
