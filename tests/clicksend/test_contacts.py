"""Contacts: every field there and back, and the walk through a list."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from clicksendhub.clicksend import (
    Address,
    Contact,
    Forbidden,
    NewContact,
    NotFound,
    RequestRefused,
    UnreadableAnswer,
)

from .support import Wire, answering, client_on

SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
WRITTEN = {
    "phone_number": "+61491570156",
    "email": "ada@example.com",
    "fax_number": "+61261111111",
    "first_name": "Ada",
    "last_name": "Ng",
    "organization_name": "Example Pty",
    "custom_1": "1",
    "custom_2": "2",
    "custom_3": "3",
    "custom_4": "4",
    "address_line_1": "1 Example St",
    "address_line_2": "Flat 2",
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
}
KEPT = {
    **WRITTEN,
    "contact_id": 9001,
    "list_id": 310,
    "date_added": 1790000000,
    "date_updated": "1790000000",
    "_list_name": "Tenants",
}
ADA = NewContact(
    phone_number="+61491570156",
    email="ada@example.com",
    fax_number="+61261111111",
    first_name="Ada",
    last_name="Ng",
    organisation="Example Pty",
    custom_1="1",
    custom_2="2",
    custom_3="3",
    custom_4="4",
    address=Address(
        line_1="1 Example St",
        line_2="Flat 2",
        city="Perth",
        state="WA",
        postal_code="6000",
        country="AU",
    ),
)


def test_a_contact_is_written_and_read_field_by_field():
    client, wire = answering({**KEPT, "_beta": 1})

    created = client.contacts.create(310, contact=ADA)

    assert wire.path == "POST /v3/lists/310/contacts"
    assert wire.json == WRITTEN
    assert created == Contact(
        contact_id=9001,
        list_id=310,
        phone_number="+61491570156",
        email="ada@example.com",
        fax_number="+61261111111",
        first_name="Ada",
        last_name="Ng",
        organisation="Example Pty",
        custom_1="1",
        custom_2="2",
        custom_3="3",
        custom_4="4",
        address=ADA.address,
        list_name="Tenants",
        added_at=SEPTEMBER,
        updated_at=SEPTEMBER,
    )
    assert created.extra == {"_beta": 1}


def test_a_new_contact_is_written_without_what_is_empty():
    client, wire = answering(KEPT)

    client.contacts.create(310, contact=NewContact(email="ada@example.com"))

    assert wire.json == {"email": "ada@example.com"}


def test_an_update_empties_what_is_empty():
    client, wire = answering(KEPT)

    contact = NewContact(phone_number="+61491570156", first_name="Ada")
    client.contacts.update(310, contact_id=9001, contact=contact)

    assert wire.path == "PUT /v3/lists/310/contacts/9001"
    assert wire.json.keys() == WRITTEN.keys()
    assert (wire.json["first_name"], wire.json["email"]) == ("Ada", "")


def test_nulls_and_old_spellings_are_read_as_nothing():
    nothing = dict.fromkeys(KEPT)
    odd = {"contact_id": "9001", "date_added": "", "address_postal_code": 6000}
    client, _ = answering({**nothing, **odd})

    contact = client.contacts.get(310, contact_id=9001)

    assert (contact.contact_id, contact.list_id) == (9001, 0)
    assert (contact.email, contact.added_at, contact.updated_at) == ("", None, None)
    assert contact.address == Address(postal_code="6000")


def test_a_page_is_asked_for_what_changed_since_a_moment():
    client, wire = answering({"current_page": 2, "last_page": 2, "data": [KEPT]})

    page = client.contacts.page(310, page=2, limit=15, updated_after=SEPTEMBER)

    assert wire.path == "GET /v3/lists/310/contacts"
    assert wire.query == {"page": "2", "limit": "15", "updated_after": "1790000000"}
    assert [contact.contact_id for contact in page.rows] == [9001]


def test_everybody_is_walked_to_the_last_page():
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        rows = [{**KEPT, "contact_id": number}] if number < 4 else []
        about = {"total": 3, "per_page": 1, "data": rows}
        return httpx.Response(200, json={"http_code": 200, "data": about})

    wire = Wire(answer)

    found = client_on(wire).contacts.all(310, updated_after=SEPTEMBER)

    assert [contact.contact_id for contact in found] == [1, 2, 3]
    assert {request.url.params["updated_after"] for request in wire.requests} == {
        "1790000000"
    }


@pytest.mark.parametrize("verb", ["copy", "transfer"])
def test_a_contact_goes_to_another_list(verb):
    client, wire = answering({**KEPT, "list_id": 311})

    moved = getattr(client.contacts, verb)(310, contact_id=9001, to_list_id=311)

    assert wire.path == f"PUT /v3/lists/310/contacts/9001/{verb}/311"
    assert wire.last.content == b""
    assert moved.list_id == 311


@pytest.mark.parametrize("data", [[], None, True])
def test_a_contact_is_removed_whatever_the_answer_holds(data):
    client, wire = answering(data)

    client.contacts.delete(310, contact_id=9001)

    assert wire.path == "DELETE /v3/lists/310/contacts/9001"


def test_a_contact_that_does_not_exist_is_not_found():
    client, _ = answering(status=404, code="NOT_FOUND")

    with pytest.raises(NotFound):
        client.contacts.get(310, contact_id=9001)


def test_a_list_of_somebody_else_is_forbidden():
    client, _ = answering(status=403, code="FORBIDDEN")

    with pytest.raises(Forbidden):
        client.contacts.create(310, contact=ADA)


@pytest.mark.parametrize("data", [{}, [], True, {"contact_id": None}])
def test_a_new_contact_without_an_id_is_unreadable(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.contacts.create(310, contact=ADA)


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        (NewContact(first_name="Ada", phone_number=" "), "phone_number"),
        (replace(ADA, address=Address(name="Ada")), "address.name"),
    ],
)
def test_a_contact_that_clicksend_would_cut_is_refused(contact, field):
    client, wire = answering(KEPT)

    with pytest.raises(RequestRefused) as caught:
        client.contacts.update(310, contact_id=9001, contact=contact)
    with pytest.raises(RequestRefused):
        client.contacts.create(310, contact=contact)

    assert list(caught.value.fields) == [field]
    assert wire.requests == []


@pytest.mark.parametrize("country", ["Australia", "au", "AU\n"])
def test_an_odd_country_is_refused_only_where_it_is_new(country):
    client, wire = answering(KEPT)
    odd = replace(ADA, address=Address(country=country))

    client.contacts.update(310, contact_id=9001, contact=odd)
    with pytest.raises(RequestRefused) as caught:
        client.contacts.create(310, contact=odd)

    assert list(caught.value.fields) == ["address.country"]
    assert wire.path == "PUT /v3/lists/310/contacts/9001"
    assert wire.json["address_country"] == country


@pytest.mark.parametrize(
    "ask",
    [
        lambda contacts: contacts.page(0),
        lambda contacts: contacts.page(310, limit=14),
        lambda contacts: contacts.page(310, updated_after=datetime(2026, 9, 21)),
        lambda contacts: contacts.get(310, contact_id=0),
        lambda contacts: contacts.delete(0, contact_id=9001),
        lambda contacts: contacts.copy(310, contact_id=9001, to_list_id=0),
        lambda contacts: contacts.transfer(310, contact_id=-1, to_list_id=311),
    ],
)
def test_an_unknown_id_never_reaches_another_address(ask):
    client, wire = answering(KEPT)

    with pytest.raises(RequestRefused):
        ask(client.contacts)

    assert wire.requests == []


def test_nothing_of_a_person_is_in_a_repr():
    client, _ = answering(KEPT)

    shown = repr([ADA, client.contacts.get(310, contact_id=9001)])

    assert [
        value for value in WRITTEN.values() if len(value) > 1 and value in shown
    ] == []
