"""Asks the workers for a sign of life, so that a hang shows while nobody sends."""

from __future__ import annotations

from datetime import datetime, timedelta

from clicksendhub.jobs import nudge
from clicksendhub.operations.models import HeartbeatName, last_beat

ASK_EVERY = timedelta(seconds=10)


def ask_workers(now: datetime) -> None:
    """Part of the sweep: a small job where the last sign of life is old."""
    seen = last_beat(HeartbeatName.WORKERS)
    if seen is None or now - seen > ASK_EVERY:
        nudge("clicksendhub.operations.tasks.show_life")
