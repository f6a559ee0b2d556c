"""What reading a table can come to: its layout, its rows, and why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

FIELD_CHARACTERS: Final = 32_767
"""What a cell of Excel holds at most; a longer one is no cell but a damaged file."""
COLUMNS: Final = 200
"""More than any list of people has, and few enough to match by hand."""
LINE_CHARACTERS: Final = 1_000_000
"""Of one line of a text file: 5,000 for each of 200 columns."""


class Kind(StrEnum):
    """What the file is, by its bytes."""

    TEXT = "text"
    SHEET = "sheet"


class Fault(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"

    # Another kind of file.
    PDF = "pdf"
    PICTURE = "picture"
    WEB_PAGE = "web_page"
    XML = "xml"
    JSON = "json"
    RICH_TEXT = "rich_text"
    ADDRESS_BOOK = "address_book"
    OLD_EXCEL = "old_excel"
    OLD_OFFICE = "old_office"
    BINARY_EXCEL = "binary_excel"
    OPEN_DOCUMENT = "open_document"
    NUMBERS = "numbers"
    OTHER_OFFICE = "other_office"
    ARCHIVE = "archive"
    BINARY = "binary"

    # A spreadsheet that is not opened.
    LOCKED = "locked"
    MACROS = "macros"
    LINKED = "linked"
    TOO_BIG_INSIDE = "too_big_inside"
    UNSAFE_XML = "unsafe_xml"
    BROKEN_SHEET = "broken_sheet"
    NO_SHEET = "no_sheet"
    SHEET_GONE = "sheet_gone"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"

    # A text that breaks at a row.
    WRONG_BYTES = "wrong_bytes"
    ZERO_BYTES = "zero_bytes"
    UNCLOSED_QUOTE = "unclosed_quote"
    LONG_CELL = "long_cell"
    LONG_LINE = "long_line"
    TOO_MANY_COLUMNS = "too_many_columns"


class Unreadable(Exception):
    """The file, or the file from one row on, cannot be read; `row` 0 means all of it.

    Of an unclosed quotation mark, a zero byte or an endless line it is the line: which
    rows there are is open there. `sentence` tells a person what is wrong, where, and
    what to do.
    """

    def __init__(self, code: Fault, sentence: str, *, row: int = 0) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.row = row


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read; each choice but the kind may be another one of a person's."""

    kind: Kind
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading_row: int = 0
    doubts: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept with an import."""
        return {
            "kind": self.kind.value,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "sheets": [*self.sheets],
            "heading_row": self.heading_row,
            "doubts": [*self.doubts],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Layout:
        """The layout that was kept."""
        return cls(
            kind=Kind(kept["kind"]),
            encoding=kept["encoding"],
            delimiter=kept["delimiter"],
            sheet=kept["sheet"],
            sheets=tuple(kept["sheets"]),
            heading_row=kept["heading_row"],
            doubts=tuple(kept["doubts"]),
        )


class Row(NamedTuple):
    """One row, with its number as the person's own program counts.

    A row has a cell for each heading. It has more only where cells beyond the last
    heading hold something, so that a row longer than the headings is to be refused.
    A cell that cannot be trusted holds one of the texts that `fault_of_cell` knows.
    """

    number: int
    cells: list[str]
