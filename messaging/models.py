"""Sends and their recipients, senders to choose from, conversations with replies."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from clicksendhub.dispatch.models import Outgoing, Sending
from clicksendhub.dispatch.querysets import OutgoingQuerySet


class SenderKind(models.TextChoices):
    NUMBER = "number", "A number"
    NAME = "name", "A name"


class Sender(models.Model):
    """A sender that an admin keeps for an account; none: ClickSend's shared number."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.CASCADE, related_name="+"
    )
    value = models.CharField("number or name", max_length=20)
    label = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=SenderKind.choices)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["label", "value"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "value"], name="sender_once"),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(is_default=True),
                name="sender_one_default",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.value})" if self.label else self.value

    @property
    def can_be_answered(self) -> bool:
        """A name cannot receive replies, so STOP cannot arrive."""
        return self.kind == SenderKind.NUMBER


class Send(Sending):
    """One act of sending messages of one kind: to two numbers, or to a whole list."""

    body = models.TextField()
    sender = models.CharField(max_length=20, blank=True)
    your_reference = models.CharField(max_length=60, blank=True)
    # What was typed, kept so that Back and Edit lose nothing.
    typed_numbers = models.TextField(blank=True)
    # Numbers that were left out at Check, each with its reason, for the page.
    left_out = models.JSONField(default=list, blank=True)
    answers = models.ForeignKey(
        "messaging.Reply",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answered_by",
    )
    quoted_at = models.DateTimeField(null=True, blank=True)
    # Why there is no quote, or what ClickSend counts otherwise than we do.
    quote_note = models.CharField(max_length=300, blank=True)
    # Of calls alone: who speaks, what is asked, and when a phone may ring where the
    # person is; without both times at any hour.
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    voice = models.CharField(max_length=10, blank=True, default="", db_default="")
    asks_for_key = models.BooleanField(default=False, db_default=False)
    detects_machine = models.BooleanField(default=False, db_default=False)
    rings_from = models.TimeField(null=True, blank=True)
    rings_until = models.TimeField(null=True, blank=True)
    # Of pictures and faxes alone: the file, the subject beside a picture, and the pages
    # of a fax once they are counted.
    subject = models.CharField(max_length=20, blank=True, default="", db_default="")
    file = models.ForeignKey(
        "media.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pages = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "-created_at"]),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state="released"),
                name="send_due",
            ),
            models.Index(
                fields=["last_claimed_at"],
                condition=models.Q(channel="mms"),
                name="send_pictures",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="draft", file__isnull=False),
                name="send_drafts_with_file",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(released_at__isnull=False)
                | models.Q(state="stopped"),
                name="send_released_or_draft",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("messaging:send", args=[self.public_id])


class Message(Outgoing):
    """One text, call, picture or fax to one number."""

    send = models.ForeignKey(
        Send, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    to = models.CharField(max_length=20)
    country = models.CharField(max_length=2, blank=True)
    body = models.TextField()
    sender = models.CharField(max_length=20, blank=True)
    parts = models.PositiveSmallIntegerField(default=1)
    # Of calls alone. Keys are words: "0" is an answer, "" says that none was pressed,
    # and None that nothing was told so far.
    pressed = models.CharField(max_length=32, null=True, blank=True)  # noqa: DJ001
    met_machine = models.BooleanField(null=True, blank=True)

    objects = OutgoingQuerySet["Message"].as_manager()

    class Meta(Outgoing.Meta):
        indexes: ClassVar = [
            *Outgoing.Meta.indexes,
            models.Index(fields=["send", "state", "id"], name="message_by_state"),
        ]
        constraints: ClassVar = [
            *Outgoing.Meta.constraints,
            # One person once in a send (F28); found by number, too.
            models.UniqueConstraint(fields=["to", "send"], name="message_person_once"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("messaging:message", args=[self.reference])


class Conversation(models.Model):
    """All that was written with one number from one account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20)
    last_at = models.DateTimeField()
    last_words = models.CharField(max_length=160, blank=True)
    unread = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "number"], name="conversation_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-last_at"]),
            models.Index(
                fields=["account"],
                condition=models.Q(unread__gt=0),
                name="conversation_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("messaging:conversation", args=[self.public_id])


class Reply(models.Model):
    """One text that came in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="replies"
    )
    provider_id = models.CharField(max_length=64)
    number = models.CharField(max_length=20)
    to = models.CharField(max_length=20, blank=True)
    body = models.TextField(blank=True)
    # What it answers: our row where we know it, else the words ClickSend sent along.
    answers = models.ForeignKey(
        Message,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
    )
    original_body = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    was_fetched = models.BooleanField(default=False)
    meaning = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name_plural = "replies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "provider_id"], name="reply_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["conversation", "sent_at"])]

    def __str__(self) -> str:
        return f"reply {self.public_id}"
