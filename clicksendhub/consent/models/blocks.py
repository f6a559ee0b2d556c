"""Blocked numbers with their evidence; replies that a person must read."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import models
from django.utils import timezone

# Between noting the moment and writing the row.
_AT_ONCE: Final = timedelta(minutes=1)


class BlockSource(models.TextChoices):
    """How a block came about; START lifts only what STOP set."""

    REPLY = "reply", "their reply"
    PERSON = "person", "a person here"
    CLICKSEND = "clicksend", "ClickSend’s opt-out list"
    IMPORT = "import", "an imported list"


BY_A_PERSON: Final = frozenset({BlockSource.PERSON, BlockSource.IMPORT})
"""Somebody here said so: over a STOP it means that START must not lift it."""


class BlockQuerySet(models.QuerySet["Block"]):
    def standing(self) -> BlockQuerySet:
        """Blocks that were not lifted."""
        return self.filter(lifted_at=None)

    def on(self, account_id: int, number: str) -> BlockQuerySet:
        """Blocks of one number for one account, lifted ones among them."""
        return self.filter(account_id=account_id, number=number)

    def ending_by_start(self) -> BlockQuerySet:
        """Standing blocks that their START lifts."""
        return self.standing().filter(source=BlockSource.REPLY, needs_a_person=False)


class Block(models.Model):
    """One number that one account must not text or call. Rows are never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20)
    source = models.CharField(max_length=10, choices=BlockSource.choices)
    # The evidence: their words, when they came, the event that brought them, or who
    # blocked it and why.
    words = models.CharField(max_length=500, blank=True)
    event_key = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Where it came with an old list: which one, and its row there.
    came_with = models.ForeignKey(
        "consent.BlockImport", null=True, on_delete=models.PROTECT, related_name="+"
    )
    row = models.PositiveIntegerField(null=True)
    # When they last asked for it: a START from before that moment lifts nothing.
    asked_at = models.DateTimeField(default=timezone.now)
    # Whether a person blocked the number too, and why: then START lifts it no longer.
    needs_a_person = models.BooleanField(default=False)
    also_because = models.CharField(max_length=500, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    # When the START was sent that lifted it; we may hear of it much later.
    lifted_asked_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_because = models.CharField(max_length=500, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "number"],
                condition=models.Q(lifted_at=None),
                name="block_once",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None) | ~models.Q(lifted_because=""),
                name="block_lifted_for_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "created_at"])]

    def __str__(self) -> str:
        return f"block {self.public_id}"

    @property
    def ends_by_start(self) -> bool:
        """Whether their START lifts it."""
        return self.source == BlockSource.REPLY and not self.needs_a_person

    @property
    def listed_at(self) -> datetime | None:
        """When they asked, by the list that it came with; None where that is silent."""
        is_earlier = self.created_at - self.asked_at > _AT_ONCE
        return self.asked_at if self.came_with_id and is_earlier else None


class ReviewQuerySet(models.QuerySet["Review"]):
    def undecided(self) -> ReviewQuerySet:
        """Those that wait for a person."""
        return self.filter(decision=Review.Decision.OPEN)


class Review(models.Model):
    """A reply with an opt-out word in it that a person must decide on."""

    class Decision(models.TextChoices):
        OPEN = "", "waits"
        BLOCKED = "blocked", "blocked"
        KEPT = "kept", "not an opt-out"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20)
    words = models.CharField(max_length=500)
    event_key = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decision = models.CharField(
        max_length=10, choices=Decision.choices, blank=True, default=Decision.OPEN
    )
    decided_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "event_key"], name="review_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "id"],
                condition=models.Q(decision=""),
                name="review_open",
            )
        ]

    def __str__(self) -> str:
        return f"review {self.public_id}"
