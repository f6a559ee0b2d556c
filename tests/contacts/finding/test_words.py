"""What is typed into a search, and who is found by it."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from contacts.finding import Finder, find_page, narrowing, paging
from contacts.models import ContactList
from tests import make
from tests.contacts.make import contact, contact_list, rename

PEOPLE: dict[str, dict[str, str]] = {
    "zoe": {
        "first_name": "Zoë",
        "last_name": "O’Brien",
        "number": "+61412345678",
        "email": "Zoe.OBrien@example.com",
    },
    "jose": {
        "first_name": "José",
        "last_name": "Fernández García",
        "number": "+61898765432",
        "organisation": "Harbour Physio",
    },
    "anna": {"first_name": "Anna", "last_name": "Xu", "fax_number": "+61893334444"},
    "percent": {"first_name": "100%", "last_name": 'Real_"*Deal', "email": "a@b.co"},
    "firm": {"organisation": "Müller & Söhne", "email": "info@mueller.example"},
    "mail": {"email": "jo@example.org"},
    "bond": {"first_name": "James", "organisation": "Studio 007"},
    "party": {
        "organisation": "Studio 54, always 24/7",
        "number": "+61491570156",
    },
    "soren": {"first_name": "Søren", "last_name": "Łukaszæ"},
}


@pytest.fixture
def account(db: Any) -> Account:
    return make.account(country="AU")


@pytest.fixture
def everybody(account: Account) -> ContactList:
    place = contact_list(account)
    for key, details in PEOPLE.items():
        contact(place, **details, key=key)
    return place


def found(account: Account, words: str) -> set[str]:
    return {row.key for row in find_page(Finder(account.pk, words=words)).rows}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("", set(PEOPLE)),
        ("   ", set(PEOPLE)),
        # Part of a name, of an organisation, of an address; no case, no accents.
        ("brie", {"zoe"}),
        ("ZOE o'brien", {"zoe"}),
        ("zoë", {"zoe"}),
        ("fernandez", {"jose"}),
        ("muller", {"firm"}),
        ("physio", {"jose"}),
        ("example.com", {"zoe"}),
        ("example", {"zoe", "firm", "mail"}),
        # Every word must match, in any order.
        ("garcia jose", {"jose"}),
        ("jose xu", set()),
        # One or two letters: beginnings of words.
        ("x", {"anna"}),
        ("xu", {"anna"}),
        ("jo", {"jose", "mail"}),
        ("ga", {"jose"}),
        ("rn", set()),
        ("o'", {"zoe"}),
        # A number in any way of writing, and parts of one.
        ("0412 345 678", {"zoe"}),
        ("+61 412-345-678", {"zoe"}),
        ("(08) 9876 5432", {"jose"}),
        ("08 9333 4444", {"anna"}),
        ("345 67", {"zoe"}),
        ("0412", {"zoe"}),
        ("+614", {"zoe", "party"}),
        ("618", {"jose", "anna"}),
        ("zoe 0412 345 678", {"zoe"}),
        ("anna 0412 345 678", set()),
        # Digits as they are dialled, letter by letter; and digits that are no number.
        ("04", {"zoe", "party"}),
        ("041", {"zoe"}),
        ("049", {"party"}),
        ("0491", {"party"}),
        ("089", {"jose", "anna"}),
        ("007", {"bond"}),
        ("24/7", {"party"}),
        ("studio 54 0491", {"party"}),
        ("54 0491 570 156", {"party"}),
        ("0491 570 156 54", {"party"}),
        ("54 +61 491", {"party"}),
        ("55 0491", set()),
        # Letters that are no others with an accent.
        ("soren lukaszae", {"soren"}),
        ("SØREN", {"soren"}),
        # Characters with a meaning elsewhere have none here.
        ("%", set()),
        ("100%", {"percent"}),
        ("1%0", set()),
        ("_", set()),
        ("real_", {"percent"}),
        ("l_d", set()),
        ('"*d', {"percent"}),
        ('"', set()),
        ("*", set()),
        ("ann*", set()),
        ("anna OR zoe", set()),
        ("NEAR(anna)", set()),
        ("\\", set()),
        ("\0", set(PEOPLE)),
        ("nobody at all", set()),
    ],
)
@pytest.mark.usefixtures("everybody")
def test_words_find_whom_a_person_means(account: Account, words: str, who: set[str]):
    assert found(account, words) == who


@pytest.mark.usefixtures("everybody")
def test_another_account_is_never_found():
    other = make.account(country="AU")

    assert found(other, "zoe") == set()
    assert found(other, "0412 345 678") == set()


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("words", ["zoe", "0412", "z", "soren zoe", "0412 345 678"])
def test_a_small_account_is_searched_beside_a_large_one(
    words: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(narrowing, "MOST_CANDIDATES", 5)
    monkeypatch.setattr(paging, "_MOST_OF_TRIGRAMS", 6)
    monkeypatch.setattr(paging, "MOST_WALKED", 8)
    others = make.account(country="AU")
    theirs = contact_list(others)
    for _ in range(30):
        contact(theirs, **PEOPLE["zoe"], organisation="Søren")
    mine = make.account(country="AU")
    place = contact_list(mine)
    contact(place, **PEOPLE["zoe"], organisation="Søren", key="mine")

    few = find_page(Finder(mine.pk, words=words))

    assert [row.key for row in few.rows] == ["mine"]
    assert (few.count, few.is_capped, few.is_partial) == (1, False, False)

    for _ in range(6):
        contact(place, "Nobody")
    among_more = find_page(Finder(mine.pk, words=words))

    assert [row.key for row in among_more.rows] == ["mine"]


def test_a_list_of_another_account_holds_nobody(
    account: Account, everybody: ContactList
):
    other = make.account()

    assert find_page(Finder(other.pk, list_id=everybody.pk)).rows == ()


def test_a_changed_name_is_found_and_the_old_one_is_not(
    account: Account, everybody: ContactList
):
    person = contact(everybody, "Margaret")

    rename(person, "Penelope")

    assert found(account, "penelope") == {person.key}
    assert found(account, "margaret") == set()


def test_who_is_deleted_is_not_found(account: Account, everybody: ContactList):
    contact(everybody, "Margaret").delete()

    assert found(account, "margaret") == set()


def test_people_of_a_list_that_is_being_emptied_are_not_found(
    account: Account, everybody: ContactList
):
    contact(contact_list(account, deleted_at="2026-01-01T00:00:00Z"), "Margaret")

    assert found(account, "margaret") == set()
    assert found(account, "") == set(PEOPLE)
