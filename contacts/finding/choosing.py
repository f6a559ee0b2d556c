"""Suggests people by name where somebody writes to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from clicksendhub.credentials.models import Account
from contacts.finding.filters import Filter
from contacts.finding.finder import Finder
from contacts.finding.paging import find_page
from contacts.models import Contact, ContactList

# A person stands in several lists: so many rows are looked at for each one shown.
_ROWS_FOR_ONE = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """One person, who is one number, with the lists they were found in."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    lists: tuple[str, ...]


def suggest(account: Account, words: str, limit: int = 8) -> list[Choice]:
    """People with a number who match the words, by name, each number once."""
    if not words.strip():
        return []
    finder = Finder(account.pk, words=words, filters=(Filter("has_number"),))
    rows = find_page(finder, size=limit * _ROWS_FOR_ONE).rows
    by_number: dict[str, list[Contact]] = {}
    for row in rows:
        by_number.setdefault(row.number, []).append(row)
    names = _names_of_lists(rows)
    return [
        Choice(
            number=number,
            name=found[0].name,
            lists=tuple(names[row.contact_list_id] for row in found),
        )
        for number, found in list(by_number.items())[:limit]
    ]


def _names_of_lists(rows: tuple[Contact, ...]) -> dict[int, str]:
    ids = {row.contact_list_id for row in rows}
    return dict(ContactList.objects.filter(pk__in=ids).values_list("pk", "name"))
