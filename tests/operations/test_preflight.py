"""The looks before a start: each obstacle is one plain sentence with a way on."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from clicksendhub.operations import preflight


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(1)
        yield held.getsockname()[1]


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def run(folder: Path, *more: str) -> int:
    ports = ["--port", str(free_port()), "--sandbox-port", str(free_port())]
    return preflight.main(["--data-folder", str(folder), *ports, *more])


def test_new_data_folder_is_for_its_owner_alone(tmp_path: Path):
    folder = tmp_path / "deep" / "var"
    assert run(folder) == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_folder_open_to_others_is_refused_with_the_command_that_closes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    (folder / "hub.sqlite3").write_bytes(b"")
    assert run(folder) == 1
    assert f"chmod 700 {folder}" in capsys.readouterr().err


def test_empty_folder_open_to_others_is_closed_quietly(tmp_path: Path):
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    assert run(folder) == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_taken_port_is_named_with_its_option(
    tmp_path: Path, taken_port: int, capsys: pytest.CaptureFixture[str]
):
    assert run(tmp_path / "var", "--port", str(taken_port)) == 1
    said = capsys.readouterr().err
    assert f"port {taken_port}" in said
    assert "--port" in said


def test_taken_port_of_the_sandbox_names_its_own_option(
    tmp_path: Path, taken_port: int, capsys: pytest.CaptureFixture[str]
):
    assert run(tmp_path / "var", "--sandbox-port", str(taken_port)) == 1
    assert "--sandbox-port" in capsys.readouterr().err


def test_full_disk_says_how_much_room_is_needed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    little = shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: little)
    assert run(tmp_path / "var") == 1
    assert "is full. Make 50 MB of room" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_folder_that_cannot_be_written_says_so(
    number: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def refuse(self: Path, _content: bytes) -> int:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert run(tmp_path / "var") == 1
    said = capsys.readouterr().err
    assert "cannot be written to" in said
    assert "HUB_DATA_DIR" in said


def test_file_in_the_place_of_the_folder_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "var").write_text("")
    assert run(tmp_path / "var") == 1
    assert "is a file" in capsys.readouterr().err


def test_second_hub_in_one_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "var"
    preflight.open_data_folder(folder)
    lock = preflight.hold_folder(folder)
    assert run(folder) == 1
    assert "already running" in capsys.readouterr().err
    lock.close()
    assert run(folder) == 0


def test_reset_removes_the_demo_and_leaves_what_others_put_there(tmp_path: Path):
    folder = tmp_path / "var"
    preflight.open_data_folder(folder)
    for name in ("hub.sqlite3", "hub.sqlite3-wal", "demo.json", "notes.txt"):
        (folder / name).write_text("x")
    (folder / "logs").mkdir()
    (folder / "logs" / "web.log").write_text("x")
    assert run(folder, "--reset") == 0
    left = {path.name for path in folder.iterdir()}
    assert left == {"notes.txt", preflight.LOCK_NAME}


def test_reset_of_a_running_hub_removes_nothing(tmp_path: Path):
    folder = tmp_path / "var"
    preflight.open_data_folder(folder)
    (folder / "hub.sqlite3").write_text("x")
    lock = preflight.hold_folder(folder)
    assert run(folder, "--reset") == 1
    assert (folder / "hub.sqlite3").exists()
    lock.close()
