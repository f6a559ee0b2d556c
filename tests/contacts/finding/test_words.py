"""What is typed into a search, and who is found by it."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.credentials.models import Account
from contacts.finding import Finder, find_page
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
        ("+614", {"zoe"}),
        ("618", {"jose", "anna"}),
        ("zoe 0412 345 678", {"zoe"}),
        ("anna 0412 345 678", set()),
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
    other = make.account()

    assert found(other, "zoe") == set()
    assert found(other, "0412 345 678") == set()


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
