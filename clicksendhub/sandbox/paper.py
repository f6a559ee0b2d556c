"""The two papers that a file can be set on: A4, and a postcard with its bleed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import reportlab  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.platypus import SimpleDocTemplate  # type: ignore[import-untyped]

# The first family with more scripts than Latin, where the machine has it; the second
# comes with ReportLab. Printers want fonts embedded, so the built-in ones do not do.
FAMILIES = (
    ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"),
    ("Vera", "VeraBd", "VeraIt", "VeraBI"),
)
FOLDERS = (Path("/usr/share/fonts/truetype/dejavu"),)
FONT = "Body"


@dataclass(frozen=True, slots=True)
class Paper:
    """One size of paper, in points."""

    width: float
    height: float
    margin: float

    @property
    def turned(self) -> "Paper":
        """Return the same paper lying on its other side."""
        return Paper(self.height, self.width, self.margin)

    @property
    def room(self) -> tuple[float, float]:
        """Return the width and height between the margins."""
        return self.width - 2 * self.margin, self.height - 2 * self.margin


A4 = Paper(210 * mm, 297 * mm, 20 * mm)
# A5, and 5 mm on each side that are cut off; the margin keeps text clear of the cut.
POSTCARD = Paper(220 * mm, 158 * mm, 15 * mm)
PAPERS = {"a4": A4, "postcard": POSTCARD}


@cache
def register_font() -> str:
    """Make a family of fonts known that is embedded, and return its name."""
    for family in FAMILIES:
        paths = [_font_file(name) for name in family]
        if paths[0].is_file():
            break
    names = (FONT, f"{FONT}-Bold", f"{FONT}-Italic", f"{FONT}-BoldItalic")
    for name, path in zip(names, paths, strict=True):
        # A family may come without its slanted faces; the upright one stands in.
        file = path if path.is_file() else paths[0]
        pdfmetrics.registerFont(TTFont(name, str(file)))
    pdfmetrics.registerFontFamily(FONT, *names)
    return FONT


def _font_file(name: str) -> Path:
    folders = (*FOLDERS, Path(reportlab.__file__).with_name("fonts"))
    files = (folder / f"{name}.ttf" for folder in folders)
    return next((file for file in files if file.is_file()), Path(name))


def set_pages(blocks: Sequence[Any], *, paper: Paper) -> bytes:
    """Set blocks of text and pictures on as many pages as they need."""
    made = BytesIO()
    document = SimpleDocTemplate(
        made,
        pagesize=(paper.width, paper.height),
        leftMargin=paper.margin,
        rightMargin=paper.margin,
        topMargin=paper.margin,
        bottomMargin=paper.margin,
    )
    document.build(list(blocks))
    return made.getvalue()
