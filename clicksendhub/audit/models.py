"""The trail: one row for each act, with copied names so that it survives deletions."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One act: ids and copied names, no foreign keys, nothing of recipients."""

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    account_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60)
    target = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [
            models.Index(fields=["account_id", "at"]),
            models.Index(fields=["account_id", "target"], name="audit_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.target}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once; an entry is never changed."""
        if self.pk:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: an entry is never deleted."""
        raise TypeError("An audit entry is never deleted.")
