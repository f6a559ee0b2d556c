"""What keeping in step with ClickSend leaves to do: removals there, and conflicts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from contacts.models.people import Contact


class Removal(models.Model):
    """Something deleted here that is still at ClickSend: a list, or a contact in one.

    Ids alone: nothing personal outlives the contact here.
    """

    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    list_provider_id = models.BigIntegerField()
    # None: the whole list.
    contact_provider_id = models.BigIntegerField(null=True)
    # How often ClickSend refused it or failed: those come last, and not for ever.
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "list_provider_id", "contact_provider_id"],
                name="removal_once",
            ),
            models.UniqueConstraint(
                fields=["account", "list_provider_id"],
                condition=models.Q(contact_provider_id=None),
                name="removal_of_list_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "list_provider_id", "tries", "id"],
                name="removal_in_turn",
            ),
        ]

    def __str__(self) -> str:
        return f"removal {self.pk}"


class Conflict(models.Model):
    """One field that was changed both here and at ClickSend since they last agreed.

    Ours stands until a person decides; neither value is lost.
    """

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="conflicts"
    )
    field = models.CharField(max_length=20)
    ours = models.CharField(max_length=255, blank=True)
    theirs = models.CharField(max_length=255, blank=True)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    took_theirs = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "field"],
                condition=models.Q(decided_at=None),
                name="conflict_once",
            )
        ]

    def __str__(self) -> str:
        return f"conflict over {self.field}"
