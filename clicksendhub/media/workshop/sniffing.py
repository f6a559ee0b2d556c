"""Tells kinds of file apart by their first bytes, never by their name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

from clicksendhub.media.workshop.texts import decoded
from clicksendhub.media.workshop.values import Kind
from clicksendhub.media.workshop.words import refusal

_HEAD: Final = 4096
_PDF_WITHIN: Final = 1024
_FAMILIES: Final = b"ftyp"
_STILL_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif")
_SIMPLE: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"{\\rtf", Kind.RTF),
)
_REFUSED: Final = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"\x1aE\xdf\xa3", "film"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP: Final = (b"<!doctype html", b"<html", b"<script", b"<body", b"<?php")
_ENDINGS: Final = {
    Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Kind.PNG: (".png",),
    Kind.GIF: (".gif",),
    Kind.BMP: (".bmp", ".dib"),
    Kind.PDF: (".pdf",),
    Kind.DOC: (".doc", ".dot"),
    Kind.DOCX: (".docx", ".dotx"),
    Kind.RTF: (".rtf",),
    Kind.TXT: (".txt", ".text"),
    Kind.CSV: (".csv", ".tsv"),
}
_SAID: Final = {ending: kind for kind, ends in _ENDINGS.items() for ending in ends}
# Word writes RTF under the ending of its own documents, too.
_ALSO: Final = frozenset({(Kind.DOC, Kind.RTF), (Kind.TXT, Kind.CSV)})


def kind_of(content: bytes, *, name: str) -> Kind:
    """The kind of a file; ``Refused`` where it is none that is taken.

    The name decides between CSV and plain text alone; where it says another kind than
    the content, the file is refused.
    """
    said = _SAID.get(PurePosixPath(name.lower()).suffix)
    found = _found(content, said)
    if said and said is not found and (said, found) not in _ALSO:
        raise refusal("wrong_kind", said=said.label, found=found.label)
    return found


def is_markup(head: bytes) -> bool:
    """True where a browser may take these first bytes for a page or a program."""
    lower = head[:_PDF_WITHIN].lower()
    return any(sign in lower for sign in _MARKUP)


def _found(content: bytes, said: Kind | None) -> Kind:
    head = content[:_HEAD]
    if kind := next((kind for sign, kind in _SIMPLE if head.startswith(sign)), None):
        return kind
    if code := next((code for sign, code in _REFUSED if head.startswith(sign)), ""):
        raise refusal(code)
    if head.startswith(b"PK\x03\x04"):
        return _packed(content)
    if head.startswith(_OLE):
        return _ole(content)
    if head.startswith(b"BM") and _is_bitmap(head):
        return Kind.BMP
    _refuse_media(head)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    return _text(content, said)


def _refuse_media(head: bytes) -> None:
    if head[4:8] == _FAMILIES:
        is_still = any(brand in head[8:64] for brand in _STILL_BRANDS)
        raise refusal("heic" if is_still else "film")
    if head.startswith(b"RIFF"):
        what = {b"WEBP": "webp", b"WAVE": "sound"}.get(head[8:12], "film")
        raise refusal(what)


def _is_bitmap(head: bytes) -> bool:
    """“BM” begins words, too: the sizes of the headers tell."""
    return (
        len(head) > 26 and head[6:10] == b"\0\0\0\0" and head[14] in (12, 40, 108, 124)
    )


def _packed(content: bytes) -> Kind:
    """A ZIP: of Word, or of something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = frozenset(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise refusal("damaged") from error
    if "word/document.xml" in names:
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        raise refusal("spreadsheet")
    if any(name.startswith("ppt/") for name in names):
        raise refusal("slides")
    if "mimetype" in names and "content.xml" in names:
        raise refusal("open_document")
    raise refusal("archive")


def _ole(content: bytes) -> Kind:
    """The container of old Office files: the names in it tell what it is."""
    if _utf16("WordDocument") in content:
        return Kind.DOC
    if _utf16("EncryptedPackage") in content:
        raise refusal("locked")
    if _utf16("Workbook") in content or _utf16("Book") in content:
        raise refusal("spreadsheet")
    if _utf16("PowerPoint Document") in content:
        raise refusal("slides")
    raise refusal("unsupported")


def _text(content: bytes, said: Kind | None) -> Kind:
    head = content[:_HEAD].lower()
    if b"<svg" in head:
        raise refusal("svg")
    if is_markup(content):
        raise refusal("web_page")
    decoded(content)
    return Kind.CSV if said is Kind.CSV else Kind.TXT


def _utf16(word: str) -> bytes:
    return word.encode("utf-16-le")
