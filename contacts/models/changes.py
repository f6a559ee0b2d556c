"""Acts on many people, with what was there before, so that they can be undone."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from contacts.models.lists import ContactList


class ChangeKind(models.TextChoices):
    """What was done to them."""

    IMPORT = "import", "Imported"
    DELETE = "delete", "Deleted"
    MOVE = "move", "Moved"
    COPY = "copy", "Copied"
    MERGE = "merge", "Merged"


class ChangeState(models.TextChoices):
    """Where an act stands; large ones are done by a job, in pieces."""

    WAITING = "waiting", "Waiting"
    WORKING = "working", "Under way"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped half-way"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


class Change(models.Model):
    """One act on people; until ``undo_until`` it can be taken back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    # Where they were, and where they went; either may be empty.
    from_list = models.ForeignKey(
        ContactList, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_list = models.ForeignKey(
        ContactList, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    state = models.CharField(
        max_length=10, choices=ChangeState.choices, default=ChangeState.WAITING
    )
    by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    # Whom it is about, for the job: {"ids": [...]} or {"query": "…"} of a search.
    selection = models.JSONField(default=dict, blank=True)
    planned = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # People who were left as they are, by reason.
    left = models.JSONField(default=dict, blank=True)
    # How far the job came: a primary key, or a row of a file.
    cursor = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-created_at"])]

    def __str__(self) -> str:
        return f"change {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("contacts:change", args=[self.public_id])


class ChangedRow(models.Model):
    """One contact that an act changed: all its columns before, none if it was made.

    Whom an import made stands here once their version is another than at their birth.
    """

    change = models.ForeignKey(
        Change, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    contact_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    # Its version after the act: changed since, it is not overwritten by an undo.
    version_after = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["change", "contact_id"], name="changed_row_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["contact_id"], name="changed_row_by_contact")
        ]

    def __str__(self) -> str:
        return f"changed row {self.pk}"
