"""Sets plain text on pages: lines as they are, a new page where the text has one."""

from html import escape
from typing import Any

from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    PageBreak,
    Paragraph,
    Spacer,
)

from clicksendhub.sandbox.kinds import read_text
from clicksendhub.sandbox.paper import Paper, register_font, set_pages

SIZE_POINTS = 11
LEADING_POINTS = 15
TAB = " " * 4


def text_to_pdf(content: bytes, *, paper: Paper) -> bytes:
    """Return a text file as PDF."""
    text = read_text(content)
    if text is None:
        raise ValueError("This is no text.")
    blocks: list[Any] = []
    for number, page in enumerate(text.rstrip().split("\f")):
        blocks += [PageBreak()] if number else []
        blocks += [_line(line) for line in page.splitlines()]
    return set_pages(blocks, paper=paper)


def _line(line: str) -> Any:
    line = line.expandtabs(len(TAB)).rstrip()
    if not line:
        return Spacer(1, LEADING_POINTS)
    words = line.lstrip()
    indent = "\N{NO-BREAK SPACE}" * (len(line) - len(words))
    return Paragraph(indent + escape(words), body_style())


def body_style() -> Any:
    """Return how ordinary text is set."""
    return ParagraphStyle(
        "body", fontName=register_font(), fontSize=SIZE_POINTS, leading=LEADING_POINTS
    )
