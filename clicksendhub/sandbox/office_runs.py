"""Runs office programs: few at once, within limits, and none after the sandbox."""

import atexit
import os
import signal
import subprocess
import threading
from contextlib import suppress

from clicksendhub.sandbox.fetch import UnusableFile

TIMEOUT_SECONDS = 60.0
# Such a program maps far more than it uses.
MEMORY_BYTES = 4 * 1024 * 1024 * 1024
AT_ONCE = 2
INSTEAD = "Save the file as PDF or DOCX and upload that."

_turn = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_running: set[subprocess.Popen[bytes]] = set()
_is_over = threading.Event()


def run(command: list[str], *, surroundings: dict[str, str]) -> None:
    """Run a program to its end, or raise UnusableFile when it has none in time."""
    if not _turn.acquire(timeout=TIMEOUT_SECONDS):
        raise UnusableFile(f"The office program is busy. Try again later. {INSTEAD}")
    try:
        started = _start(command, surroundings)
        try:
            started.wait(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnusableFile(
                f"The file took too long to convert. {INSTEAD}"
            ) from error
        finally:
            _end(started)
    finally:
        _turn.release()


def _start(command: list[str], surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    with _lock:
        if _is_over.is_set():
            raise UnusableFile("The sandbox is stopping.")
        try:
            started = subprocess.Popen(  # noqa: S603 - a fixed program, our own folder
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=surroundings,
                start_new_session=True,
            )
        except OSError as error:
            raise UnusableFile(
                f"The office program of this machine cannot be started. {INSTEAD}"
            ) from error
        _running.add(started)
    _limit(started.pid)
    return started


def _limit(pid: int) -> None:
    """Give a program limited memory, where the system can; its children inherit it."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _end(started: subprocess.Popen[bytes]) -> None:
    # The program starts others; they go together.
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    with _lock:
        _running.discard(started)


@atexit.register
def _end_all() -> None:
    """End what still runs: its threads end with this process and cannot."""
    with _lock:
        _is_over.set()
        left = tuple(_running)
    for started in left:
        _end(started)
