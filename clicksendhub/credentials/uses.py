"""What uses an account: apps further up register a search, pages name what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clicksendhub.credentials.models import Account


@dataclass(frozen=True, slots=True)
class Use:
    """One kind of thing that belongs to an account: its name, how many, where."""

    label: str
    count: int
    url: str = ""


Search = Callable[[Account], list[Use]]
_searches: list[Search] = []


def register(search: Search) -> None:
    """Let ``search`` name what it knows of; registered twice it is asked once."""
    if search not in _searches:
        _searches.append(search)


def uses_of(account: Account) -> list[Use]:
    """Everything that belongs to the account and is there at all."""
    return [use for search in _searches for use in search(account) if use.count]
