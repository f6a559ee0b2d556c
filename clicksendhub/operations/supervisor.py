"""Keeps the programs of the hub running, heals what hangs, stops all of it together."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import connections

from clicksendhub.operations import greeter, preflight, programs, watchdog
from clicksendhub.operations.children import Child, Program, stop_all

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.2
# Long enough for a pump to finish its round and for a web request to end.
GRACE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What one start of the supervisor runs."""

    parts: tuple[str, ...]
    say: Callable[[str], None]
    log_folder: Path | None = None
    seeds: bool = False


class Supervisor:
    """The loop around the children; it starts them from the main thread alone.

    The kernel ends a child with the *thread* that started it, so no other may.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._signals = 0
        self._children = [self._child(one) for one in programs.programs_for(plan.parts)]
        self._watchdog = watchdog.Watchdog()
        self._greeter = greeter.Greeter(plan.parts, say=plan.say, seeds=plan.seeds)

    def run(self) -> int:
        """Run until a signal says stop; the exit code."""
        lock = preflight.hold_folder(settings.DATA_DIR)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        try:
            self._tend()
            self._watchdog.start()
            self._greeter.start()
            while not self._signals and not self._greeter.silent_part:
                time.sleep(TICK_SECONDS)
                self._tend()
        finally:
            self._stop()
            connections.close_all()
            lock.close()
        return self._judge_start()

    def _tend(self) -> None:
        if self._signals:
            return
        now = time.monotonic()
        for child in self._children:
            is_workers = child.program.name == programs.WORKERS
            if is_workers and self._hangs(child, now):
                child.restart(now, why="no worker takes the work that waits")
            if child.keep_running(now) and is_workers:
                self._watchdog.workers_began()

    def _hangs(self, workers: Child, now: float) -> bool:
        # A group that has just begun is given the time that a stall takes to show.
        lived = now - workers.started_at
        return lived > settings.WORKER_STALL_SECONDS and self._watchdog.workers_hang()

    def _stop(self) -> None:
        self._plan.say("Stopping …")
        self._watchdog.end()
        stop_all(
            self._children, grace=GRACE_SECONDS, in_a_hurry=lambda: self._signals > 1
        )

    def _judge_start(self) -> int:
        part = self._greeter.silent_part
        if not part:
            self._plan.say("Stopped.")
            return 0
        child = next(one for one in self._children if one.program.name == part)
        self._plan.say(
            f"The {part} did not answer within {greeter.PATIENCE_SECONDS:.0f} seconds. "
            f"Its last words were:\n{child.log_tail()}"
        )
        return 1

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        # Counted and no more: an event would lock itself out where the signal comes
        # while the loop holds the event's own lock.
        self._signals += 1

    def _child(self, program: Program) -> Child:
        folder = self._plan.log_folder
        log = folder / f"{program.name}.log" if folder else None
        return Child(program, folder=settings.BASE_DIR, log=log)
