"""One person in one list, as at ClickSend; a person is all rows with one number."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from contacts.folding import name_of
from contacts.models.lists import ContactList
from contacts.values import COLUMNS, Details


class Contact(models.Model):
    """A person in a list.

    Written in bulk by raw statements too (imports): every column that the details
    decide comes from ``folding``. Its address is its key, since a million random ones
    would cost an index of their own; pages load it through its account.
    """

    account = models.ForeignKey(
        "credentials.Account",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    contact_list = models.ForeignKey(
        ContactList, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    # What makes them one of the list: see folding.key_of.
    key = models.CharField(max_length=270)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    number = models.CharField("phone number", max_length=20, blank=True)
    number_kind = models.CharField(max_length=12, blank=True)
    # As it was written, where that differs from how it was understood.
    number_raw = models.CharField(max_length=100, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    fax_number = models.CharField(max_length=20, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    line_1 = models.CharField("address line 1", max_length=200, blank=True)
    line_2 = models.CharField("address line 2", max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=100, blank=True)
    custom_1 = models.CharField(max_length=255, blank=True)
    custom_2 = models.CharField(max_length=255, blank=True)
    custom_3 = models.CharField(max_length=255, blank=True)
    custom_4 = models.CharField(max_length=255, blank=True)
    # The account’s own fields, by CustomField.name.
    extra = models.JSONField(default=dict, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    # Derived: what lists are sorted by, and what a search looks through.
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    search = models.TextField(blank=True, editable=False)
    # Counts the writes, whoever made them: an edit of an older version is refused.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    # The act that made the row, so that it can be undone.
    born_in = models.ForeignKey(
        "contacts.Change",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    # The copy at ClickSend: its id, the last state seen there, and whether ours waits.
    provider_id = models.BigIntegerField(null=True, blank=True)
    known_there = models.JSONField(null=True, blank=True)
    goes_out = models.BooleanField(default=False)
    # A creation at ClickSend that was begun: look before it is begun again.
    # Until it is answered, ``known_there`` is what was asked for.
    asked_at = models.DateTimeField(null=True, blank=True)
    # The version that ClickSend refused; a later one is tried again.
    refused_version = models.PositiveIntegerField(null=True, blank=True)
    # When a comparison last saw it at ClickSend.
    seen_there_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact_list", "key"], name="contact_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["contact_list", "name_key", "id"], name="contact_by_name"
            ),
            models.Index(
                fields=["account", "name_key", "id"], name="contact_by_name_anywhere"
            ),
            models.Index(
                fields=["contact_list", "created_at", "id"], name="contact_by_age"
            ),
            models.Index(
                fields=["account", "created_at", "id"], name="contact_by_age_anywhere"
            ),
            models.Index(fields=["contact_list", "id"], name="contact_by_key"),
            models.Index(fields=["account", "id"], name="contact_by_key_anywhere"),
            models.Index(fields=["account", "number"], name="contact_by_number"),
            models.Index(
                fields=["account", "name_key", "id"],
                condition=models.Q(number=""),
                name="contact_without_number",
            ),
            models.Index(
                fields=["account", "name_key", "id"],
                condition=models.Q(email=""),
                name="contact_without_email",
            ),
            models.Index(
                fields=["account", "fax_number"],
                condition=~models.Q(fax_number=""),
                name="contact_by_fax",
            ),
            models.Index(
                fields=["contact_list", "provider_id"],
                condition=models.Q(provider_id__isnull=False),
                name="contact_by_provider_id",
            ),
            models.Index(
                fields=["contact_list", "id"],
                condition=models.Q(goes_out=True),
                name="contact_goes_out",
            ),
            models.Index(
                fields=["contact_list", "asked_at"],
                condition=models.Q(provider_id=None, asked_at__isnull=False),
                name="contact_in_doubt",
            ),
            models.Index(
                fields=["contact_list"],
                condition=models.Q(refused_version__isnull=False, goes_out=False),
                name="contact_refused",
            ),
            models.Index(
                fields=["contact_list"],
                condition=models.Q(
                    provider_id=None,
                    asked_at=None,
                    number="",
                    email="",
                    fax_number="",
                ),
                name="contact_unreachable",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("contacts:person", args=[self.pk])

    @property
    def details(self) -> Details:
        """What is known of them, as a value."""
        return Details(**{name: getattr(self, name) for name in COLUMNS})

    @property
    def name(self) -> str:
        """What a page calls them."""
        return name_of(self.details)
