"""Loads what a view is about, through the account in use; another’s is a 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from clicksendhub.http import HttpRequest
from contacts.models import Change, Contact, ContactList


def load_list(request: HttpRequest, public_id: UUID) -> ContactList:
    """A list that stands."""
    lists = ContactList.objects.standing().select_related("account", "created_by")
    return get_object_or_404(lists, account=request.account, public_id=public_id)


def load_person(request: HttpRequest, pk: int) -> Contact:
    """A person in a list that stands."""
    people = Contact.objects.select_related("contact_list__account", "account")
    standing = people.filter(contact_list__deleted_at=None)
    return get_object_or_404(standing, account=request.account, pk=pk)


def load_change(request: HttpRequest, public_id: UUID) -> Change:
    """An act on many people."""
    changes = Change.objects.select_related("by", "from_list", "to_list", "account")
    return get_object_or_404(changes, account=request.account, public_id=public_id)
