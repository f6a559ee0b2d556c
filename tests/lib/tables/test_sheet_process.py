"""The process that opens spreadsheets: it ends with its reader, and within limits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clicksendhub.lib.tables import (
    Fault,
    Unreadable,
    find_layout,
    rows_of,
    sheets,
    xlsx_pieces,
)
from tests.files.imports.make_files import FOLDER

ROWS = 20_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = ([f"Zoe {at}", "0491570156"] for at in range(ROWS))
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"".join(xlsx_pieces(["Name", "Phone"], made)))
    return path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started, in order."""
    known: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def starting(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        known.append(start(*arguments, **named))
        return known[-1]

    monkeypatch.setattr(subprocess, "Popen", starting)
    return known


def standing_in(program: str) -> list[str]:
    """A process that behaves otherwise, in place of ours."""
    return [sys.executable, "-c", program]


def test_it_ends_when_its_reader_stops(
    path: Path, started: list[subprocess.Popen[bytes]]
):
    layout = find_layout(path, name="people.xlsx")

    rows: Iterator[Any] = rows_of(path, layout)
    next(rows)
    rows.close()  # type: ignore[attr-defined]

    assert started
    assert all(process.returncode is not None for process in started)


def test_killed_from_outside_it_is_a_sentence(
    path: Path, started: list[subprocess.Popen[bytes]]
):
    rows = rows_of(path, find_layout(path, name="people.xlsx"))
    next(rows)

    os.kill(started[-1].pid, signal.SIGKILL)

    with pytest.raises(Unreadable) as caught:
        list(rows)
    assert caught.value.code is Fault.TOO_MUCH_MEMORY


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        ("import os; os.abort()", Fault.TOO_MUCH_MEMORY),
        ("import os; os.kill(os.getpid(), 24)", Fault.TOO_SLOW),
        ("import sys; sys.exit(1)", Fault.BROKEN_SHEET),
        ("print('{\"sheets\": [', end='')", Fault.BROKEN_SHEET),
        ("print('not JSON')", Fault.BROKEN_SHEET),
        ("", Fault.BROKEN_SHEET),
    ],
)
def test_however_it_ends_a_person_reads_a_sentence(
    program: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sheets, "_command", lambda *_: standing_in(program))

    with pytest.raises(Unreadable) as caught:
        find_layout(FOLDER / "xlsx-plain.xlsx", name="people.xlsx")

    assert caught.value.code is fault


def test_it_takes_no_more_memory_than_it_may(monkeypatch: pytest.MonkeyPatch):
    path = FOLDER / "xlsx-plain.xlsx"
    program = (
        "from clicksendhub.lib.tables import sheet_process as it\n"
        "it.MEMORY_BYTES = 1\n"
        f"it.main({str(path)!r}, '', 0)\n"
    )
    monkeypatch.setattr(sheets, "_command", lambda *_: standing_in(program))

    with pytest.raises(Unreadable) as caught:
        find_layout(path, name="people.xlsx")

    assert caught.value.code is Fault.TOO_MUCH_MEMORY


def test_no_secret_of_ours_travels_with_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HUB_SECRET_KEY", "secret")
    monkeypatch.setattr(
        sheets,
        "_command",
        lambda *_: standing_in(
            "import os, json; print(json.dumps({'sheets': [*os.environ], 'sheet': ''}))"
        ),
    )

    layout = sheets.sheet_layout(FOLDER / "xlsx-plain.xlsx")

    assert "PATH" in layout.sheets
    assert "HUB_SECRET_KEY" not in layout.sheets
