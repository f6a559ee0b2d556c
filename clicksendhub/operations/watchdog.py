"""The thread that sweeps for due work every few seconds and notices a worker hang."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from clicksendhub.jobs import health, sweeps
from clicksendhub.operations.models import HeartbeatName, beat

logger = logging.getLogger(__name__)


class Watchdog(threading.Thread):
    """Beside the supervisor's loop, so that a slow database never delays a restart."""

    def __init__(self) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._ended = threading.Event()
        self._workers_began = threading.Event()
        self._stalled = threading.Event()

    def run(self) -> None:
        """Sweep until told to end."""
        while not self._ended.wait(settings.SWEEP_SECONDS):
            self.look(timezone.now())
        connections.close_all()

    def end(self) -> None:
        """Sweep no more; a sweep under way is waited for, but not for long."""
        self._ended.set()
        if self.is_alive():
            self.join(timeout=5)

    def workers_began(self) -> None:
        """A new worker group was started: what the last one had taken is gone."""
        self._stalled.clear()
        self._workers_began.set()

    def workers_hang(self) -> bool:
        """True where work waits that a free worker ought to have taken."""
        return self._stalled.is_set()

    def look(self, now: datetime) -> None:
        """One round; whatever fails is logged and tried again in the next."""
        try:
            close_old_connections()
            if self._workers_began.is_set():
                health.forget_what_was_queued()
                self._workers_began.clear()
            sweeps.run_all(now)
            beat(HeartbeatName.SWEEP, now=now)
            self._judge(now)
        except Exception:  # the database may be away; it comes back
            logger.exception("The sweep could not be made.")
            close_old_connections()

    def _judge(self, now: datetime) -> None:
        if health.is_stalled(now) and not self._workers_began.is_set():
            self._stalled.set()
