"""Starts, restarts and stops the programs of the hub, each in its own process group."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from clicksendhub.operations import leash

logger = logging.getLogger(__name__)

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 15.0
# A child that lived this long begins with the shortest delay again.
STEADY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: a module with its arguments; secrets only in the variables."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)


class Child:
    """One program that is kept running; times are seconds of a steady clock."""

    def __init__(self, program: Program, *, folder: Path, log: Path | None) -> None:
        self.program = program
        self._folder = folder
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        # Held open by us alone: its end tells the child that we are gone.
        self._leash: int | None = None
        self._delay = 0.0
        self._due_at = 0.0
        self.started_at = 0.0

    @property
    def pid(self) -> int | None:
        """The number of the running process, which is its group's too."""
        return self._process.pid if self._process else None

    def is_running(self) -> bool:
        """True while the program itself lives."""
        return self._process is not None and self._process.poll() is None

    def keep_running(self, now: float) -> bool:
        """Start it where it is down and its turn has come; True where it did."""
        if self.is_running():
            return False
        if self._process is not None:
            self._bury(now)
        if now < self._due_at:
            return False
        self._start(now)
        return True

    def restart(self, now: float, *, why: str) -> None:
        """Kill the whole group at once; it starts anew when its turn comes."""
        logger.warning("%s: %s; it is started again.", self.program.name, why)
        self.kill()
        self._forget()
        self._due_at = now

    def ask_to_stop(self) -> None:
        """Let the program end by itself."""
        if self.is_running() and self._process:
            self._process.terminate()

    def kill(self) -> None:
        """End the program and all that it started, now."""
        if self._process is None:
            return
        # Unless nobody is left in the group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def log_tail(self) -> str:
        """Its last lines, where it writes to a file of ours."""
        if self._log is None or not self._log.exists():
            return ""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-5:])

    def _start(self, now: float) -> None:
        reading, self._leash = os.pipe()
        words = [sys.executable, "-m", leash.__name__, self.program.module]
        tied = {leash.OWNER: str(os.getpid()), leash.PIPE: str(reading)}
        output = self._open_log()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules alone
                [*words, *self.program.arguments],
                cwd=self._folder,
                env={**os.environ, **self.program.variables, **tied},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=(reading,),
            )
        finally:
            os.close(reading)
            if output:
                output.close()
        self.started_at = now

    def _open_log(self) -> IO[bytes] | None:
        if self._log is None:
            return None
        self._log.parent.mkdir(mode=0o700, exist_ok=True)
        return self._log.open("ab")

    def _bury(self, now: float) -> None:
        # What it forked may have outlived it, and would work beside the next one.
        self.kill()
        lived = now - self.started_at
        longer = max(FIRST_DELAY_SECONDS, self._delay * 2)
        self._delay = 0.0 if lived > STEADY_SECONDS else longer
        self._delay = min(self._delay, LONGEST_DELAY_SECONDS)
        self._due_at = now + self._delay
        code = self._process.returncode if self._process else None
        logger.warning(
            "%s ended (%s); it is started again.", self.program.name, _ending(code)
        )
        self._forget()

    def _forget(self) -> None:
        self._process = None
        if self._leash is not None:
            os.close(self._leash)
            self._leash = None


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"killed by signal {-code}"
    return f"exit code {code}"


def stop_all(
    children: list[Child], *, grace: float, in_a_hurry: Callable[[], bool]
) -> None:
    """Ask every child to end, wait, then kill what is left with all its forks."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + grace
    while any(child.is_running() for child in children):
        if time.monotonic() > deadline or in_a_hurry():
            break
        time.sleep(0.05)
    for child in children:
        child.kill()
