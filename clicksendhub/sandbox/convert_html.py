"""Turns the simple HTML that mammoth makes of a DOCX into blocks for a page."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    Image,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from clicksendhub.sandbox.convert_picture import as_jpeg
from clicksendhub.sandbox.convert_text import body_style

# How HTML's marks within a line are written in ReportLab's own.
INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u", "s": "strike"} | {
    "sup": "super",
    "sub": "sub",
}
HEADING_POINTS = {"h1": 20, "h2": 16, "h3": 13, "h4": 12, "h5": 11, "h6": 11}
BLOCKS = frozenset({"p", "li", "td", "th", *HEADING_POINTS})
INDENT_POINTS = 18
# What ReportLab keeps free within the margins of a page.
PADDING = 12
PICTURE_MARK = "data:image/"


def html_to_blocks(html: str, *, room: tuple[float, float]) -> list[Any]:
    """Return the blocks of a page of HTML, in order."""
    reader = _Reader(room)
    reader.feed(html)
    reader.close()
    return reader.finish()


@dataclass(slots=True)
class _Cells:
    """A table while it is read."""

    rows: list[list[list[Any]]] = field(default_factory=list)

    def add(self, block: Any) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(block)


class _Reader(HTMLParser):
    """Collects the words of a block, and the block when it ends."""

    def __init__(self, room: tuple[float, float]) -> None:
        super().__init__(convert_charrefs=True)
        self._room = room
        self._blocks: list[Any] = []
        self._words: list[str] = []
        self._style = body_style()
        self._lists: list[int | None] = []
        self._tables: list[_Cells] = []
        self._marks: list[str] = []

    def finish(self) -> list[Any]:
        """Return what was read."""
        self._end_block()
        # A page needs something to stand on it.
        return self._blocks or [Spacer(1, 1)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what a tag begins."""
        if tag in INLINE:
            self._marks.append(INLINE[tag])
            self._words.append(f"<{INLINE[tag]}>")
        elif tag == "br":
            self._words.append("<br/>")
        elif tag == "img":
            self._add_picture(dict(attrs).get("src") or "")
        else:
            begin = _BEGIN.get(tag)
            if tag in BLOCKS:
                self._end_block()
                self._style = _style_of(tag)
            if begin:
                begin(self)

    def handle_endtag(self, tag: str) -> None:
        """End what a tag ends."""
        if tag in INLINE and INLINE[tag] in self._marks:
            self._close_marks(INLINE[tag])
        if tag in BLOCKS or tag in _END:
            self._end_block()
        end = _END.get(tag)
        if end:
            end(self)

    def handle_data(self, data: str) -> None:
        """Add words to the block."""
        self._words.append(escape(data))

    def _close_marks(self, last: str) -> None:
        # ReportLab refuses marks that overlap, so all down to the one are closed.
        while self._marks:
            mark = self._marks.pop()
            self._words.append(f"</{mark}>")
            if mark == last:
                return

    def _end_block(self) -> None:
        while self._marks:
            self._words.append(f"</{self._marks.pop()}>")
        text = "".join(self._words).strip()
        self._words.clear()
        if text:
            self._add(Paragraph(text, self._style))
        self._style = body_style()

    def _add(self, block: Any) -> None:
        if self._tables:
            self._tables[-1].add(block)
            return
        self._blocks += [block, Spacer(1, 6)]

    def _add_picture(self, source: str) -> None:
        if not source.startswith(PICTURE_MARK):
            return
        self._end_block()
        jpeg = as_jpeg(base64.b64decode(source.partition(",")[2]))
        picture = Image(BytesIO(jpeg))
        width, height = self._room
        share = 2 if self._tables else 1
        picture._restrictSize((width - PADDING) / share, height - PADDING)
        self._add(picture)

    def begin_list(self, first: int | None) -> None:
        """Begin a list; a numbered one has a first number."""
        self._end_block()
        self._lists.append(first)

    def end_list(self) -> None:
        """End the innermost list."""
        if self._lists:
            self._lists.pop()

    def begin_point(self) -> None:
        """Put the mark of a list before its point."""
        depth = max(len(self._lists), 1)
        number = self._lists[-1] if self._lists else None
        self._style = ParagraphStyle(
            "point", parent=self._style, leftIndent=INDENT_POINTS * depth
        )
        self._words.append("• " if number is None else f"{number}. ")
        if number is not None:
            self._lists[-1] = number + 1

    def begin_table(self) -> None:
        """Begin a table."""
        self._end_block()
        self._tables.append(_Cells())

    def begin_row(self) -> None:
        """Begin a row of the innermost table."""
        if self._tables:
            self._tables[-1].rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the innermost row."""
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append([])

    def end_table(self) -> None:
        """Set the innermost table."""
        if not self._tables:
            return
        rows = [row for row in self._tables.pop().rows if row]
        if rows:
            self._add(_table(rows, width=self._room[0]))


def _table(rows: list[list[list[Any]]], *, width: float) -> Any:
    columns = max(len(row) for row in rows)
    # Merged cells leave rows short.
    filled = [[*row, *([] for _ in range(columns - len(row)))] for row in rows]
    lines = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    cells = [[cell or "" for cell in row] for row in filled]
    return Table(cells, colWidths=[width / columns] * columns, style=lines)


def _style_of(tag: str) -> Any:
    points = HEADING_POINTS.get(tag)
    if points is None:
        return body_style()
    return ParagraphStyle(
        tag, parent=body_style(), fontSize=points, leading=points * 1.3
    )


_BEGIN: dict[str, Callable[[_Reader], None]] = {
    "ul": lambda reader: reader.begin_list(None),
    "ol": lambda reader: reader.begin_list(1),
    "li": _Reader.begin_point,
    "table": _Reader.begin_table,
    "tr": _Reader.begin_row,
    "td": _Reader.begin_cell,
    "th": _Reader.begin_cell,
}
_END: dict[str, Callable[[_Reader], None]] = {
    "ul": _Reader.end_list,
    "ol": _Reader.end_list,
    "table": _Reader.end_table,
}
