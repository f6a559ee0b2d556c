"""Where one writes to a person: the form of a new text, with their number in it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from contacts.fields import TEXTABLE
from contacts.models import Contact


def address_to(contact: Contact) -> str:
    """The form, told by the contact’s key whom it is for; "" where no text arrives."""
    if not contact.number or contact.number_kind not in TEXTABLE:
        return ""
    return f"{reverse('messaging:new')}?{urlencode({'person': contact.pk})}"
