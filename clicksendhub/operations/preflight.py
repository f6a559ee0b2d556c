"""Looks at the data folder and the ports before anything starts; says what is wrong.

Uses the standard library alone: it runs before the environment is made.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import os
import shutil
import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path

LOCK_NAME = "supervisor.lock"
NEEDED_BYTES = 50 * 1024 * 1024
# What a demo leaves in its folder; `--reset` removes these names and nothing else.
OWN_FILES = (
    "hub.sqlite3",
    "sandbox.sqlite3",
    "secret_key",
    "keyring",
    "demo.json",
)
OWN_FOLDERS = ("logs", "media")


class NotReady(Exception):
    """The hub cannot start; the text says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Check what was named on the command line; 1 and a sentence where it fails."""
    options = _parser().parse_args(arguments)
    try:
        open_data_folder(options.data_folder)
        refuse_second_start(options.data_folder)
        if options.reset:
            empty_data_folder(options.data_folder)
        refuse_taken_port(options.port, option="--port", what="The hub")
        refuse_taken_port(
            options.sandbox_port, option="--sandbox-port", what="The sandbox"
        )
    except NotReady as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def open_data_folder(folder: Path) -> None:
    """Make the folder where it is missing; refuse one that cannot serve."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_private(folder)
        free = shutil.disk_usage(folder).free
        if free < NEEDED_BYTES:
            raise OSError(errno.ENOSPC, "no room")
        _try_writing(folder)
    except OSError as error:
        raise NotReady(_folder_sentence(folder, error)) from error


def _keep_private(folder: Path) -> None:
    if not stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return
    if any(folder.iterdir()):
        raise NotReady(
            f"The data folder {folder} is open to other users of this machine. "
            f"Close it with: chmod 700 {folder}"
        )
    folder.chmod(0o700)


def _try_writing(folder: Path) -> None:
    trial = folder / f".trial-{os.getpid()}"
    try:
        trial.write_bytes(b"\0" * 65536)
    finally:
        trial.unlink(missing_ok=True)


def _folder_sentence(folder: Path, error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            f"The disk that holds {folder} is full. Make {NEEDED_BYTES >> 20} MB of "
            "room, or name another folder with HUB_DATA_DIR, and start again."
        )
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return f"{folder} is a file, not a folder. Name another with HUB_DATA_DIR."
    return (
        f"The data folder {folder} cannot be written to ({error.strerror}). Give "
        "yourself the right, or name another folder with HUB_DATA_DIR."
    )


def refuse_second_start(folder: Path) -> None:
    """Two hubs in one folder would fight over it."""
    hold_folder(folder).close()


class FolderLock:
    """Held as long as the hub runs from a folder; the kernel lets go when it dies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def close(self) -> None:
        """Let the folder go."""
        os.close(self._descriptor)


def hold_folder(folder: Path) -> FolderLock:
    """Take the folder for one supervisor; NotReady where another has it."""
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise NotReady(
            f"The hub is already running from {folder}. Stop that one with Ctrl-C, or "
            "name another folder with HUB_DATA_DIR and another port with --port."
        ) from error
    return FolderLock(descriptor)


def empty_data_folder(folder: Path) -> None:
    """Remove what the demo made itself; what others put there stays."""
    for name in OWN_FILES:
        for suffix in ("", "-wal", "-shm", "-journal"):
            (folder / f"{name}{suffix}").unlink(missing_ok=True)
    for name in OWN_FOLDERS:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder / name)


def refuse_taken_port(port: int, *, option: str, what: str) -> None:
    """NotReady where nothing can listen on ``port`` of this machine."""
    with socket.socket() as probe:
        # As the servers do: a port whose last connections only linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except PermissionError as error:
            raise NotReady(
                f"{what} may not listen on port {port}: ports below 1024 need special "
                f"rights. Choose another with {option}, for example {option} 8090."
            ) from error
        except OSError as error:
            raise NotReady(
                f"{what} cannot listen on port {port}: another program uses it. "
                f"Choose another with {option}, for example {option} {_example(port)}."
            ) from error


def _example(port: int) -> int:
    return port + 10 if port + 10 < 65535 else port - 10


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="preflight", description=__doc__)
    parser.add_argument("--data-folder", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--sandbox-port", type=int, required=True)
    parser.add_argument("--reset", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
