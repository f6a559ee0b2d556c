"""Reads spreadsheets through a process of its own, which may fail in our stead."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from clicksendhub.lib.tables.values import Fault, Kind, Layout, Row
from clicksendhub.lib.tables.words import unreadable

_PROCESS: Final = "clicksendhub.lib.tables.sheet_process"
_ROWS_OF_A_LOOK: Final = 1_000
_WAITING_SECONDS: Final = 2
ROOT: Final = Path(__file__).parents[3]
# What Python needs to start; no key of ours travels along.
_SURROUNDINGS: Final = (
    "PATH",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "TMPDIR",
)
# How the system ends a process at its limits; what kills outright is short of memory.
_ENDS: Final = {
    "SIGXCPU": Fault.TOO_SLOW,
    "SIGKILL": Fault.TOO_MUCH_MEMORY,
    "SIGABRT": Fault.TOO_MUCH_MEMORY,
    "SIGSEGV": Fault.TOO_MUCH_MEMORY,
}
_SEVERAL: Final = (
    "The file has {count} sheets; “{sheet}” is read. "
    "Choose another one if the rows stand there."
)


def sheet_layout(path: Path) -> Layout:
    """How the file is to be read, but for its heading row. Raises Unreadable."""
    with closing(_told(path, "", _ROWS_OF_A_LOOK)) as told:
        found = next(told)
    sheets, sheet = tuple(found["sheets"]), found["sheet"]
    doubts = (_SEVERAL.format(count=len(sheets), sheet=sheet),) if sheets[1:] else ()
    return Layout(kind=Kind.SHEET, sheet=sheet, sheets=sheets, doubts=doubts)


def sheet_rows(
    path: Path, layout: Layout, waiting: Callable[[], None] | None = None
) -> Generator[Row]:
    """Every row of the sheet that holds something. Raises Unreadable.

    `waiting` is called every few seconds until the sheet is open.
    """
    return _rows(path, layout.sheet, 0, waiting)


def first_sheet_rows(path: Path, layout: Layout) -> Generator[Row]:
    """The rows that a look needs, without the time that a large sheet takes."""
    return _rows(path, layout.sheet, layout.heading_row + _ROWS_OF_A_LOOK)


def _rows(
    path: Path, sheet: str, most: int, waiting: Callable[[], None] | None = None
) -> Generator[Row]:
    with closing(_told(path, sheet, most, waiting)) as told:
        next(told)
        for number, cells in told:
            yield Row(number, cells)


def _told(
    path: Path, sheet: str, rows: int, waiting: Callable[[], None] | None = None
) -> Generator[Any]:
    """What the process writes down, up to its end. Raises Unreadable."""
    with _started(path, sheet, rows) as process:
        if waiting:
            _await(_out(process), waiting)
        for line in _lines_of(process):
            told = _read(line)
            if isinstance(told, dict) and "fault" in told:
                raise unreadable(Fault(told["fault"]), row=told["row"])
            if isinstance(told, dict) and "end" in told:
                return
            yield told
        raise unreadable(_fault_of_end(process.wait()))


@contextmanager
def _started(path: Path, sheet: str, rows: int) -> Iterator[subprocess.Popen[bytes]]:
    known = {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own module; the path is no option
        _command(path, sheet, rows),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=known,
    )
    try:
        yield process
    finally:
        process.kill()
        _out(process).close()
        process.wait()


def _command(path: Path, sheet: str, rows: int) -> list[str]:
    arguments = [str(path.resolve()), sheet, str(rows)]
    return [sys.executable, "-X", "utf8", "-m", _PROCESS, *arguments]


def _await(out: IO[bytes], waiting: Callable[[], None]) -> None:
    """Until the first line is there; not at all where the system knows no such wait."""
    with suppress(OSError):
        while not select.select([out], [], [], _WAITING_SECONDS)[0]:
            waiting()


def _lines_of(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Whole lines alone; the last one of a process that died may be half."""
    return (line for line in _out(process) if line.endswith(b"\n"))


def _read(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise unreadable(Fault.BROKEN_SHEET) from error


def _out(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise RuntimeError("the process was started without a pipe")
    return process.stdout


def _fault_of_end(code: int) -> Fault:
    faults = {
        -getattr(signal, name): fault
        for name, fault in _ENDS.items()
        if hasattr(signal, name)
    }
    return faults.get(code, Fault.BROKEN_SHEET)
