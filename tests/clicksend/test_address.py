"""Addresses: the same fields in the words of the API and in ours."""

from dataclasses import replace

import pytest

from clicksendhub.clicksend.address import (
    ADDRESS_KEYS,
    Address,
    address_json,
    address_key,
    place_json,
    read_address,
)

ADDRESS = Address(
    name="Ada Ng",
    line_1="1 Example St",
    line_2="Flat 2",
    city="Perth",
    state="WA",
    postal_code="6000",
    country="AU",
)
FIELDS = {
    "address_name": "Ada Ng",
    "address_line_1": "1 Example St",
    "address_line_2": "Flat 2",
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
}


def test_an_address_is_written_and_read_field_by_field():
    assert address_json(ADDRESS) == FIELDS
    assert read_address(FIELDS) == ADDRESS
    assert set(FIELDS) == ADDRESS_KEYS


def test_the_address_of_a_contact_has_no_name():
    assert "address_name" not in place_json(ADDRESS)
    assert {**place_json(ADDRESS), "address_name": "Ada Ng"} == FIELDS


def test_a_postal_code_may_be_a_number_and_the_rest_missing():
    found = read_address({"address_postal_code": 6000, "address_city": None})

    assert found == Address(postal_code="6000")


@pytest.mark.parametrize(
    ("written", "answered"),
    [
        ({"postal_code": "0820"}, {"postal_code": "820"}),
        ({"postal_code": "0000"}, {"postal_code": "0"}),
        ({"name": "ADA  NG"}, {"name": "Ada Ng "}),
        ({"postal_code": "SW1A  1AA"}, {"postal_code": "sw1a 1aa"}),
    ],
)
def test_an_address_is_known_again_however_it_is_answered(written, answered):
    there, back = replace(ADDRESS, **written), replace(ADDRESS, **answered)

    assert address_key(there) == address_key(back)


@pytest.mark.parametrize(
    "change", [{"postal_code": ""}, {"postal_code": "06001"}, {"line_2": "Flat 3"}]
)
def test_another_address_has_another_key(change):
    assert address_key(ADDRESS) != address_key(replace(ADDRESS, **change))


def test_nothing_of_an_address_is_in_its_repr():
    assert repr(ADDRESS) == "Address()"
