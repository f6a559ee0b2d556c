"""What uses a list: apps further up register a search, a page names what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.uses import Use as AccountUse
from contacts.models import (
    Change,
    ChangeKind,
    ChangeState,
    Contact,
    ContactList,
    Import,
    ImportState,
)


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that uses a list: what it is, and where."""

    label: str
    url: str = ""


_ACTING = (ChangeState.WAITING, ChangeState.WORKING, ChangeState.UNDOING)
_IMPORTED = (ImportState.DONE, ImportState.FAILED, ImportState.UNDONE)
Search = Callable[[ContactList], list[Use]]


def register(search: Search) -> None:
    """Let ``search`` name what it knows of; registered twice it is asked once."""
    if search not in _searches:
        _searches.append(search)


def uses_of(contact_list: ContactList) -> list[Use]:
    """Everything that uses the list."""
    return [use for search in _searches for use in search(contact_list)]


def _acts_under_way(contact_list: ContactList) -> list[Use]:
    about = Q(from_list=contact_list) | Q(to_list=contact_list)
    acts = Change.objects.filter(about, state__in=_ACTING)
    return [
        Use(f"{act.get_kind_display()}: under way", act.get_absolute_url())
        for act in acts.exclude(kind=ChangeKind.IMPORT)
    ]


def _imports_into(contact_list: ContactList) -> list[Use]:
    imports = Import.objects.filter(contact_list=contact_list)
    return [
        Use(
            f"Import of {found.file_name}: {found.get_state_display().lower()}",
            found.get_absolute_url(),
        )
        for found in imports.exclude(state__in=_IMPORTED)
    ]


def _copy_there(contact_list: ContactList) -> list[Use]:
    if not contact_list.provider_id:
        return []
    fate = "deleted too" if contact_list.keeps_in_step else "kept there"
    compare = reverse("contacts:compare", args=[contact_list.public_id])
    return [Use(f"Its copy at ClickSend: {fate}", compare)]


_searches: list[Search] = [_acts_under_way, _imports_into, _copy_there]


def of_account(account: Account) -> list[AccountUse]:
    """Lists and people of an account, for the page that would remove it."""
    lists = ContactList.objects.standing().filter(account=account)
    people = Contact.objects.filter(account=account, contact_list__deleted_at=None)
    return [
        AccountUse("lists of contacts", lists.count(), reverse("contacts:lists")),
        AccountUse("people in them", people.count(), reverse("contacts:people")),
    ]
