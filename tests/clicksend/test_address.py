"""Addresses: the same fields in the words of the API and in ours."""

from clicksendhub.clicksend.address import (
    ADDRESS_KEYS,
    Address,
    address_json,
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


def test_nothing_of_an_address_is_in_its_repr():
    assert repr(ADDRESS) == "Address()"
