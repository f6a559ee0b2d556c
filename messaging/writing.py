"""Where one writes to a person: the form of a new text, with their number in it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from clicksendhub.lib.phone import Channel, read_number
from contacts.fields import TEXTABLE
from contacts.models import Contact


def address_to(contact: Contact) -> str:
    """The form, told by the contact’s key whom it is for; "" where no text arrives."""
    if not contact.number or contact.number_kind not in TEXTABLE:
        return ""
    return _address("messaging:new", contact)


def address_to_call(contact: Contact) -> str:
    """The form of a call; "" where no phone of theirs can ring."""
    reached = _is_reached(contact.number, Channel.VOICE)
    return _address("messaging:new_call", contact) if reached else ""


def address_to_fax(contact: Contact) -> str:
    """The form of a fax; "" where they have no fax number."""
    reached = _is_reached(contact.fax_number, Channel.FAX)
    return _address("messaging:new_fax", contact) if reached else ""


def _is_reached(number: str, channel: Channel) -> bool:
    if not number:
        return False
    return read_number(number, country=None, channel=channel).is_sendable


def _address(page: str, contact: Contact) -> str:
    return f"{reverse(page)}?{urlencode({'person': contact.pk})}"
