"""Pages of people who were found: stable both ways, and never by reading everybody.

Few candidates are sorted here, all of them, and their count is exact. Where words give
too many to sort, they come as they were added, straight from the index of trigrams. All
else walks in the order that was asked for, window by window, each wider than the last.
A walk that has found too few for a page when its time is up says so, and the next page
goes on from there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import (
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)
from django.db.models.lookups import (
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
)

from contacts.finding.finder import Finder
from contacts.finding.narrowing import candidates_of, is_by_trigrams, matching_keys
from contacts.models import Contact, ContactList

MOST_WALKED: Final = 1_500
WIDEST_WINDOW: Final = 24_000
LONGEST_WALK_SECONDS: Final = 0.5
MOST_COUNTED: Final = 1_000
# All of them match the words, so fewer fill a page; the place and the filters decide.
_MOST_OF_TRIGRAMS: Final = 1_001
_BY_AGE: Final = "pk"
Place = tuple[Any, int]
"""Where a person stands in the order: what is sorted by, and the key."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """From where a page goes on, and which way. Personal: seal it before it leaves.

    ``column`` is what was sorted by; a cursor of another order begins anew. ``count``
    and ``is_capped`` were found on the first page, and nobody counts again.
    """

    place: Place = field(repr=False)
    column: str
    is_backward: bool = False
    count: int = 0
    is_capped: bool = False


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page; ``count`` is a least number where ``is_capped``.

    ``is_partial``: not everybody was looked at, so ``next`` (or ``previous``) may find
    more even where there are few rows or none. ``is_by_age``: too many to be sorted.
    """

    rows: tuple[Contact, ...]
    next: Cursor | None
    previous: Cursor | None
    count: int
    is_capped: bool
    is_partial: bool = False
    is_by_age: bool = False


class _RowAbove(TupleGreaterThan):
    """(column, key) > (value, key) as one comparison, so that the index serves it.

    Django writes it as a chain of AND and OR for SQLite, which knows row values.
    """

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return GreaterThan.as_sql(self, compiler, connection)


class _RowBelow(TupleLessThan):
    """The same downward."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return LessThan.as_sql(self, compiler, connection)


class _RowFrom(TupleGreaterThanOrEqual):
    """The same with the row itself, upward."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return GreaterThanOrEqual.as_sql(self, compiler, connection)


