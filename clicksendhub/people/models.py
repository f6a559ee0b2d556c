"""People who sign in, and the one-time links that bring them in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever the case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")

    def create_user(self, *, email: str, password: str | None, **fields: Any) -> User:
        """A person; ``password=None`` means that none works yet.

        The address is kept in small letters: tries to sign in are counted by it.
        """
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person; the roles in accounts stand in ``credentials.Membership``."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", max_length=254)
    name = models.CharField(max_length=120)
    is_hub_admin = models.BooleanField("hub admin", default=False)
    is_active = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_once")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class LinkKind(models.TextChoices):
    """What a one-time link is for."""

    FIRST_ADMIN = "first_admin", "first admin"
    INVITATION = "invitation", "invitation"
    RESET = "reset", "password reset"


class OneTimeLink(models.Model):
    """A link that works once: its token is kept as a hash alone.

    ``grants`` holds what an invitation gives, as
    ``{"hub_admin": bool, "memberships": [[account_id, role], …]}``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254, blank=True)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    grants = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="links_made"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "created_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} link {self.public_id}"

    def is_usable(self, *, now: datetime) -> bool:
        """True until it is used, withdrawn or too old."""
        return not self.used_at and not self.withdrawn_at and now < self.expires_at
