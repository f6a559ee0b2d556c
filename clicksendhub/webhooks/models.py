"""Events as they came in, pushed or fetched, kept raw until they are understood."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone


class EventKind(models.TextChoices):
    INBOUND = "inbound", "reply"
    RECEIPT = "receipt", "receipt"


class EventState(models.TextChoices):
    NEW = "new", "Waiting"
    DONE = "done", "Done"
    UNREADABLE = "unreadable", "Could not be read"


class Origin(models.TextChoices):
    PUSH = "push", "pushed"
    POLL = "poll", "fetched"


class EventQuerySet(models.QuerySet["Event"]):
    def waiting(self, *, now: datetime) -> EventQuerySet:
        """Stored, not settled, and due: in the order in which they became so."""
        waiting = self.filter(state=EventState.NEW, due_at__lte=now)
        return waiting.order_by("due_at", "id")

    def unreadable(self) -> EventQuerySet:
        """Kept for a person to look at."""
        return self.filter(state=EventState.UNREADABLE)


class Event(models.Model):
    """One delivery from ClickSend, unique by account, kind and its own key."""

    # Two indexes less to write at intake: only kept events have a page, and the unique
    # key begins with the account.
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        "credentials.Account",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    key = models.CharField(max_length=80)
    origin = models.CharField(max_length=5, choices=Origin.choices)
    state = models.CharField(
        max_length=10, choices=EventState.choices, default=EventState.NEW
    )
    body = models.TextField()
    content_type = models.CharField(max_length=100, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    # When it is settled at the earliest: later than it came where a try failed, or
    # where the message that it is about is not ours yet.
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "kind", "key"], name="event_once"
            ),
            models.UniqueConstraint(
                fields=["public_id"],
                condition=models.Q(state="unreadable"),
                name="event_page",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(state="new"),
                name="event_waiting",
            ),
            models.Index(
                fields=["account", "id"],
                condition=models.Q(state="unreadable"),
                name="event_unreadable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class PathTest(models.Model):
    """A test reply that we asked ClickSend for, known by its mark in the address."""

    account = models.ForeignKey(
        "credentials.Account", on_delete=models.CASCADE, related_name="+"
    )
    mark_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"path test {self.pk}"


class Intake(models.Model):
    """What we know of the path of one account: last events and polls."""

    account = models.OneToOneField(
        "credentials.Account", primary_key=True, on_delete=models.CASCADE
    )
    last_push_at = models.DateTimeField(null=True, blank=True)
    last_poll_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    poll_fault = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"intake of {self.account_id}"
