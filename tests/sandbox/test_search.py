"""The search for contacts and lists by a keyword."""

import pytest

from tests.sandbox.support import PHONE, make_contact, make_list


def found(api, keyword):
    answer = api.get("/search/contacts-lists", params={"q": keyword})
    return answer.json()["data"]["data"]


def test_a_search_mixes_lists_and_contacts(api):
    list_id = make_list(api, "Adams Street")
    contact = make_contact(api, list_id, first_name="Ada", last_name="Ng")
    email_id = api.get(f"/lists/{list_id}").json()["data"]["list_email_id"]

    assert found(api, "ada") == [
        {
            "id": contact["contact_id"],
            "name": "Ada Ng",
            "contact": PHONE,
            "type": "contact",
            "contacts_count": None,
        },
        {
            "id": list_id,
            "name": "Adams Street",
            "contact": email_id,
            "type": "list",
            "contacts_count": 1,
        },
    ]


@pytest.mark.parametrize(
    ("keyword", "names"),
    [
        ("ZOË", ["Zoë Ng"]),
        ("oë n", ["Zoë Ng"]),
        ("570156", ["Zoë Ng"]),
        ("zoe@EXAMPLE", ["Zoë Ng"]),
        ("harbour", ["Zoë Ng"]),
        ("%", []),
        ("first_name:Zoë", []),
        ("opt-out", ["Opt-Out List"]),
    ],
)
def test_a_keyword_is_any_part_in_any_case(api, keyword, names):
    make_contact(
        api,
        make_list(api),
        first_name="Zoë",
        email="zoe@example.com",
        organization_name="Harbour Café",
    )

    assert [row["name"] for row in found(api, keyword)] == names


def test_a_search_needs_a_keyword(api):
    assert api.get("/search/contacts-lists").status_code == 400


def test_a_search_comes_in_pages(api):
    for number in range(20):
        make_list(api, f"Block {number:02}")

    query = {"q": "block", "page": 2}
    page = api.get("/search/contacts-lists", params=query).json()["data"]

    assert (page["total"], page["last_page"]) == (20, 2)
    assert [row["name"] for row in page["data"]] == [
        f"Block {n}" for n in range(15, 20)
    ]


def test_a_search_shows_only_the_callers_account(api, sandbox):
    sandbox.put_account("other", key="another-key")
    make_list(api, "Tenants")

    answer = api.get(
        "/search/contacts-lists",
        params={"q": "tenants"},
        auth=("other", "another-key"),
    )

    assert answer.json()["data"]["total"] == 0
