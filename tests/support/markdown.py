"""Reads the project's Markdown pages for tests: their tables, headings and links."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """Every Markdown page of the project."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def name_of(page: Path) -> str:
    """The page's path from the root, for messages and test ids."""
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    """The page without its blocks of code."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def prose_of(page: Path) -> str:
    """The page without any code."""
    return _CODE.sub("", text_of(page))


def links_of(page: Path) -> list[str]:
    """Where the page's links and images point."""
    return _LINK.findall(prose_of(page))


def headings_of(page: Path, level: int) -> list[str]:
    """The words of the page's headings of one level."""
    return [words for marks, words in _headings(page) if len(marks) == level]


def anchors_of(page: Path) -> set[str]:
    """The anchors that GitHub makes of the page's headings."""
    return {_anchor(words) for _marks, words in _headings(page)}


def table_of(page: Path, *, first: str) -> list[dict[str, str]]:
    """The rows of all tables of a page whose first column is called ``first``."""
    found: list[dict[str, str]] = []
    columns: list[str] = []
    for line in text_of(page).splitlines():
        cells = _cells(line)
        if not cells:
            columns = []
        elif not columns:
            columns = cells
        elif columns[0] == first and not set(cells[0]) <= set("-: "):
            found.append(dict(zip(columns, cells, strict=True)))
    return found


def code_in(cell: str) -> list[str]:
    """What stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def _headings(page: Path) -> list[tuple[str, str]]:
    return _HEADING.findall(text_of(page))


def _anchor(words: str) -> str:
    plain = re.sub(r"[^\w\- ]", "", words.lower())
    return plain.replace(" ", "-")


def _cells(line: str) -> list[str]:
    if not line.startswith("|"):
        return []
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
