"""People as rows of text for a file, read in pieces by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.fields import CUSTOM, FIELDS
from contacts.models import Contact
from contacts.persons import labels_of
from contacts.selecting import selected

LIST: Final = "list"
_PIECE: Final = 1_000


def columns_of(account: Account) -> dict[str, str]:
    """Every column that a file may have, by name, under the account’s own labels."""
    labels = labels_of(account.pk)
    columns = {field.name: labels.get(field.name, field.label) for field in FIELDS}
    own = {name: label for name, label in labels.items() if name not in CUSTOM}
    return {LIST: "List", **columns, **own}


def rows_of(
    account: Account, selection: dict[str, Any], columns: Sequence[str]
) -> Iterator[list[str]]:
    """The people of a selection, each as the cells of these columns.

    Read in pieces: while a slow browser takes a million rows, no query stays open.
    """
    after = 0
    people = selected(account.pk, selection).select_related("contact_list")
    while piece := list(people.filter(pk__gt=after)[:_PIECE]):
        for person in piece:
            yield [_cell(person, name) for name in columns]
        after = piece[-1].pk


def note_export(*, account: Account, kind: str, people: int, by: User) -> None:
    """Who took how many people away, as which kind of file: the audit says so."""
    record(
        "contacts.exported", actor=by, account_id=account.pk, kind=kind, people=people
    )


def _cell(person: Contact, name: str) -> str:
    if name == LIST:
        return person.contact_list.name
    if name in _COLUMNS:
        return str(getattr(person, name))
    return str(person.extra.get(name, ""))


_COLUMNS: Final = frozenset(field.name for field in FIELDS)
