"""Tables as files: reads those that people bring, writes those that they take away."""

from clicksendhub.lib.tables.cells import CellFault, fault_of_cell
from clicksendhub.lib.tables.delimiters import DELIMITERS
from clicksendhub.lib.tables.encodings import ENCODINGS
from clicksendhub.lib.tables.reading import find_layout, headings_of, rows_of, sample_of
from clicksendhub.lib.tables.values import (
    COLUMNS,
    FIELD_CHARACTERS,
    Fault,
    Kind,
    Layout,
    Row,
    Unreadable,
)
from clicksendhub.lib.tables.words import unreadable
from clicksendhub.lib.tables.writing import (
    BYTE_ORDER_MARK,
    ROWS_OF_A_SHEET,
    TooManyRows,
    csv_pieces,
    escape_cell,
    unescape_cell,
    xlsx_pieces,
)

__all__ = [
    "BYTE_ORDER_MARK",
    "COLUMNS",
    "DELIMITERS",
    "ENCODINGS",
    "FIELD_CHARACTERS",
    "ROWS_OF_A_SHEET",
    "CellFault",
    "Fault",
    "Kind",
    "Layout",
    "Row",
    "TooManyRows",
    "Unreadable",
    "csv_pieces",
    "escape_cell",
    "fault_of_cell",
    "find_layout",
    "headings_of",
    "rows_of",
    "sample_of",
    "unescape_cell",
    "unreadable",
    "xlsx_pieces",
]
