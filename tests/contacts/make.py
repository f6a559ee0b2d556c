"""Makes lists and people for the tests of finding; what is not named is empty."""

from __future__ import annotations

import itertools
from typing import Any

from clicksendhub.credentials.models import Account
from contacts.folding import key_of, name_key_of, search_of
from contacts.models import Contact, ContactList
from contacts.values import COLUMNS, Details

_names = itertools.count(1)


def contact_list(account: Account, name: str = "", **fields: Any) -> ContactList:
    """A list of an account."""
    name = name or f"List {next(_names)}"
    return ContactList.objects.create(account=account, name=name, **fields)


def contact(of: ContactList, first_name: str = "", **details: Any) -> Contact:
    """A person in a list, with what is derived; ``created_at`` may be given too."""
    known = {name: details.pop(name) for name in COLUMNS if name in details}
    return _save(of, Details(first_name=first_name, **known), **details)


def rename(person: Contact, first_name: str) -> None:
    """Changes a name as a service does."""
    person.first_name = first_name
    person.name_key = name_key_of(person.details)
    person.search = search_of(person.details)
    person.save()


def _save(of: ContactList, details: Details, **columns: Any) -> Contact:
    derived = {
        "key": columns.pop("key", "") or f"{key_of(details)}~{next(_names)}",
        "name_key": name_key_of(details),
        "search": search_of(details),
    }
    known = {name: getattr(details, name) for name in COLUMNS}
    return Contact.objects.create(
        account_id=of.account_id, contact_list=of, **known, **derived, **columns
    )
