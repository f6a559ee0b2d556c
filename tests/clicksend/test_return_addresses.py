"""Return addresses: where post goes that cannot be delivered."""

from dataclasses import replace

import httpx
import pytest

from clicksendhub.clicksend import (
    Address,
    NotFound,
    RequestRefused,
    ReturnAddress,
    UnreadableAnswer,
)

from .support import Wire, answering, client_on

OFFICE = Address(
    name="Office",
    line_1="2 Example St",
    city="Perth",
    postal_code="6000",
    country="AU",
)
FIELDS = {
    "return_address_id": "77",
    "user_id": 4021,
    "address_name": "Office",
    "address_line_1": "2 Example St",
    "address_line_2": None,
    "address_city": "Perth",
    "address_state": "",
    "address_postal_code": 6000,
    "address_country": "AU",
}
WRITTEN = {
    "address_name": "Office",
    "address_line_1": "2 Example St",
    "address_line_2": "",
    "address_city": "Perth",
    "address_state": "",
    "address_postal_code": "6000",
    "address_country": "AU",
}
KEPT = ReturnAddress(77, OFFICE, 4021)


def test_all_pages_are_listed():
    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params["page"])
        row = {**FIELDS, "return_address_id": 76 + page}
        data = {"current_page": page, "last_page": 2, "data": [row]}
        return httpx.Response(200, json={"http_code": 200, "data": data})

    wire = Wire(answer)
    found = client_on(wire).return_addresses.list()

    assert [one.return_address_id for one in found] == [77, 78]
    assert wire.path == "GET /v3/post/return-addresses"
    assert wire.query == {"page": "2", "limit": "100"}


@pytest.mark.parametrize("data", [None, [], {"last_page": 0, "data": []}])
def test_there_may_be_none(data):
    client, _ = answering(data)

    assert client.return_addresses.list() == ()


def test_one_is_fetched_with_what_we_have_no_name_for():
    client, wire = answering({**FIELDS, "is_default": 1})

    found = client.return_addresses.get(77)

    assert wire.path == "GET /v3/post/return-addresses/77"
    assert found == KEPT
    assert found.extra == {"is_default": 1}


def test_one_is_added_also_without_a_state():
    client, wire = answering(FIELDS)

    assert client.return_addresses.create(OFFICE) == KEPT
    assert wire.path == "POST /v3/post/return-addresses"
    assert wire.json == WRITTEN


def test_one_is_written_anew():
    client, wire = answering(FIELDS)

    assert client.return_addresses.update(77, address=OFFICE) == KEPT
    assert wire.path == "PUT /v3/post/return-addresses/77"
    assert wire.json == WRITTEN


@pytest.mark.parametrize("data", [[], None, True])
def test_one_is_removed_whatever_is_told(data):
    client, wire = answering(data)

    client.return_addresses.delete(77)

    assert wire.path == "DELETE /v3/post/return-addresses/77"


def test_one_that_is_gone_is_not_found():
    client, _ = answering(status=404, code="NOT_FOUND")

    with pytest.raises(NotFound):
        client.return_addresses.delete(77)


@pytest.mark.parametrize("data", [[], None, True, {"address_name": "Office"}])
def test_a_new_one_without_an_id_is_unreadable(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.return_addresses.create(OFFICE)


@pytest.mark.parametrize("name", ["name", "line_1", "city", "postal_code", "country"])
def test_one_with_a_missing_part_is_refused(name):
    client, wire = answering(FIELDS)
    partial = replace(OFFICE, **{name: " "})

    with pytest.raises(RequestRefused) as caught:
        client.return_addresses.create(partial)
    with pytest.raises(RequestRefused):
        client.return_addresses.update(77, address=partial)

    assert list(caught.value.fields) == [f"address.{name}"]
    assert wire.requests == []


def test_a_country_has_two_letters():
    client, wire = answering(FIELDS)

    with pytest.raises(RequestRefused) as caught:
        client.return_addresses.create(replace(OFFICE, country="Australia"))

    assert list(caught.value.fields) == ["address.country"]
    assert wire.requests == []


@pytest.mark.parametrize("return_address_id", [0, -1])
def test_an_id_that_could_not_be_read_names_no_return_address(return_address_id):
    client, wire = answering(FIELDS)

    for call in (client.return_addresses.get, client.return_addresses.delete):
        with pytest.raises(RequestRefused):
            call(return_address_id)

    assert wire.requests == []
