"""Spreadsheets on their way in: draft and choices, the sum, rows to look at."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from contacts.models.changes import Change
from contacts.models.lists import ContactList


class ImportState(models.TextChoices):
    """Where an import stands; up to CHECKED it is a draft that changed nothing."""

    DRAFT = "draft", "Draft"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    IMPORTING = "importing", "Importing"
    STOPPED = "stopped", "Stopped half-way"
    DONE = "done", "Done"
    FAILED = "failed", "Could not be read"
    UNDOING = "undoing", "Being undone"
    HALTED = "halted", "Undone half-way"
    UNDONE = "undone", "Undone"


class Policy(models.TextChoices):
    """What becomes of people who are in the list already."""

    LEAVE = "leave", "Leave them as they are"
    FILL = "fill", "Fill in what is blank"
    REPLACE = "replace", "Take the values of the file, where it has any"


class Duplicates(models.TextChoices):
    """Which row counts where a file holds the same person twice."""

    FIRST = "first", "The first row"
    LAST = "last", "The last row"


class Import(models.Model):
    """One file on its way into one list."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # When somebody, or its check, last did something to the draft.
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.DRAFT
    )
    # The file as it came, in a folder of its own with the plan; removed after its days.
    file = models.FileField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    file_size = models.BigIntegerField()
    # How it is read (lib.tables.Layout), its headings, and what each column is: the
    # name of a field or of a custom field, "new:" and a label, or nothing.
    layout = models.JSONField(default=dict)
    headings = models.JSONField(default=list, blank=True)
    # The first rows, number and cells each, for pages that show them: go with the file.
    first_rows = models.JSONField(default=list, blank=True)
    # What the rows of a sheet go by once they are written out, while it is checked.
    plain = models.CharField(max_length=40, blank=True)
    headings_hash = models.CharField(max_length=64, blank=True)
    # About how many rows it has; 0 where only reading it tells.
    rows_expected = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=list, blank=True)
    # The names of the fields that the import made, by their "new:" and label.
    made_fields = models.JSONField(default=dict, blank=True)
    country = models.CharField(max_length=2, blank=True)
    policy = models.CharField(
        max_length=10, choices=Policy.choices, default=Policy.FILL
    )
    duplicates = models.CharField(
        max_length=10, choices=Duplicates.choices, default=Duplicates.FIRST
    )
    # Into which list: one that is there, or a new one by name.
    contact_list = models.ForeignKey(
        ContactList, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    new_list_name = models.CharField(max_length=100, blank=True)
    keeps_in_step = models.BooleanField(default=True)
    has_made_list = models.BooleanField(default=False)
    # The sum: new + changed + same + duplicate + rejected = rows; blocked beside it.
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    blocked = models.PositiveIntegerField(default=0)
    # What the check foresaw of them, kept once it is imported.
    foreseen = models.JSONField(default=dict, blank=True)
    # The job: how many rows it is done with, how fast it is, and who holds it.
    cursor = models.PositiveIntegerField(default=0)
    piece = models.PositiveIntegerField(default=0)
    # The newest contact before it began: what it made comes after.
    born_after = models.BigIntegerField(default=0)
    rows_per_second = models.FloatField(default=0)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    # How often in a row something broke that nobody foresaw.
    tries = models.PositiveSmallIntegerField(default=0)
    wants_stop = models.BooleanField(default=False)
    trouble = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    # Since when it waits for the list, or has it: of several the first goes first.
    queued_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    change = models.OneToOneField(
        Change, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "-created_at"]),
            models.Index(
                fields=["lease_until"],
                condition=models.Q(state__in=("checking", "importing", "undoing")),
                name="import_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("contacts:import", args=[self.public_id])


class ImportPiece(models.Model):
    """Some rows of the sealed plan: what they say is in a file, where they are is here.

    A piece is there once it is committed; a file without one is of a worker that died.
    """

    of_import = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="pieces", db_index=False
    )
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    first_row = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField()
    # Key, row and class of each row: imports.seen.Index.
    index = models.BinaryField()
    # Rows that were mended since, and stand in a later piece or in none.
    left_out = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of_import", "number"], name="import_piece_once"
            )
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of an import"


class Outcome(models.TextChoices):
    """What becomes of a row that a person may want to look at."""

    REJECTED = "rejected", "Rejected"
    DUPLICATE = "duplicate", "Duplicate"
    WARNED = "warned", "Taken, with a doubt"
    MENDED = "mended", "Mended by hand"


class ImportRow(models.Model):
    """A row of the file with something to say about it, and its mending by hand."""

    of_import = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="told", db_index=False
    )
    # As the person's own program counts them: the first line of the file is 1.
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # What is the matter, in which column of the file (from 0), with which value.
    code = models.CharField(max_length=40, blank=True)
    column = models.PositiveSmallIntegerField(null=True)
    raw = models.CharField(max_length=200, blank=True)
    sentence = models.CharField(max_length=400, blank=True)
    # Of a duplicate: the row that counts.
    other_row = models.PositiveIntegerField(null=True)
    # The row as it was read, and the cells that a person wrote instead, by column.
    cells = models.JSONField(default=list)
    mended = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_import", "row"], name="import_row_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["of_import", "outcome", "code", "row"],
                name="import_row_by_code",
            )
        ]

    def __str__(self) -> str:
        return f"row {self.row} of an import"
