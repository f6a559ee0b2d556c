"""How far ClickSend’s own opt-out list of an account was read."""

from __future__ import annotations

from django.db import models


class Following(models.Model):
    """Which list at ClickSend it is, and when it was read; one row for each account."""

    account = models.OneToOneField(
        "credentials.Account", on_delete=models.CASCADE, related_name="+"
    )
    # The list’s id there, once it was found.
    provider_id = models.BigIntegerField(null=True, blank=True)
    # Who holds it, or when it is to be read again; empty: at once.
    due_at = models.DateTimeField(null=True, blank=True)
    # Read to its end: what changed, and all of it.
    read_at = models.DateTimeField(null=True, blank=True)
    read_whole_at = models.DateTimeField(null=True, blank=True)
    # How far a reading came that spans several turns; ``since`` empty: all of it.
    began_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    page = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"opt-out list of account {self.account_id}"
