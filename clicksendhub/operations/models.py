"""Signs of life: when the sweep and the workers were last seen at work."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class HeartbeatName(models.TextChoices):
    """Whose sign of life it is."""

    SWEEP = "sweep", "the sweep"
    WORKERS = "workers", "the workers"


class Heartbeat(models.Model):
    """When one part of the hub was last seen at work, on whatever machine."""

    name = models.CharField(
        max_length=20, choices=HeartbeatName.choices, primary_key=True
    )
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_name_display()} at {self.beat_at:%Y-%m-%d %H:%M:%S}"


def beat(name: str, *, now: datetime) -> None:
    """Keep that this part is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})


def last_beat(name: str) -> datetime | None:
    """When this part was last seen; None where it never was."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
