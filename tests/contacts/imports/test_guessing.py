"""Columns of a file are guessed by their headings, else by what stands in them."""

from __future__ import annotations

import pytest

from clicksendhub.lib.tables import Row
from contacts.fields import FIELDS
from contacts.imports.guessing import guess


def guessed(*headings: str, cells: list[str] | None = None, **labels: str) -> list[str]:
    samples = [Row(2, cells)] if cells else []
    return guess(headings, samples, labels=labels)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Mobile", "number"),
        ("MOBILE_NUMBER", "number"),
        ("mobile phone", "number"),
        ("PhoneNumber", "number"),
        ("Tel.", "number"),
        ("First Name", "first_name"),
        ("firstName", "first_name"),
        ("Prénom", "first_name"),
        ("Surname", "last_name"),
        ("E-mail address", "email"),
        ("Company", "organisation"),
        ("Fax", "fax_number"),
        ("Suburb", "city"),
        ("ZIP", "postal_code"),
        ("Post code", "postal_code"),
        ("Country/Region", "country"),
        ("Street", "line_1"),
        ("Favourite colour", ""),
        ("", ""),
    ],
)
def test_a_heading_tells_what_a_column_is(heading: str, target: str):
    assert guessed(heading) == [target]


def test_the_headings_of_our_own_export_are_all_known():
    headings = [field.label for field in FIELDS]

    assert guess(headings, [], labels={}) == [field.name for field in FIELDS]


def test_the_name_of_the_list_in_our_own_export_is_left_out():
    assert guessed("List", "Phone number") == ["", "number"]


def test_the_accounts_own_names_of_fields_go_first():
    assert guessed("Company", own_1="Company") == ["own_1"]


def test_of_several_numbers_the_mobile_is_taken():
    assert guessed("Phone", "Mobile", "Work phone") == ["", "number", ""]


def test_of_equal_headings_the_first_is_taken():
    assert guessed("Mobile", "Mobile") == ["number", ""]


def test_without_headings_numbers_and_addresses_are_found_by_their_looks():
    cells = ["Ann", "0491 570 156", "ann@example.com"]

    assert guessed("Column A", "Column B", "Column C", cells=cells) == [
        *("", "number", "email")
    ]


def test_what_looks_like_a_number_is_not_taken_where_a_heading_names_one():
    cells = ["0491 570 156", "0491 570 157"]

    assert guessed("Mobile", "Order", cells=cells) == ["number", ""]


def test_five_hundred_equal_headings_are_no_trouble():
    assert guessed(*["Mobile"] * 200) == ["number", *[""] * 199]
