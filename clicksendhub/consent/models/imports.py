"""Old block lists on their way in: the file, the choices, and each row until it is in.

Up to CHECKED an import is a draft that blocked nobody.
"""

from __future__ import annotations

import uuid
from typing import ClassVar, Final

from django.db import models
from django.urls import reverse
from django.utils import timezone

from clicksendhub.lib.phone import pretty


class ImportState(models.TextChoices):
    """Where an import stands."""

    DRAFT = "draft", "Draft"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    IMPORTING = "importing", "Importing"
    DONE = "done", "Done"
    FAILED = "failed", "Could not be read"


AT_WORK: Final = frozenset({ImportState.CHECKING, ImportState.IMPORTING})
"""A job has something to do."""


class Outcome(models.TextChoices):
    """What becomes of a row; each row has one, so that they sum up to the rows."""

    NEW = "new", "New"
    LIFTED = "lifted", "Unblocked here before"
    KNOWN = "known", "Blocked already"
    DOUBLE = "double", "Twice in the file"
    REJECTED = "rejected", "Rejected"


class BlockImport(models.Model):
    """One file of numbers that are to be blocked in one account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.DRAFT
    )
    # As it came; removed once it is imported. Its name stays, it is evidence.
    file = models.FileField(upload_to="block-lists/", max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    # How it is read (lib.tables.Layout), and which columns of it count (from 0).
    layout = models.JSONField(default=dict)
    number_column = models.PositiveSmallIntegerField(default=0)
    date_column = models.PositiveSmallIntegerField(null=True, blank=True)
    reason_column = models.PositiveSmallIntegerField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    # Whether who was unblocked here before is blocked again.
    takes_lifted = models.BooleanField(default=False)
    # The sum: new + lifted + known + double + rejected = rows; blocked: by this import.
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    lifted = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    double = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    blocked = models.PositiveIntegerField(default=0)
    # How often it was checked, so that a job of an earlier check writes no more; and
    # how far the job came: a row of the file.
    checks = models.PositiveIntegerField(default=0)
    cursor = models.PositiveBigIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["account", "-created_at"], name="block_import_of_account"
            ),
            models.Index(
                fields=["state"],
                condition=~models.Q(state="done"),
                name="block_import_not_done",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.public_id} of a block list"

    def get_absolute_url(self) -> str:
        return reverse("consent:import", args=[self.public_id])

    @property
    def rows_words(self) -> str:
        """“1 row”, “1,204 rows”."""
        return "1 row" if self.rows == 1 else f"{self.rows:,} rows"

    @property
    def to_block(self) -> int:
        """How many numbers are blocked, or will be."""
        return self.new + (self.lifted if self.takes_lifted else 0)


class BlockImportRow(models.Model):
    """One row of the file as it was understood; rejected ones outlive the import."""

    of_import = models.ForeignKey(
        BlockImport, on_delete=models.CASCADE, related_name="told", db_index=False
    )
    # As the person’s own program counts them: the first line of the file is 1.
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # The number as it stands in the file, and as it was understood.
    raw = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    # Why it was rejected, or what to look at though it was taken.
    sentence = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of_import", "row"], name="block_import_row_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["of_import", "outcome", "row"], name="block_import_row_outcome"
            ),
            models.Index(
                fields=["of_import", "number"], name="block_import_row_number"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.row} of a block list"

    @property
    def shown(self) -> str:
        """The number as people read it."""
        return pretty(self.number) if self.number else ""
