"""The log of calls that the budget counts, and the circuit of each account."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Lane(models.TextChoices):
    """What a call is for; each lane has its reserve."""

    SINGLE = "single", "single sends"
    BULK = "bulk", "campaigns"
    UPKEEP = "upkeep", "polling, look-ups and checks"


class Call(models.Model):
    """One call in the sliding window: it counts until a minute after it ended."""

    account = models.ForeignKey(
        "credentials.Account", on_delete=models.CASCADE, db_index=False
    )
    lane = models.CharField(max_length=10, choices=Lane.choices)
    began_at = models.DateTimeField()
    # Until the answer is in, the time by which it must be: the lease of the call.
    counts_from = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "counts_from"])]

    def __str__(self) -> str:
        return f"{self.lane} call"


class CircuitState(models.TextChoices):
    CLOSED = "closed", "Open for calls"
    OPEN = "open", "Paused"


class Trouble(models.TextChoices):
    """Why an account's sends pause."""

    NONE = "", "none"
    KEY_REFUSED = "key_refused", "ClickSend refused the key"
    FORBIDDEN = "forbidden", "ClickSend does not allow this"
    NO_CREDIT = "no_credit", "ClickSend says no credit"
    NOT_ACTIVE = "not_active", "The account is not active"
    UNREACHABLE = "unreachable", "ClickSend cannot be reached"
    SERVER_ERROR = "server_error", "ClickSend answers with errors"


class Gate(models.Model):
    """What one account may do now: its limit, a rest asked for, its circuit."""

    account = models.OneToOneField(
        "credentials.Account", primary_key=True, on_delete=models.CASCADE
    )
    calls_per_minute = models.PositiveIntegerField(null=True, blank=True)
    closed_until = models.DateTimeField(null=True, blank=True)
    circuit = models.CharField(
        max_length=10, choices=CircuitState.choices, default=CircuitState.CLOSED
    )
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    probes = models.PositiveIntegerField(default=0)
    next_probe_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"gate of {self.account_id}"
