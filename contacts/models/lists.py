"""Lists of people, and the names that an account gives to fields of its own."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone


class StepState(models.TextChoices):
    """How a list stands to its copy at ClickSend."""

    ALONE = "alone", "Kept here alone"
    WAITING = "waiting", "Changes wait to go out"
    IN_STEP = "in_step", "In step with ClickSend"
    DIFFERS = "differs", "Differs from ClickSend"
    TROUBLE = "trouble", "Not in step: ClickSend did not take it"
    GONE = "gone", "Gone at ClickSend"


class ContactListQuerySet(models.QuerySet["ContactList"]):
    def standing(self) -> ContactListQuerySet:
        """Lists that were not deleted; a job still empties those that were."""
        return self.filter(deleted_at=None)


class ContactList(models.Model):
    """A list of people of one account; a contact belongs to one list."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Counted after each change, by ``services.counts``, in a job where it takes long.
    people_count = models.PositiveIntegerField(default=0)
    textable_count = models.PositiveIntegerField(default=0)
    blocked_count = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    # The copy at ClickSend.
    keeps_in_step = models.BooleanField("keep in step with ClickSend", default=True)
    step_state = models.CharField(
        max_length=10, choices=StepState.choices, default=StepState.ALONE
    )
    step_trouble = models.CharField(max_length=300, blank=True)
    provider_id = models.BigIntegerField(null=True, blank=True)
    provider_email_id = models.CharField(max_length=64, blank=True)
    # A creation at ClickSend that was begun: look before it is begun again.
    asked_at = models.DateTimeField(null=True, blank=True)
    # The lease of the turn at work: the moment at which it ends.
    step_due_at = models.DateTimeField(null=True, blank=True)
    # No turn before this moment, unless a person does what the last one waits for.
    rests_until = models.DateTimeField(null=True, blank=True)
    pulled_at = models.DateTimeField(null=True, blank=True)
    # Its name there as last seen: told from ours, so that neither side is overwritten.
    known_name = models.CharField(max_length=255, blank=True)
    # Ours at that moment, where it is another one; empty where both are the same.
    own_name = models.CharField(max_length=100, blank=True)
    # A file that ClickSend was asked to read in; no other before it is over.
    importing_since = models.DateTimeField(null=True, blank=True)
    # The last such file, which its people carry as asked_at, and when one of them came.
    filed_at = models.DateTimeField(null=True, blank=True)
    file_seen_at = models.DateTimeField(null=True, blank=True)
    # Everybody behind this person goes out: the next turns mark them, in pieces.
    marks_after = models.BigIntegerField(null=True, blank=True)
    # The last person whom a turn gave up: the next one begins after them.
    push_after = models.BigIntegerField(default=0)
    # How far a pull came that spans several turns.
    pull_began_at = models.DateTimeField(null=True, blank=True)
    pull_since = models.DateTimeField(null=True, blank=True)
    pull_page = models.PositiveIntegerField(default=0)
    # A comparison that was asked for, and how far it came.
    compare_asked_at = models.DateTimeField(null=True, blank=True)
    compare_page = models.PositiveIntegerField(default=0)
    compared_at = models.DateTimeField(null=True, blank=True)
    # What the last comparison found, by kind: only_here, only_there, differing.
    compared = models.JSONField(default=dict, blank=True)

    objects = ContactListQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "account",
                Lower("name"),
                condition=models.Q(deleted_at=None),
                name="list_name_once",
            ),
            models.UniqueConstraint(
                fields=["account", "provider_id"],
                condition=models.Q(provider_id__isnull=False, deleted_at=None),
                name="list_provider_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["step_due_at"],
                condition=models.Q(step_due_at__isnull=False),
                name="list_step_due",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contacts:list", args=[self.public_id])


class CustomField(models.Model):
    """A field that an account named: one of ClickSend’s four, or one kept here alone.

    ``name`` is ``custom_1`` to ``custom_4``, or the key in ``Contact.extra``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=60)
    label = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "name"], name="custom_field_once"
            ),
            models.UniqueConstraint(
                "account", Lower("label"), name="custom_field_label_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label
