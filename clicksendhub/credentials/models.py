"""ClickSend accounts with their sealed keys, who may use them, their webhook tokens."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from clicksendhub.people.roles import Role as Role

if TYPE_CHECKING:
    from clicksendhub.people.models import User


class Environment(models.TextChoices):
    """Where calls go: to ClickSend, or to the sandbox."""

    LIVE = "live", "Live"
    REHEARSAL = "rehearsal", "Rehearsal"


class KeyState(models.TextChoices):
    """What the last check of the key said."""

    GOOD = "good", "Works"
    REFUSED = "refused", "Refused by ClickSend"
    UNCHECKED = "unchecked", "Not checked"


class AccountQuerySet(models.QuerySet["Account"]):
    def present(self) -> AccountQuerySet:
        """Accounts that were not removed."""
        return self.filter(removed_at=None)

    def working(self) -> AccountQuerySet:
        """Accounts that may send and poll: neither removed nor paused."""
        return self.present().filter(paused_at=None)

    def of(self, user: User) -> AccountQuerySet:
        """Accounts that this person may see."""
        if user.is_hub_admin:
            return self.present()
        return self.present().filter(memberships__user=user)


class Account(models.Model):
    """A ClickSend account; its base address comes from the environment alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=60)
    username = models.CharField("API username", max_length=120)
    sealed_key = models.TextField(editable=False)
    key_last4 = models.CharField(max_length=4, editable=False)
    environment = models.CharField(max_length=10, choices=Environment.choices)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64)
    currency = models.CharField(max_length=3, blank=True)
    balance = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True
    )
    # ClickSend's setting_sms_message_char_limit, in parts: 8 or 6.
    parts_limit = models.PositiveSmallIntegerField(default=8)
    clicksend_user_id = models.BigIntegerField(null=True, blank=True)
    key_state = models.CharField(
        max_length=10, choices=KeyState.choices, default=KeyState.UNCHECKED
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    # When the rules at ClickSend want a look; a later time is the lease of one at work.
    rules_due_at = models.DateTimeField(null=True, blank=True)
    rules_checked_at = models.DateTimeField(null=True, blank=True)
    rules_fault = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["label"]
        indexes: ClassVar = [
            models.Index(
                fields=["rules_due_at"],
                condition=models.Q(rules_due_at__isnull=False),
                name="account_rules_due",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("username"),
                "environment",
                condition=models.Q(removed_at=None),
                name="account_once",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("credentials:account", args=[self.public_id])

    @property
    def is_rehearsal(self) -> bool:
        """True where nothing leaves the house."""
        return self.environment == Environment.REHEARSAL

    @property
    def is_paused(self) -> bool:
        """True where a person paused it."""
        return self.paused_at is not None

    @property
    def is_working(self) -> bool:
        """True where the account may send and poll."""
        return self.removed_at is None and self.paused_at is None


class Membership(models.Model):
    """Joins a person to an account with one role."""

    user = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="memberships"
    )
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "account"], name="member_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()} of {self.account}"


class WebhookToken(models.Model):
    """An unguessable path segment, kept as a hash; two work during a rotation."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="webhook_tokens"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    last4 = models.CharField(max_length=4)
    address_base = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # A fresh address was asked for; this one works until that one stands.
    outdated_at = models.DateTimeField(null=True, blank=True)
    # From then on it is unknown here: a while after its rules were changed.
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token …{self.last4}"


class RuleKind(models.TextChoices):
    """Which automation rule of ours it is."""

    INBOUND_PUSH = "inbound_push", "replies, pushed"
    INBOUND_POLL = "inbound_poll", "replies, fetched"
    RECEIPT_PUSH = "receipt_push", "receipts, pushed"
    RECEIPT_POLL = "receipt_poll", "receipts, fetched"
    VOICE_PUSH = "voice_push", "receipts of calls, pushed"
    VOICE_POLL = "voice_poll", "receipts of calls, fetched"
    FAX_PUSH = "fax_push", "receipts of faxes, pushed"
    FAX_POLL = "fax_poll", "receipts of faxes, fetched"


class Rule(models.Model):
    """A rule of ours registered at ClickSend, so that we find and change it again."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=20, choices=RuleKind.choices)
    clicksend_id = models.BigIntegerField()
    token = models.ForeignKey(
        WebhookToken, null=True, blank=True, on_delete=models.SET_NULL
    )
    registered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "kind"], name="rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.account}"
