"""The process that opens one spreadsheet, within limits, and writes down its rows.

Started as `python -m clicksendhub.lib.tables.sheet_process PATH SHEET ROWS`, it writes
JSON, one line each: the sheets there are, then `[number, cells]` for each row that
holds something, and at last the end or the fault. Whoever reads stops by closing the
pipe. ROWS is how many of a large sheet are wanted at least, 0 for all of them.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from clicksendhub.lib.tables.packages import (
    entries_to_walk,
    open_package,
    pieces_of,
)
from clicksendhub.lib.tables.sheet_xml import (
    Amended,
    amended_rows,
    entry_of_sheet,
    styles_that_show_more,
)
from clicksendhub.lib.tables.trimming import trimmed
from clicksendhub.lib.tables.values import (
    COLUMNS,
    FIELD_CHARACTERS,
    Fault,
    Unreadable,
)
from clicksendhub.lib.tables.words import unreadable

MEMORY_BYTES: Final = 3 * 1024 * 1024 * 1024
"""A full sheet of a million rows and twelve columns takes 1.2 GB."""
PROCESSOR_SECONDS: Final = 90
"""Less than a job may take: what is killed with its job leaves no sentence behind."""

# Beyond it a float is no longer an exact whole number.
_EXACT: Final = 2**53


def main(path: str, sheet: str, rows: int) -> None:
    """Write down the rows of the sheet; of the first one to see where none is named."""
    _limit()
    try:
        for line in _told(Path(path), sheet, rows):
            sys.stdout.write(json.dumps(line) + "\n")
    except Unreadable as error:
        _write_fault(error.code, error.row)
    except MemoryError:
        _write_fault(Fault.TOO_MUCH_MEMORY)
    else:
        sys.stdout.write('{"end": true}\n')


def _told(path: Path, wanted: str, rows: int) -> Iterator[Any]:
    with open_package(path) as package:
        head = trimmed(package, rows=rows) if rows else None
        if head is None:
            with path.open("rb") as file:
                yield from _told_of(package, file, wanted)
        else:
            with zipfile.ZipFile(head) as cut:
                yield from _told_of(cut, head, wanted)


def _told_of(package: zipfile.ZipFile, file: IO[bytes], wanted: str) -> Iterator[Any]:
    to_walk = entries_to_walk(package)
    sheet, names = _opened(file, wanted)
    yield {"sheets": names, "sheet": sheet.name}
    yield from _rows(sheet, _amended(package, sheet.name, to_walk))


def _opened(file: IO[bytes], wanted: str) -> tuple[CalamineSheet, list[str]]:
    """The sheet, and the names of those that a person can see."""
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        names = [
            found.name
            for found in book.sheets_metadata
            if found.visible == SheetVisibleEnum.Visible
            and found.typ == SheetTypeEnum.WorkSheet
        ]
        return _sheet(book, names, wanted), names
    except PasswordError as error:
        raise unreadable(Fault.LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise unreadable(Fault.BROKEN_SHEET) from error


def _sheet(book: CalamineWorkbook, names: list[str], wanted: str) -> CalamineSheet:
    if wanted:
        if wanted not in names:
            raise unreadable(Fault.SHEET_GONE)
        return book.get_sheet_by_name(wanted)
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    raise unreadable(Fault.NO_SHEET)


def _amended(
    package: zipfile.ZipFile, sheet: str, to_walk: frozenset[str]
) -> Iterator[Amended]:
    """What reads otherwise; the sheet is walked only where something may."""
    entry = entry_of_sheet(package, sheet)
    styles = styles_that_show_more(package)
    if styles or entry in to_walk:
        yield from amended_rows(pieces_of(package, entry), styles)


def _rows(
    sheet: CalamineSheet, amended: Iterator[Amended]
) -> Iterator[tuple[int, list[str]]]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    nothing: Amended = (sys.maxsize, {})
    other = next(amended, nothing)
    for number, found in enumerate(sheet.iter_rows(), start=1):
        cells = before + [cell if type(cell) is str else _text(cell) for cell in found]
        if other[0] == number:
            cells, other = _with(cells, other[1]), next(amended, nothing)
        if any(cells):
            yield number, _within_limits(cells, number)
    if other is not nothing:
        for number, amendments in chain([other], amended):
            yield number, _within_limits(_with([], amendments), number)


def _with(cells: list[str], amendments: dict[int, str]) -> list[str]:
    cells += [""] * (max(amendments) + 1 - len(cells))
    for column, text in amendments.items():
        cells[column] = text
    return cells


def _within_limits(cells: list[str], number: int) -> list[str]:
    if len(cells) > COLUMNS:
        if any(cells[COLUMNS:]):
            raise unreadable(Fault.TOO_MANY_COLUMNS, row=number)
        cells = cells[:COLUMNS]
    if max(map(len, cells)) > FIELD_CHARACTERS:
        raise unreadable(Fault.LONG_CELL, row=number)
    return cells


def _text(cell: Any) -> str:
    """The cell as a person writes it: no `.0`, 6.14E+20, days as ISO 8601 has them."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < _EXACT:
            return str(int(cell))
        case float():
            return str(cell).upper()
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


def _write_fault(fault: Fault, row: int = 0) -> None:
    sys.stdout.write(json.dumps({"fault": fault.value, "row": row}) + "\n")


def _limit() -> None:
    """Take no more than the limits, where the system can hold us to them."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(
            resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5)
        )
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
