"""What the workshop tells of a file, what it makes, and how it refuses one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final


class Kind(StrEnum):
    """The kinds of file that the hub takes, known by their content."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    BMP = "bmp"
    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"
    RTF = "rtf"
    TXT = "txt"
    CSV = "csv"

    @property
    def label(self) -> str:
        """What people call it: “JPEG picture”."""
        return _LABELS[self]

    @property
    def content_type(self) -> str:
        """Its type as browsers know it."""
        return _CONTENT_TYPES[self]

    @property
    def suffix(self) -> str:
        """The ending of a file’s name."""
        return ".jpg" if self is Kind.JPEG else f".{self.value}"

    @property
    def is_picture(self) -> bool:
        """True for what a picture program opens."""
        return self in (Kind.JPEG, Kind.PNG, Kind.GIF, Kind.BMP)

    @property
    def is_document(self) -> bool:
        """True for what a writing program saves."""
        return self in (Kind.DOC, Kind.DOCX, Kind.RTF)


_LABELS: Final = {
    Kind.JPEG: "JPEG picture",
    Kind.PNG: "PNG picture",
    Kind.GIF: "GIF picture",
    Kind.BMP: "BMP picture",
    Kind.PDF: "PDF",
    Kind.DOC: "Word document (DOC)",
    Kind.DOCX: "Word document (DOCX)",
    Kind.RTF: "RTF document",
    Kind.TXT: "plain text",
    Kind.CSV: "CSV table",
}
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTENT_TYPES: Final = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.GIF: "image/gif",
    Kind.BMP: "image/bmp",
    Kind.PDF: "application/pdf",
    Kind.DOC: "application/msword",
    Kind.DOCX: _WORD,
    Kind.RTF: "application/rtf",
    Kind.TXT: "text/plain",
    Kind.CSV: "text/csv",
}


class Refused(Exception):
    """A file that is not taken; ``sentence`` says what is wrong and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is. Size in bytes; width and height in pixels, as it is seen.

    ``pages`` are those of a PDF, None for all else; ``frames`` those of a GIF.
    """

    kind: Kind
    content_type: str
    size: int
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    is_animated: bool = False
    frames: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made of another. ``loss``: what a person can see is missing."""

    path: Path
    kind: Kind
    size: int
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    loss: str = ""
