"""Who stands in the list already, and what a row of the file means to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Final

from clicksendhub.consent.models import Block
from contacts.folding import key_of
from contacts.imports.cells import Problem
from contacts.imports.codes import RowCode
from contacts.imports.deciding import changes, whom_it_is_about
from contacts.models import ContactList, Import
from contacts.values import COLUMNS, Details

_SHARED: Final = re.compile(r"(.+)~\d+").fullmatch


class Class(IntEnum):
    """What a row that is taken means to the list."""

    NEW = 1
    CHANGED = 2
    SAME = 3

    @property
    def term(self) -> str:
        """The term of the sum it counts in."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the list, as a value."""

    key: str = field(repr=False)
    details: Details = field(repr=False)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a row is about, under which key, and what becomes of them."""

    key: str = field(repr=False)
    of_class: Class


class Standing:
    """The people of the list into which an import goes; nobody where it is new."""

    def __init__(self, found: Import) -> None:
        self._list: ContactList | None = found.contact_list
        self._policy = found.policy

    def look_up(self, brought: Iterable[Details]) -> dict[str, list[Person]]:
        """Those in the list with the keys of these, by the key without its ordinal."""
        if self._list is None:
            return {}
        keys = {key_of(details) for details in brought}
        sharing = {key: self._sharing[key] for key in keys & self._sharing.keys()}
        wanted = keys.union(*sharing.values())
        rows = self._list.contacts.filter(key__in=wanted)
        there: dict[str, list[Person]] = defaultdict(list)
        for key, *values in rows.order_by("pk").values_list("key", *COLUMNS):
            details = Details(**dict(zip(COLUMNS, values, strict=True)))
            there[key if key in keys else _base(key)].append(Person(key, details))
        return there

    def meaning(self, brought: Details, there: Sequence[Person]) -> Meant | Problem:
        """Whom a row is about, of those who share its key."""
        if not there:
            return Meant(key_of(brought), Class.NEW)
        person: Person | None = there[0]
        if len(there) > 1:
            # Told apart on purpose: nobody is overwritten by somebody else.
            person = whom_it_is_about(brought, there)
        if person is None:
            return shared_problem(brought)
        is_changed = changes(person.details, brought, policy=self._policy)
        return Meant(person.key, Class.CHANGED if is_changed else Class.SAME)

    @cached_property
    def _sharing(self) -> dict[str, list[str]]:
        """Keys that several people of the list have, with those of the further ones."""
        further: dict[str, list[str]] = defaultdict(list)
        if self._list:
            keys = self._list.contacts.filter(key__contains="~")
            for key in keys.values_list("key", flat=True):
                if _SHARED(key):
                    further[_base(key)].append(key)
        return further


def blocked_among(account_id: int, people: Iterable[Details]) -> int:
    """How many of these have a number that stands blocked."""
    numbers = [details.number for details in people if details.number]
    blocks = Block.objects.standing().filter(account_id=account_id)
    blocked = set(blocks.filter(number__in=numbers).values_list("number", flat=True))
    return sum(1 for number in numbers if number in blocked) if blocked else 0


def _base(key: str) -> str:
    return key.rpartition("~")[0]


def shared_problem(brought: Details) -> Problem:
    """Nobody knows which of those who share a key a row is about."""
    return Problem(
        RowCode.SHARED,
        "Several people in the list share this on purpose, and none of them, or more "
        "than one, has this name. Change them there by hand.",
        raw=key_of(brought)[:200],
    )
