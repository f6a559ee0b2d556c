"""No page reads everybody, whatever is looked for: plans, and what was really read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clicksendhub.credentials.models import Account
from contacts.finding import Filter, Finder, Sort, find_page, narrowing, paging
from contacts.folding import name_key_of, search_of
from contacts.models import Contact, ContactList
from contacts.persons import rows_with
from contacts.selecting import by_finder, selected
from contacts.values import Details
from tests import make
from tests.contacts.make import contact_list

# PostgreSQL would rather read two thousand rows than open an index.
PEOPLE: Final = 20_000 if connection.vendor == "postgresql" else 2_000
# Of a page of five: windows of twenty, and at most thirty candidates.
PAGE, WINDOW, CANDIDATES = 5, 20, 30
# Each row that is read takes SQLite some dozen steps of its machine.
STEPS: Final = 100
MOST_STEPS: Final = 15_000
TABLE: Final = Contact._meta.db_table


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "MOST_CANDIDATES", CANDIDATES)
    monkeypatch.setattr(paging, "_MOST_OF_TRIGRAMS", CANDIDATES + 1)
    monkeypatch.setattr(paging, "MOST_WALKED", WINDOW)
    monkeypatch.setattr(paging, "MOST_COUNTED", WINDOW)
    monkeypatch.setattr(paging, "LONGEST_WALK_SECONDS", 0)


@pytest.fixture
def account(db: Any) -> Account:
    return make.account(country="AU")


@pytest.fixture
def crowd(account: Account, small_steps: None) -> ContactList:
    """Thousands in one list, of whom few are unlike the others; no statistics."""
    place = contact_list(account)
    Contact.objects.bulk_create(_row(place, n) for n in range(PEOPLE))
    if connection.vendor == "postgresql":
        # As autovacuum does within a minute; SQLite has to do without.
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('contact_by_trigram')")
            cursor.execute("ANALYZE")
    return place


def _row(place: ContactList, ordinal: int) -> Contact:
    is_rare = ordinal % 500 == 499
    details = Details(
        first_name="Zsofia" if is_rare else "Anna",
        last_name=f"Xu{ordinal:05d}",
        number="" if is_rare else f"+61412{ordinal:06d}",
        number_kind="" if is_rare else "mobile",
        email="" if is_rare else f"a{ordinal}@example.com",
    )
    return Contact(
        **{name: getattr(details, name) for name in Details.__slots__},
        account_id=place.account_id,
        contact_list=place,
        key=f"{ordinal}",
        name_key=name_key_of(details),
        search=search_of(details),
    )


WANTED: list[dict[str, Any]] = [
    {},
    *({"sort": sort} for sort in Sort),
    {"words": "anna"},
    {"words": "zsofia"},
    {"words": "xu"},
    {"words": "anna xu00"},
    {"words": "nobody"},
    {"words": "614"},
    {"words": "04"},
    {"words": "0412 000 123"},
    {"words": "anna", "filters": (Filter("landline"),)},
    {"filters": (Filter("landline"),)},
    {"filters": (Filter("no_number"),)},
    {"filters": (Filter("no_email"),), "sort": Sort.NAME_DOWN},
    {"filters": (Filter("is", "Perth", "city"),), "sort": Sort.NEWEST},
    {"filters": (Filter("added_since", "2020-01-01"),)},
    {"filters": (Filter("textable"), Filter("has_email"))},
]


@pytest.mark.parametrize("is_in_list", [True, False])
def test_no_page_reads_everybody(
    account: Account, crowd: ContactList, is_in_list: bool
):
    for wanted in WANTED:
        finder = Finder(account.pk, crowd.pk if is_in_list else None, **wanted)

        with CaptureQueriesContext(connection) as asked, steps_counted() as steps:
            find_page(finder, size=PAGE)

        assert too_much([query["sql"] for query in asked]) == [], wanted
        assert sum(steps) < MOST_STEPS, wanted


@pytest.mark.parametrize("is_in_list", [True, False])
def test_a_piece_of_an_act_reads_no_more_than_it_holds(
    account: Account, crowd: ContactList, is_in_list: bool
):
    for wanted in ({}, {"words": "anna"}, {"filters": (Filter("has_email"),)}):
        finder = Finder(account.pk, crowd.pk if is_in_list else None, **wanted)
        people = selected(account.pk, by_finder(finder)).filter(pk__gt=0)

        with CaptureQueriesContext(connection) as asked:
            list(people[:PAGE])

        assert too_much([query["sql"] for query in asked]) == [], wanted


def test_the_page_of_a_person_reads_their_rows_alone(
    account: Account, crowd: ContactList
):
    person = crowd.contacts.exclude(number="").order_by("-name_key")[0]

    with CaptureQueriesContext(connection) as asked, steps_counted() as steps:
        rows_with(person)

    plans = [plan_of(query["sql"]) for query in asked if TABLE in query["sql"]]
    assert not any(map(reads_too_many, plans))
    assert sum(steps) < MOST_STEPS // 10


def test_a_page_that_sorts_the_whole_account_would_be_noticed(
    account: Account, crowd: ContactList
):
    everybody = Contact.objects.filter(account=account).order_by("city", "pk")[:PAGE]

    with CaptureQueriesContext(connection) as asked, steps_counted() as steps:
        list(everybody)

    assert too_much([query["sql"] for query in asked])
    assert sum(steps) > MOST_STEPS or connection.vendor == "postgresql"


def too_much(statements: Iterable[str]) -> list[str]:
    """Plans that sort what an index should have sorted, or read far too many."""
    first = re.compile(r" FROM (\(SELECT|\"(\w+)\")")
    about_people = [
        sql
        for sql in statements
        if (found := first.search(sql)) and found[2] in {None, TABLE}
    ]
    assert about_people
    plans = [plan_of(sql) for sql in about_people]
    return [plan for plan in plans if sorts(plan) or reads_too_many(plan)]


def sorts(plan: str) -> bool:
    """A sort of a handful of candidates is none."""
    if connection.vendor == "sqlite":
        return "USE TEMP B-TREE FOR ORDER BY" in plan and "rowid=?" not in plan
    few = re.search(r"Sort .*?rows=(\d+) loops", plan)
    return few is not None and int(few[1]) > WINDOW + CANDIDATES


def reads_too_many(plan: str) -> bool:
    """Of SQLite, the steps of its machine are counted besides."""
    if connection.vendor == "sqlite":
        return any(
            f"SCAN {TABLE}" in line and "USING" not in line
            for line in plan.splitlines()
        )
    # What an index of bits reads is no row.
    lines = [line for line in plan.splitlines() if "Bitmap Index Scan" not in line]
    read = [int(rows) for rows in re.findall(r"actual rows=(\d+)", "\n".join(lines))]
    dropped = [int(rows) for rows in re.findall(r"Rows Removed.*: (\d+)", plan)]
    return max([*read, *dropped], default=0) > 1_000


def plan_of(sql: str) -> str:
    """The plan; PostgreSQL carries it out, and would rather read few rows than open
    an index.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@contextmanager
def steps_counted() -> Iterator[list[int]]:
    """How many steps SQLite’s machine takes; none on PostgreSQL."""
    counted: list[int] = []
    database: Any = connection.connection
    if not isinstance(database, sqlite3.Connection):
        yield counted
        return
    database.set_progress_handler(lambda: counted.append(STEPS), STEPS)
    try:
        yield counted
    finally:
        database.set_progress_handler(None, 0)
