"""Looks into PDFs: what they hold, how their pages lie, and what they look like.

Runs in the limited process alone: structure by pikepdf, pages by pdfium.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from clicksendhub.media.workshop.values import Facts, Kind, Made
from clicksendhub.media.workshop.words import bytes_in_words, refusal

MOST_PAGES: Final = 500
# clicksend-v3-api.md §5.1.
FAX_BYTES: Final = 4_000_000
_DEEPEST: Final = 40
_MOST_OBJECTS: Final = 200_000
_PROGRAMS: Final = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
_NAMED: Final = {"/JavaScript": "has_script", "/EmbeddedFiles": "has_attachment"}
_ATTACHED: Final = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound"})


def look(path: Path, content: bytes) -> Facts:
    """What a PDF is; refused where it is locked, broken or holds more than pages."""
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise refusal("locked")
            _refuse_programs(document)
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise refusal("locked") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError) as error:
        raise refusal("damaged") from error
    if pages == 0:
        raise refusal("no_pages")
    if pages > MOST_PAGES:
        raise refusal("too_many_pages", most=MOST_PAGES)
    return Facts(
        kind=Kind.PDF,
        content_type=Kind.PDF.content_type,
        size=len(content),
        pages=pages,
    )


def for_fax(path: Path, folder: Path) -> Made:
    """The PDF as a fax: each page upright, at most 4 MB; handed on as it is.

    One with something before its beginning or with a broken index is written anew.
    """
    content = path.read_bytes()
    pages = _check_upright(path)
    target = folder / "made.pdf"
    if content.startswith(b"%PDF-") and b"startxref" in content[-2048:]:
        target.write_bytes(content)
    else:
        with pikepdf.open(path) as document:
            document.save(target)
    return finished(target, pages)


def finished(target: Path, pages: int) -> Made:
    """A PDF that was made for a fax; refused where it is too big for one."""
    size = target.stat().st_size
    if size > FAX_BYTES:
        raise refusal("too_big_for_fax", size=bytes_in_words(size))
    return Made(target, Kind.PDF, size, pages)


def thumbnails(path: Path, folder: Path, *, most: int, edge: int) -> list[Path]:
    """Pictures of the first pages."""
    made = []
    with _drawn(path) as document:
        for number in range(min(most, len(document))):
            page = document[number]
            width, height = page.get_size()
            scale = edge / max(width, height, 1.0)
            picture = page.render(scale=scale).to_pil()
            target = folder / f"page-{number + 1:03}.png"
            picture.convert("RGB").save(target, "PNG")
            made.append(target)
            page.close()
    return made


def _check_upright(path: Path) -> int:
    with _drawn(path) as document:
        for number in range(len(document)):
            # As it is seen: pdfium has turned the page already.
            width, height = document.get_page_size(number)
            if width > height:
                raise refusal("landscape", page=number + 1)
        return len(document)


def _drawn(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise refusal("damaged") from error


def _refuse_programs(document: pikepdf.Pdf) -> None:
    root = document.Root
    form, names = root.get("/AcroForm", None), root.get("/Names", None)
    if form is not None and "/XFA" in form:
        raise refusal("has_script")
    for name, code in _NAMED.items():
        if names is not None and name in names and not _is_empty(names[name]):
            raise refusal(code)
    if "/AF" in root and len(root["/AF"]):
        raise refusal("has_attachment")
    for thing in (root, *_things(document)):
        _check_actions(thing)


def _things(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file: an action may hang on any of them."""
    for count, thing in enumerate(document.objects):
        if count > _MOST_OBJECTS:
            raise refusal("too_heavy")
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            yield from _within(thing, depth=0)
        elif isinstance(thing, pikepdf.Array):
            yield from _listed(thing, depth=0)


def _within(thing: Any, *, depth: int) -> Iterator[Any]:
    """Dictionaries that stand inside another, not as objects of their own."""
    if depth > _DEEPEST:
        raise refusal("too_heavy")
    for _key, value in thing.items():
        yield from _direct(value, depth=depth)


def _listed(things: Any, *, depth: int) -> Iterator[Any]:
    for value in things:
        yield from _direct(value, depth=depth)


def _direct(value: Any, *, depth: int) -> Iterator[Any]:
    if not isinstance(value, pikepdf.Object) or value.is_indirect:
        return
    if isinstance(value, pikepdf.Dictionary):
        yield value
        yield from _within(value, depth=depth + 1)
    elif isinstance(value, pikepdf.Array):
        yield from _listed(value, depth=depth + 1)


def _check_actions(thing: Any) -> None:
    if "/JS" in thing or str(thing.get("/S", "")) in _PROGRAMS:
        raise refusal("has_script")
    if str(thing.get("/Subtype", "")) in _ATTACHED:
        raise refusal("has_attachment")
    if str(thing.get("/Type", "")) == "/EmbeddedFile":
        raise refusal("has_attachment")


def _is_empty(tree: Any) -> bool:
    """A name tree without names, as some writers leave one behind."""
    return not any(key in tree and len(tree[key]) for key in ("/Names", "/Kids"))
