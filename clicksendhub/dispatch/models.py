"""What the engine keeps: the abstract send and recipient, batches, unusual moves."""

from __future__ import annotations

import secrets
import time
import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from clicksendhub.dispatch.indexes import WholeValueIndex
from clicksendhub.dispatch.querysets import BatchQuerySet, SendQuerySet
from clicksendhub.dispatch.states import SendState, State


def new_reference() -> str:
    """A fresh opaque reference: 32 hex digits, nothing personal, goes to ClickSend.

    They begin with the time, so that the rows of a call lie together in the index.
    """
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


class BatchState(models.TextChoices):
    """Where one call stands."""

    OPEN = "open", "under way"
    SETTLED = "settled", "settled"
    IN_DOUBT = "in_doubt", "being looked up"


class LookPlan(models.TextChoices):
    """How the rows of a call are looked up: whichever takes fewer calls."""

    WINDOW = "window", "every page of those minutes"
    ROWS = "rows", "number by number"


class Batch(models.Model):
    """One call that sends: who holds it, until when, and the looks at history.

    Committed before the request leaves, so that a crash leaves a trace.
    """

    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=BatchState.choices, default=BatchState.OPEN
    )
    size = models.PositiveIntegerField(default=0)
    lease_token = models.CharField(max_length=32)
    lease_until = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)
    # Looking the rows up afterwards: when next, by whom, and what was seen so far.
    next_look_at = models.DateTimeField(null=True)
    look_token = models.CharField(max_length=32, blank=True)
    # How far the look under way has come: the next page, or the last row.
    look_plan = models.CharField(max_length=10, choices=LookPlan.choices, blank=True)
    look_cursor = models.BigIntegerField(default=0)
    look_has_witness = models.BooleanField(default=False)
    absent_looks = models.PositiveSmallIntegerField(default=0)
    blind_looks = models.PositiveSmallIntegerField(default=0)

    objects = BatchQuerySet["Batch"].as_manager()

    class Meta:
        verbose_name_plural = "batches"
        indexes: ClassVar = [
            models.Index(
                fields=["lease_until"],
                condition=models.Q(state="open"),
                name="batch_leases",
            ),
            models.Index(
                fields=["next_look_at"],
                condition=models.Q(state="in_doubt"),
                name="batch_looks",
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class Sending(models.Model):
    """One act of sending, whatever the channel. The products add what is theirs."""

    class Purpose(models.TextChoices):
        SERVICE = "service", "service"
        MARKETING = "marketing", "marketing"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(max_length=10)
    purpose = models.CharField(
        max_length=10, choices=Purpose.choices, default=Purpose.SERVICE
    )
    state = models.CharField(
        max_length=10, choices=SendState.choices, default=SendState.DRAFT
    )
    # How many rows were written at Check; the sum on the page is held against it.
    planned_total = models.PositiveIntegerField(default=0)
    # False: each call carries one recipient and never waits behind a batch.
    is_bulk = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    released_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # As it was promised: wall time and zone, for people and for changed clock rules.
    due_wall = models.CharField(max_length=16, blank=True)
    due_zone = models.CharField(max_length=64, blank=True)
    send_before = models.DateTimeField(null=True, blank=True)
    last_claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # One form is one send, however often it is posted.
    form_token = models.UUIDField(null=True, blank=True, unique=True)

    objects = SendQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"send {self.public_id}"


class Outgoing(models.Model):
    """One recipient of a send: the row is the outbox."""

    reference = models.CharField(max_length=36, default=new_reference, editable=False)
    account = models.ForeignKey(
        "credentials.Account",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    state = models.CharField(
        max_length=12, choices=State.choices, default=State.PLANNED
    )
    # Why it stands where it stands: "blocked", or ClickSend's own word.
    reason = models.CharField(max_length=60, blank=True)
    batch = models.ForeignKey(
        Batch,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        # A claim opens its batch in the same transaction, and PROTECT keeps it. With a
        # constraint PostgreSQL asks for it again with each row, at the commit.
        db_constraint=False,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    # Put back in the queue once after two looks that found nothing: never twice.
    is_resent = models.BooleanField(default=False)
    not_before = models.DateTimeField(null=True, blank=True)
    # Set where a call was refused whole: smaller batches find the guilty row.
    batch_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    provider_id = models.CharField(max_length=64, blank=True)
    estimate = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    quote = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    charge = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        # A row is written twice on its way, and each time every index with it: so there
        # are few, and two of them hold a row only while it is in need of them.
        indexes: ClassVar = [
            models.Index(
                fields=["batch"],
                condition=models.Q(accepted_at=None, final_at=None),
                name="%(class)s_of_batch",
            ),
            WholeValueIndex(
                fields=["provider_id"],
                condition=~models.Q(provider_id=""),
                name="%(class)s_by_provider",
            ),
        ]
        constraints: ClassVar = [
            # Not a unique field: that has a second index on PostgreSQL.
            models.UniqueConstraint(fields=["reference"], name="%(class)s_reference")
        ]

    def __str__(self) -> str:
        return f"recipient {self.reference}"


class Step(models.Model):
    """One unusual move of one recipient, for the story on its page.

    The usual way (planned, sent, accepted) is read from the row and its batch; a step
    is written for everything else, and for every receipt.
    """

    reference = models.CharField(max_length=36, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    move = models.CharField(max_length=20)
    reason = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300, blank=True)
    batch_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.move} {self.reference}"
