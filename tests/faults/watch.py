"""``python -m tests.faults.watch``: sweeps, and mends the workers when they hang.

What the supervisor of the product does for them, without its other children. Ends when
its standard input does, so that it never outlives the test. With ``--blind`` it plays
an engine without reconciliation: whatever is in doubt simply goes again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import django
from django.utils import timezone

SWEEP_SECONDS = 0.3
# A young group has not had time to take anything.
GRACE_SECONDS = 3.0


class Group:
    """One worker group in a session of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.workers"],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )
        self._started = time.monotonic()

    @property
    def wants_restart(self) -> bool:
        """Its main process is gone, or work waits while a worker ought to be free."""
        from clicksendhub.jobs import health

        if self._process.poll() is not None:
            return True
        is_young = time.monotonic() - self._started < GRACE_SECONDS
        return not is_young and health.is_stalled(timezone.now())

    def kill(self) -> int:
        """End all of it at once; how its main process ended."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()


def main() -> None:
    """Watch until standard input ends."""
    django.setup()
    from clicksendhub.jobs import health, sweeps

    is_blind = "--blind" in sys.argv
    over = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(over,), daemon=True).start()
    group = Group()
    while not over.wait(SWEEP_SECONDS):
        if group.wants_restart:
            ended = group.kill()
            health.forget_what_was_queued()
            group = Group()
            print(ended, flush=True)  # noqa: T201 - read by the test
        sweeps.run_all(timezone.now())
        if is_blind:
            send_again_whatever_is_in_doubt()
    group.kill()


def send_again_whatever_is_in_doubt() -> None:
    """What an engine without reconciliation does."""
    from clicksendhub.dispatch.models import Batch
    from clicksendhub.dispatch.states import State
    from messaging.models import Message

    Message.objects.filter(state=State.IN_DOUBT).update(state=State.QUEUED)
    Batch.objects.filter(state="in_doubt").update(state="settled")


def _wait_for_the_end(over: threading.Event) -> None:
    sys.stdin.read()
    over.set()


if __name__ == "__main__":
    main()
