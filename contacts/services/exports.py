"""People as rows of text for a file, read in pieces by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.columns import known_columns, value_of
from contacts.models import Contact, ContactList
from contacts.selecting import selected

LIST: Final = "list"
_PIECE: Final = 1_000


def columns_of(account: Account) -> dict[str, str]:
    """Every column that a file may have, by name, under the account’s own labels."""
    return {LIST: "List", **known_columns(account)}


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


def note_export(
    *, account: Account, kind: str, selection: dict[str, Any], people: int, by: User
) -> None:
    """Who took how many people away, as which kind of file: the audit says so.

    It names the list, and how they were chosen; never what was searched for.
    """
    record(
        "contacts.exported",
        actor=by,
        account_id=account.pk,
        target=_list_of(account, selection),
        kind=kind,
        people=people,
        chosen=_how_chosen(selection),
    )


def _list_of(account: Account, selection: dict[str, Any]) -> object:
    """The key of the list that they were found in; "" for a choice over all lists."""
    lists = ContactList.objects.filter(account=account)
    found = lists.filter(pk=selection.get("finder", {}).get("list_id")).first()
    return found.public_id if found else ""


def _how_chosen(selection: dict[str, Any]) -> str:
    if "finder" not in selection:
        return "ticked"
    finder = selection["finder"]
    told = [each["kind"] for each in finder["filters"]]
    return ", ".join(["words"] * bool(finder["words"]) + told) or "everybody"


def _cell(person: Contact, name: str) -> str:
    return person.contact_list.name if name == LIST else value_of(person, name)
