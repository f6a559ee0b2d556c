"""Runs a tool as a process of its own, with little memory and little time.

What reads foreign files may hang, swell or crash; there it takes nobody with it.
"""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from clicksendhub.sandbox.fetch import UnusableFile

PACKAGE = "clicksendhub.sandbox"
ROOT = Path(__file__).parents[2]
MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 10
TIMEOUT_SECONDS = 20.0
AT_ONCE = 2

_turn = threading.BoundedSemaphore(AT_ONCE)


def run(tool: str, *arguments: str, content: bytes) -> bytes:
    """Give a file to a tool of this package and return what it makes of it."""
    command = [sys.executable, "-m", f"{PACKAGE}.{tool}", *arguments]
    try:
        with _turn:
            done = subprocess.run(  # noqa: S603 - our own tool, the file on its input
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT_SECONDS,
                cwd=ROOT,
                # Nothing of the sandbox's own surroundings, which may hold keys.
                env={"LC_ALL": "C.UTF-8"},
                check=True,
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnusableFile("The file cannot be read.") from error
    return done.stdout


def limit_this_process() -> None:
    """Give the process that calls this little memory and time, where possible."""
    with suppress(ImportError):
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, most))
