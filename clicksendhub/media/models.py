"""Files of people, what they were made into, and where ClickSend hosts that."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone


def new_token() -> str:
    """What nobody can guess: where a file is served, and the folder it lies in."""
    return secrets.token_urlsafe(24)


class Purpose(models.TextChoices):
    """What a file is made into; the words are those of people."""

    MMS = "mms", "MMS"
    FAX = "fax", "fax"
    POST = "post", "letter"
    POSTCARD = "postcard", "postcard"
    CSV = "csv", "contact list"


class RenditionState(models.TextChoices):
    """How far a rendition is."""

    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


class MadeBy(models.TextChoices):
    """Who made a rendition."""

    HUB = "hub", "this hub"
    CLICKSEND = "clicksend", "ClickSend"


class File(models.Model):
    """One file as it was brought; the same bytes again are the same file.

    Sizes are in bytes, width and height in pixels; pages are those of a PDF.
    """

    account = models.ForeignKey(
        "credentials.Account", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Where it is served: nobody can guess it.
    address = models.CharField(
        max_length=40, default=new_token, unique=True, editable=False
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # Where it lies in the storage; "" once its content is gone.
    folder = models.CharField(max_length=100, blank=True)
    previews = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    is_animated = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "sha256"],
                condition=models.Q(deleted_at=None),
                name="file_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "-created_at", "-id"],
                condition=models.Q(deleted_at=None),
                name="file_newest",
            )
        ]

    def __str__(self) -> str:
        return f"file {self.public_id}"

    def __repr__(self) -> str:
        return f"<File: {self.pk}>"

    def get_absolute_url(self) -> str:
        return reverse("media:file", args=[self.public_id])


class Rendition(models.Model):
    """What a file was made into for one channel."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="renditions")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    made_by = models.CharField(max_length=10, choices=MadeBy.choices)
    state = models.CharField(
        max_length=10, choices=RenditionState.choices, default=RenditionState.MAKING
    )
    # Why it could not be made, and what was lost in making it: sentences for people.
    fault = models.CharField(max_length=500, blank=True)
    loss = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    folder = models.CharField(max_length=100, blank=True)
    previews = models.PositiveSmallIntegerField(default=0)
    made_for = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    made_at = models.DateTimeField(null=True, blank=True)
    # The call to ClickSend that converts or uploads it: one at a time, by lease.
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "purpose"], name="rendition_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="making"),
                name="rendition_making",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.file_id}"

    def __repr__(self) -> str:
        return f"<Rendition: {self.pk}>"


class Link(models.Model):
    """A rendition as ClickSend hosts it for some minutes, or why it does not.

    A renewal is a new row. Anyone with the address may read the file while it is there.
    """

    rendition = models.ForeignKey(
        Rendition, on_delete=models.CASCADE, related_name="links"
    )
    upload_id = models.BigIntegerField(null=True, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    url = models.TextField(blank=True)
    # As ClickSend’s clock tells them.
    added_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # By our own clock: from just before the call on, for as long as ClickSend says.
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["rendition", "-id"])]

    def __str__(self) -> str:
        return f"link {self.pk}"

    def __repr__(self) -> str:
        return f"<Link: {self.pk}>"