class _RowUpTo(TupleLessThanOrEqual):
    """The same with the row itself, downward."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return LessThanOrEqual.as_sql(self, compiler, connection)


def find_page(
    finder: Finder, cursor: Cursor | None = None, size: int = 50
) -> FoundPage:
    """The page from a cursor on; the first one without."""
    column = finder.sort.column
    if finder.is_plain:
        return _walk(_Way(finder, column, _go_on(cursor, column)), size)
    goes_on = _go_on(cursor, _BY_AGE)
    candidates = None if goes_on else candidates_of(finder)
    if candidates is not None:
        way = _Way(finder, column, _go_on(cursor, column))
        return _page_of_few(way, candidates, size)
    if goes_on or is_by_trigrams(finder.terms(finder.account())):
        return replace(_walk(_Way(finder, _BY_AGE, goes_on), size), is_by_age=True)
    return _walk(_Way(finder, column, _go_on(cursor, column)), size)


def _go_on(cursor: Cursor | None, column: str) -> Cursor | None:
    return cursor if cursor and cursor.column == column else None


@dataclass(frozen=True, slots=True)
class _Way:
    """Which people are gone through, by which order, from where."""

    finder: Finder
    column: str
    cursor: Cursor | None

    @property
    def is_backward(self) -> bool:
        return bool(self.cursor and self.cursor.is_backward)

    @property
    def falls(self) -> bool:
        """True where it goes from high to low."""
        return self.finder.sort.is_downward != self.is_backward

    def place_of(self, person: Contact) -> Place:
        return (getattr(person, self.column), person.pk)

    def from_(self, place: Place) -> _Way:
        """The same way, gone on from a place."""
        cursor = self.cursor or Cursor(place, self.column)
        return replace(self, cursor=replace(cursor, place=place))

    def ahead(self) -> QuerySet[Contact]:
        """Everybody of the place after the cursor, in order."""
        sign = "-" if self.falls else ""
        people = self.finder.walked().order_by(f"{sign}{self.column}", f"{sign}pk")
        if self.cursor is None:
            return people
        return people.filter(self.beyond(self.cursor.place, falls=self.falls))

    def beyond(self, place: Place, *, falls: bool) -> Q:
        """The condition of standing after a place."""
        if self.column == _BY_AGE:
            return Q(pk__lt=place[1]) if falls else Q(pk__gt=place[1])
        compare = _RowBelow if falls else _RowAbove
        return Q(compare((F(self.column), F("pk")), place))

    def just_before(self, place: Place) -> Place:
        """From where a way back meets whoever stands at the place, too."""
        value, key = place
        key += -1 if self.falls else 1
        return (key if self.column == _BY_AGE else value, key)


def _page_of_few(way: _Way, keys: list[int], size: int) -> FoundPage:
    finder = way.finder
    found = finder.among(keys).filter(finder.condition()).order_by()
    places: list[Place] = sorted(found.values_list(way.column, "pk"), reverse=way.falls)
    count = len(places)
    if way.cursor:
        here = way.cursor.place
        places = [at for at in places if (at < here if way.falls else at > here)]
    shown = places[:size]
    people = Contact.objects.in_bulk([key for _value, key in shown])
    rows = [people[key] for _value, key in shown if key in people]
    edge = shown[-1] if len(places) > size else None
    return _page(way, rows, edge=edge, count=(count, False))


def _walk(way: _Way, size: int) -> FoundPage:
    """The next people in order, as many as a page holds or can be looked at by then."""
    condition = way.finder.condition()
    rows, edge = _look(way, condition, size)
    is_partial = edge is not None and len(rows) <= size
    if len(rows) > size:
        rows = rows[:size]
        edge = way.place_of(rows[-1])
    count = _count(way, condition, len(rows), edge)
    return _page(way, rows, edge=edge, count=count, is_partial=is_partial)


def _look(way: _Way, condition: Q, size: int) -> tuple[list[Contact], Place | None]:
    """One row more than a page, from window to window; where it stopped, if it did."""
    if not condition:
        return list(way.ahead()[: size + 1]), None
    rows: list[Contact] = []
    window, until = MOST_WALKED, time.monotonic() + LONGEST_WALK_SECONDS
    while True:
        people, edge = _window(way, window)
        rows += people.filter(condition)[: size + 1 - len(rows)]
        if edge is None or len(rows) > size or time.monotonic() >= until:
            return rows, edge
        way = way.from_(edge)
        window = min(2 * window, WIDEST_WINDOW)


def _page(
    way: _Way,
    rows: list[Contact],
    *,
    edge: Place | None,
    count: tuple[int, bool],
    is_partial: bool = False,
) -> FoundPage:
    """Cursors both ways; ``edge`` is where the way goes on, if it does."""
    onward = Cursor(edge, way.column, way.is_backward, *count) if edge else None
    back = None
    if way.cursor:
        at_cursor = way.just_before(way.cursor.place)
        begins = way.place_of(rows[0]) if rows else at_cursor
        back = Cursor(begins, way.column, not way.is_backward, *count)
    return FoundPage(
        rows=tuple(rows[::-1] if way.is_backward else rows),
        next=back if way.is_backward else onward,
        previous=onward if way.is_backward else back,
        count=count[0],
        is_capped=count[1],
        is_partial=is_partial,
    )


def _window(way: _Way, most: int) -> tuple[QuerySet[Contact], Place | None]:
    """The next people to look at, and the last of them if more may follow."""
    ahead = way.ahead()
    if way.column == _BY_AGE and connection.vendor == "sqlite":
        return _window_of_trigrams(way)
    # Read from the index alone.
    places = ahead.values_list(way.column, "pk")[most - 1 : most]
    edge: Place | None = next(iter(places), None)
    if edge is None:
        return ahead, None
    if way.column == _BY_AGE:
        up_to = Q(pk__gte=edge[1]) if way.falls else Q(pk__lte=edge[1])
        return ahead.filter(up_to), edge
    # One comparison: an "or" would let the database walk on to the end.
    compare = _RowFrom if way.falls else _RowUpTo
    return ahead.filter(Q(compare((F(way.column), F("pk")), edge))), edge


def _window_of_trigrams(way: _Way) -> tuple[QuerySet[Contact], Place | None]:
    """Keys from the index, which may be of any account, and may not match after all."""
    most = _MOST_OF_TRIGRAMS
    start = way.cursor.place[1] if way.cursor else None
    terms = way.finder.terms(way.finder.account())
    keys = matching_keys(terms, limit=most, beyond=start, falls=way.falls)
    edge = (keys[-1], keys[-1]) if len(keys) == most else None
    return way.finder.among(keys).order_by("-pk" if way.falls else "pk"), edge


def _count(way: _Way, condition: Q, shown: int, edge: Place | None) -> tuple[int, bool]:
    """How many there are, and whether there may be more: nobody counts a million."""
    if not condition:
        return _count_of_place(way.finder), False
    if way.cursor:
        return way.cursor.count, way.cursor.is_capped
    if edge is None:
        return shown, False
    people, goes_on = _window(way, MOST_WALKED)
    found = people.filter(condition).order_by()[: MOST_COUNTED + 1].count()
    is_capped = goes_on is not None or found > MOST_COUNTED
    return max(min(found, MOST_COUNTED), shown), is_capped


def _count_of_place(finder: Finder) -> int:
    """What the lists counted of themselves."""
    lists = ContactList.objects.standing().filter(account_id=finder.account_id)
    if finder.list_id is not None:
        lists = lists.filter(pk=finder.list_id)
    return sum(lists.values_list("people_count", flat=True))
