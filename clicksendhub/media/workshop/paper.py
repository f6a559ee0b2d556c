"""Sets plain text and pictures on A4 paper, for a fax. In the limited process alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from clicksendhub.media.workshop import pdfs, pictures
from clicksendhub.media.workshop.texts import decoded
from clicksendhub.media.workshop.values import Facts, Made
from clicksendhub.media.workshop.words import refusal

_MARGIN: Final = 56.7  # 2 cm, in points
_SIZE, _LEADING = 11.0, 15.0
# A fax has 1,728 points across; twice that leaves it the choice.
_FAX_EDGE: Final = 2400
_FONT: Final = "hub-text"
# The system’s own knows more letters; the other comes with the library.
_FONTS: Final = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "Vera.ttf",
)


def text_on_paper(path: Path, folder: Path) -> Made:
    """A text on as many pages as it needs."""
    text = decoded(path.read_bytes()).expandtabs(4)
    glyphs = _font()
    for sign in text:
        if sign not in "\n\f\v" and ord(sign) not in glyphs:
            raise refusal("no_letter", sign=sign, number=ord(sign))
    target = folder / "made.pdf"
    canvas = _blank(target)
    pages = 0
    for page in _pages(text):
        pages += 1
        if pages > pdfs.MOST_PAGES:
            raise refusal("too_many_pages", most=pdfs.MOST_PAGES)
        canvas.setFont(_FONT, _SIZE)
        for number, line in enumerate(page):
            canvas.drawString(_MARGIN, _top() - number * _LEADING, line)
        canvas.showPage()
    canvas.save()
    return pdfs.finished(target, pages)


def picture_on_paper(path: Path, facts: Facts, folder: Path) -> Made:
    """A picture as large as a page has room for it; a wide one stays upright."""
    picture = pictures.loaded(path, facts.kind, _FAX_EDGE)
    picture.thumbnail((_FAX_EDGE, _FAX_EDGE))
    held = BytesIO()
    picture.save(held, "JPEG", quality=85)
    held.seek(0)
    width, height = picture.size
    room_across, room_down = A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN
    scale = min(room_across / width, room_down / height)
    across, down = width * scale, height * scale
    target = folder / "made.pdf"
    canvas = _blank(target)
    canvas.drawImage(
        ImageReader(held), (A4[0] - across) / 2, A4[1] - _MARGIN - down, across, down
    )
    canvas.showPage()
    canvas.save()
    return pdfs.finished(target, 1)


def _blank(target: Path) -> Canvas:
    canvas = Canvas(str(target), pagesize=A4, pageCompression=1)
    canvas.setTitle("Fax")
    return canvas


def _font() -> frozenset[int]:
    """The signs that the text’s font can show."""
    for name in _FONTS:
        try:
            font = TTFont(_FONT, name)
        except TTFError:
            continue
        pdfmetrics.registerFont(font)
        return frozenset(font.face.charToGlyph)
    raise refusal("no_fax")


def _top() -> float:
    return float(A4[1] - _MARGIN - _SIZE)


def _pages(text: str) -> Iterator[list[str]]:
    room = int((A4[1] - 2 * _MARGIN) / _LEADING)
    for part in text.rstrip().replace("\v", "\n").split("\f"):
        lines: list[str] = []
        for line in _lines(part):
            if len(lines) == room:
                yield lines
                lines = []
            lines.append(line)
        yield lines


def _lines(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from _broken(paragraph)


def _broken(paragraph: str) -> Iterator[str]:
    """The paragraph in lines, broken between words, or within one that is too long."""
    room = A4[0] - 2 * _MARGIN
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if _width(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while _width(line) > room:
            fits = _that_fit(line, room)
            yield line[:fits]
            line = line[fits:]
    yield line


def _that_fit(word: str, room: float) -> int:
    """How many of its first letters fit on a line; at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if _width(word[:middle]) <= room else (low, middle - 1)
        )
    return low


def _width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, _FONT, _SIZE))
