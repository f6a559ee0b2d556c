"""What is looked for, as a value that pages, bulk acts and exports share."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, Replace, StrIndex
from django.db.models.lookups import Exact, GreaterThan

from clicksendhub.credentials.models import Account
from contacts.finding.filters import Filter, condition_of
from contacts.finding.words import AllOf, How, Term, Wanted, terms_of
from contacts.models import Contact, ContactList

MOST_FILTERS = 10
_RARE: Final = {"no_number": Q(number=""), "no_email": Q(email="")}


class Sort(StrEnum):
    """The orders in which people are shown."""

    NAME = "name"
    NAME_DOWN = "name_down"
    NEWEST = "newest"
    OLDEST = "oldest"

    @property
    def column(self) -> str:
        """What they are sorted by; the key decides between equals."""
        by_name = self in {Sort.NAME, Sort.NAME_DOWN}
        return "name_key" if by_name else "created_at"

    @property
    def is_downward(self) -> bool:
        return self in {Sort.NEWEST, Sort.NAME_DOWN}


@dataclass(frozen=True, slots=True)
class Finder:
    """Who is looked for in an account, or in one list of it; all terms must match."""

    account_id: int
    list_id: int | None = None
    words: str = field(default="", repr=False)
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort.NAME

    @property
    def is_plain(self) -> bool:
        """True where nothing is asked but the place."""
        return not self.words.strip() and not self.filters

    def rows(self) -> QuerySet[Contact]:
        """Everybody who matches, in order: for acts on all of them, and for exports."""
        found = self.scope().filter(self.condition())
        sign = "-" if self.sort.is_downward else ""
        return found.order_by(f"{sign}{self.sort.column}", f"{sign}pk")

    def scope(self) -> QuerySet[Contact]:
        """Everybody of the place, unsorted."""
        if self.list_id is None:
            return Contact.objects.filter(account_id=self.account_id)
        return Contact.objects.filter(contact_list_id=self.list_id)

    def walked(self) -> QuerySet[Contact]:
        """Everybody whom a walk in order comes to, unsorted.

        Whoever is rare by nature has an index of their own, in the order of names.
        """
        kinds = {filter_.kind for filter_ in self.filters[:MOST_FILTERS]}
        if self.list_id is None and self.sort.column == "name_key":
            for kind in _RARE.keys() & kinds:
                return self.scope().filter(_RARE[kind])
        return self.scope()

    def among(self, keys: Iterable[int]) -> QuerySet[Contact]:
        """The people of the place who have these keys, unsorted.

        The place is hidden from the planner: without statistics, SQLite would read all
        of an account rather than look up a thousand keys.
        """
        column = "account_id" if self.list_id is None else "contact_list_id"
        value = self.account_id if self.list_id is None else self.list_id
        people = Contact.objects.filter(pk__in=keys)
        return people.filter(Exact(Coalesce(column, 0), value))

    def condition(self) -> Q:
        """What must hold for a person of the place; empty where all of it does."""
        wanted = Q()
        if self.list_id is None and (gone := self._emptying_lists()):
            wanted &= ~Q(contact_list_id__in=gone)
        if self.list_id is not None and not self._is_own_list(self.list_id):
            return Q(pk__in=())
        if self.is_plain:
            return wanted
        account = self.account()
        for term in self.terms(account):
            wanted &= _condition_of(term)
        for filter_ in self.filters[:MOST_FILTERS]:
            wanted &= condition_of(account, filter_)
        return wanted

    def account(self) -> Account:
        """Whose people they are; its country reads numbers, its zone days."""
        return Account.objects.get(pk=self.account_id)

    def terms(self, account: Account) -> tuple[Wanted, ...]:
        """The words as terms, read by the habits of the account’s country."""
        return terms_of(self.words, country=account.country)

    def as_json(self) -> dict[str, Any]:
        """For a session, or for an act that a job does later."""
        return {
            "list_id": self.list_id,
            "words": self.words,
            "filters": [filter_.as_json() for filter_ in self.filters],
            "sort": self.sort.value,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], *, account_id: int) -> Finder:
        """The finder again, always within the account that asks."""
        return cls(
            account_id=account_id,
            list_id=kept["list_id"],
            words=kept["words"],
            filters=tuple(Filter(**each) for each in kept["filters"]),
            sort=Sort(kept["sort"]),
        )

    def with_filters(self, filters: Iterable[Filter]) -> Finder:
        """The same with other filters, each once."""
        return replace(self, filters=tuple(dict.fromkeys(filters))[:MOST_FILTERS])

    def _is_own_list(self, list_id: int) -> bool:
        """A list of another account holds nobody of this one."""
        ours = ContactList.objects.filter(pk=list_id, account_id=self.account_id)
        return ours.exists()

    def _emptying_lists(self) -> list[int]:
        """Deleted lists from which a job still takes the people."""
        left = Contact.objects.filter(contact_list_id=OuterRef("pk"))
        lists = ContactList.objects.filter(
            Exists(left), account_id=self.account_id, deleted_at__isnull=False
        )
        return list(lists.values_list("pk", flat=True))


def _condition_of(wanted: Wanted) -> Q:
    if isinstance(wanted, Term):
        return _condition_of_term(wanted)
    together = operator.and_ if isinstance(wanted, AllOf) else operator.or_
    return reduce(together, map(_condition_of, wanted.parts))


def _condition_of_term(term: Term) -> Q:
    """Written so that no index of trigrams serves it: ``narrowing`` asks that one."""
    if term.how is How.NUMBER:
        return Q(number=term.text) | Q(fax_number=term.text) & ~Q(fax_number="")
    if term.how is How.ANYWHERE:
        return Q(GreaterThan(StrIndex("search", _text(term.text)), 0))
    spaced = Concat(_text(" "), Replace("search", _text("\n"), _text(" ")))
    return Q(GreaterThan(StrIndex(spaced, _text(f" {term.text}")), 0))


def _text(words: str) -> Value:
    return Value(words, output_field=TextField())
