"""The index of trigrams: kept, brought back, done without."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from clicksendhub.credentials.models import Account
from contacts import checks, trigrams
from contacts.finding import Finder, find_page, suggest
from tests import make
from tests.contacts.make import contact, contact_list, rename

on_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL keeps its index by itself"
)


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


def found(account: Account, words: str) -> set[str]:
    rows = find_page(Finder(account.pk, words=words)).rows
    return {row.first_name for row in rows}


@on_sqlite
@pytest.mark.parametrize("lost", ["insert", "delete", "update"])
def test_a_trigger_that_was_lost_comes_back_with_what_it_missed(
    account: Account, lost: str
):
    place = contact_list(account)
    gone, changed = contact(place, "Gonzalo"), contact(place, "Charlotte")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigrams.TABLE}_{lost}")
    contact(place, "Ingrid")
    rename(changed, "Undine")
    gone.delete()

    trigrams.mend(using="default")

    assert trigrams.is_kept(connection)
    names = ("gonz", "charl", "ingrid", "undine")
    assert [found(account, name) for name in names] == [
        set(),
        set(),
        {"Ingrid"},
        {"Undine"},
    ]


@on_sqlite
def test_without_the_index_the_same_people_are_found(account: Account):
    place = contact_list(account)
    trigrams.drop(connection)
    contact(place, "Ingrid", number="+61412345678")

    assert found(account, "ngri") == {"Ingrid"}
    assert found(account, "in") == {"Ingrid"}
    assert found(account, "nobody") == set()


@on_sqlite
def test_a_sqlite_that_lost_fts5_can_be_written_to_again(
    account: Account, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(trigrams, "can_keep", lambda _database: False)

    trigrams.mend(using="default")

    assert not trigrams.is_kept(connection)
    contact(contact_list(account), "Ingrid")
    assert found(account, "ngri") == {"Ingrid"}


def test_a_sqlite_without_trigrams_is_told_of(
    settings: Any, monkeypatch: pytest.MonkeyPatch
):
    settings.DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
    assert checks.sqlite_knows_trigrams() == []

    monkeypatch.setattr(checks, "_knows_trigrams", lambda: False)

    assert [told.id for told in checks.sqlite_knows_trigrams()] == ["hub.W003"]


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth():
    account = make.account()
    contact(contact_list(account), "Ingrid")

    call_command("migrate", "contacts", "0001", verbosity=0)
    call_command("migrate", "contacts", verbosity=0)

    assert trigrams.is_kept(connection)
    assert found(account, "ngri") == {"Ingrid"}


def test_people_are_suggested_by_name_with_their_lists(account: Account):
    patients, staff = contact_list(account, "Patients"), contact_list(account, "Staff")
    for place in (patients, staff):
        contact(place, "Ingrid", number="+61412345678")
    contact(patients, "Ingrid", email="ingrid@example.com")

    [choice] = suggest(account, "ingr")

    assert (choice.number, choice.name) == ("+61412345678", "Ingrid")
    assert set(choice.lists) == {"Patients", "Staff"}
    assert suggest(account, " ") == []


def test_no_more_are_suggested_than_asked_for(account: Account):
    place = contact_list(account)
    for _ in range(12):
        contact(place, "Ingrid", number=make.number())

    assert len(suggest(account, "ingr", limit=8)) == 8
