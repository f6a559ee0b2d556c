"""The job that proves that the workers take work."""

from __future__ import annotations

from django.utils import timezone

from clicksendhub.operations.models import HeartbeatName, beat


def show_life(_key: str) -> None:
    """Keep that a worker took a job just now."""
    beat(HeartbeatName.WORKERS, now=timezone.now())
