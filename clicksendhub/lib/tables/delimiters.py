"""Finds what parts the cells of a text file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

DELIMITERS: Final = {
    "\t": "Tab",
    ";": "Semicolon",
    "|": "Vertical bar",
    ",": "Comma",
}
"""Delimiters to choose from; of two that part the sample alike, the earlier wins."""

_SAID: Final = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)


def said_delimiter(line: str) -> str:
    """The delimiter that a first line such as `sep=;` names for Excel, or nothing."""
    found = _SAID.fullmatch(line)
    return found[1] if found else ""


def find_delimiter(lines: Sequence[str]) -> str:
    """The one that parts most rows of the sample into the same number of cells.

    A comma where none parts any: a file of one column.
    """
    evenness = {one: _evenness(lines, one) for one in DELIMITERS}
    best = max(evenness, key=evenness.__getitem__)
    return best if evenness[best] else ","


def _evenness(lines: Sequence[str], delimiter: str) -> float:
    widths: Counter[int] = Counter()
    try:
        widths.update(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, rows = widths.most_common(1)[0]
    return rows / widths.total() * (1 - 1 / width)
