"""Cells that cannot be trusted, and what a person is told about them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class CellFault(StrEnum):
    """What stands in a cell instead of a value, as Excel writes it or as we do."""

    NOT_AVAILABLE = "#N/A"
    BROKEN_REFERENCE = "#REF!"
    WRONG_VALUE = "#VALUE!"
    UNKNOWN_NAME = "#NAME?"
    DIVIDED_BY_ZERO = "#DIV/0!"
    WRONG_NUMBER = "#NUM!"
    NO_INTERSECTION = "#NULL!"
    STILL_LOADING = "#GETTING_DATA"
    NO_ROOM = "#SPILL!"
    NOT_CALCULATED = "#CALC!"

    # Our own: nothing in the file could stand here.
    NO_VALUE = "#FORMULA?"
    MISQUOTED = "#QUOTES?"


_OURS: Final = {
    CellFault.NO_VALUE: (
        "The cell has a formula without a result. "
        "Open the file in a spreadsheet program and save it, and bring it again."
    ),
    CellFault.MISQUOTED: (
        "A quotation mark in the row leaves open where its cells end. "
        "Double it or take it away."
    ),
}
_TOO_NARROW: Final = re.compile("#{4,}")


def fault_of_cell(cell: str) -> str:
    """Why the cell is no value, as a sentence; nothing where it may well be one."""
    if not cell.startswith("#"):
        return ""
    if _TOO_NARROW.fullmatch(cell):
        return (
            f"“{cell[:12]}” is what a column that is too narrow shows. "
            "Widen the column, and bring the file again."
        )
    try:
        fault = CellFault(cell)
    except ValueError:
        return ""
    return _OURS.get(fault) or (
        f"“{cell}” is an error of the spreadsheet, not a value. Mend the cell."
    )
