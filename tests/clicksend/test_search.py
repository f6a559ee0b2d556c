"""A search: contacts and lists, mixed, and what they are."""

import pytest

from clicksendhub.clicksend import Found, FoundType, RequestRefused

from .support import answering

CONTACT = {
    "id": "9001",
    "name": "Ada Ng",
    "contact": "+61491570156",
    "type": "contact",
    "contacts_count": None,
}
LIST = {
    "id": 310,
    "name": "Tenants",
    "contact": "KB0LHD6WXFVHZWTR",
    "type": "list",
    "contacts_count": "2",
    "_beta": 1,
}


def test_contacts_and_lists_are_found_by_a_word():
    client, wire = answering({"total": 2, "last_page": 1, "data": [CONTACT, LIST]})

    page = client.search.contacts_and_lists("+614 & co", page=2, limit=15)

    assert wire.path == "GET /v3/search/contacts-lists"
    assert wire.query == {"q": "+614 & co", "page": "2", "limit": "15"}
    assert page.rows == (
        Found(9001, FoundType.CONTACT, "Ada Ng", "+61491570156", None),
        Found(310, FoundType.LIST, "Tenants", "KB0LHD6WXFVHZWTR", 2),
    )
    assert page.rows[1].extra == {"_beta": 1}


def test_a_type_that_is_new_is_kept_as_it_is():
    client, _ = answering([{"id": 1, "type": "segment"}])

    assert client.search.contacts_and_lists("ten").rows[0].type == "segment"


@pytest.mark.parametrize("keyword", ["", "  ", "x" * 101, "Ada \ud83d"])
def test_a_search_that_cannot_be_asked_for_is_refused(keyword):
    client, wire = answering([])

    with pytest.raises(RequestRefused) as caught:
        client.search.contacts_and_lists(keyword)

    assert "Ada" not in f"{caught.value} {caught.value.__cause__}"
    assert wire.requests == []


def test_a_long_keyword_may_go():
    client, wire = answering([])

    client.search.contacts_and_lists("x" * 100)

    assert wire.query["q"] == "x" * 100


def test_nobody_who_was_found_is_in_a_repr():
    client, _ = answering([CONTACT])

    shown = repr(client.search.contacts_and_lists("ada"))

    assert "Ada" not in shown
    assert "+614" not in shown
