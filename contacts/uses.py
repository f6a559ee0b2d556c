"""What uses a list: apps further up register a search, a page names what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.uses import Use as AccountUse
from contacts.models import Contact, ContactList


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that uses a list: what it is, and where."""

    label: str
    url: str = ""


Search = Callable[[ContactList], list[Use]]
_searches: list[Search] = []


def register(search: Search) -> None:
    """Let ``search`` name what it knows of; registered twice it is asked once."""
    if search not in _searches:
        _searches.append(search)


def uses_of(contact_list: ContactList) -> list[Use]:
    """Everything that uses the list."""
    return [use for search in _searches for use in search(contact_list)]


def of_account(account: Account) -> list[AccountUse]:
    """Lists and people of an account, for the page that would remove it."""
    lists = ContactList.objects.standing().filter(account=account)
    people = Contact.objects.filter(account=account, contact_list__deleted_at=None)
    return [
        AccountUse("lists of contacts", lists.count(), reverse("contacts:lists")),
        AccountUse("people in them", people.count(), reverse("contacts:people")),
    ]
