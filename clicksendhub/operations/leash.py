"""Runs a module so that it, and every process it forks, ends when its parent ends.

    python -m clicksendhub.operations.leash MODULE [ARGUMENTS…]

On Linux the kernel does it, from each process to its parent. Elsewhere the module
watches a pipe whose other end the supervisor holds, and takes its whole group along.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys
import threading
from collections.abc import Callable

OWNER = "HUB_LEASH_OWNER"
PIPE = "HUB_LEASH_PIPE"
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


def main(arguments: list[str]) -> None:
    """Tie this process to the one that started it, then become the module."""
    owner, pipe = int(os.environ.pop(OWNER)), int(os.environ.pop(PIPE))
    sys.argv = arguments
    if not tie_to_parent(owner):
        tie_to_pipe(pipe)
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def tie_to_parent(owner: int) -> bool:
    """Let the kernel kill this process, and later its forks, with their parents.

    The wish is not inherited by a fork, so each fork repeats it. False where the
    system cannot do it.
    """
    wish = _death_wish()
    if wish is None:
        return False
    parent = [owner]

    def remember() -> None:
        parent[0] = os.getpid()

    def repeat() -> None:
        wish()
        # The parent may have died between the fork and the wish.
        if os.getppid() != parent[0]:
            os._exit(1)

    repeat()
    os.register_at_fork(before=remember, after_in_child=repeat)
    return True


def _death_wish() -> Callable[[], object] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (AttributeError, OSError):
        return None

    def wish() -> object:
        return prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)

    return wish if wish() == 0 else None


def tie_to_pipe(pipe: int) -> None:
    """Kill this process group as soon as nobody holds the other end of the pipe."""

    def watch() -> None:
        os.read(pipe, 1)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, name="leash", daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
