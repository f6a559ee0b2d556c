"""One row for each kind of background work: is it asked for, running, since when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Nudge(models.Model):
    """A request to run ``task`` for ``key``; asked for twice it is queued once."""

    task = models.CharField(max_length=60)
    key = models.CharField(max_length=60, blank=True)
    queued_at = models.DateTimeField(null=True)
    # Since when it waits; asking again renews `queued_at`, never this.
    waiting_since = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    pid = models.PositiveIntegerField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "key"], name="nudge_once")
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}".strip()
