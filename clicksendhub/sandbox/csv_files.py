"""Files of contacts: read as text, and row by row from wherever one left off."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from clicksendhub.sandbox.fetch import UnusableFile
from clicksendhub.sandbox.kinds import kind_of, read_text

NOT_CSV = "The file is not a CSV file."


def read_csv(content: bytes) -> str:
    """Return the text of a CSV file, or raise UnusableFile for what is none."""
    text = read_text(content) if kind_of(content) == "txt" else None
    if text is None or not _has_rows(text):
        raise UnusableFile(NOT_CSV)
    return text


def _has_rows(text: str) -> bool:
    try:
        return sum(1 for cells in csv.reader(_lines(text)) if any(cells)) > 0
    except csv.Error:
        return False


def first_row(text: str) -> list[str]:
    """Return the first row that holds anything."""
    return next(cells for cells in csv.reader(_lines(text)) if any(cells))


def rows_from(text: str, *, position: int, most: int) -> tuple[list[list[str]], int]:
    """Return the next rows, blank ones apart, and where the row after them begins."""
    file = io.StringIO(text, newline="")
    file.seek(position)
    # Line by line: an iterator over the file itself could not tell where it is.
    read = list(islice(csv.reader(iter(file.readline, "")), most))
    return [cells for cells in read if any(cells)], file.tell()


def _lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")
