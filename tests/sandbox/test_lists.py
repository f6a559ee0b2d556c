"""Contact lists over HTTP: made, counted, renamed, deleted, and the Opt-Out list."""

import pytest

from tests.sandbox.support import make_contact, make_list

ROW = {
    "list_id",
    "list_name",
    "list_email_id",
    "_contacts_count",
    "_import_in_progress",
    "_optout_in_progress",
}


def rows(answer):
    return answer.json()["data"]["data"]


def test_a_list_is_made_with_an_email_id_of_sixteen_characters(api):
    answer = api.post("/lists", json={"list_name": "Tenants"}).json()

    assert answer["response_msg"] == "New list has been created."
    made = answer["data"]
    assert made.keys() == {
        "list_id",
        "list_name",
        "list_email_id",
        "_contacts_count",
    }
    assert (made["list_name"], made["_contacts_count"]) == ("Tenants", 0)
    assert len(made["list_email_id"]) == 16


@pytest.mark.parametrize("body", [{}, {"list_name": " "}, {"list_name": None}])
def test_a_list_needs_a_name(api, body):
    answer = api.post("/lists", json=body)

    assert answer.status_code == 400
    assert answer.json()["data"] == {"list_name": "list_name is required."}


def test_every_account_has_an_opt_out_list_from_the_start(api):
    (row,) = rows(api.get("/lists"))
    again = rows(api.get("/lists"))

    assert row["list_name"] == "Opt-Out List"
    assert row.keys() == ROW
    assert again == [row]


def test_the_opt_out_list_can_be_neither_renamed_nor_deleted(api):
    (row,) = rows(api.get("/lists"))
    path = f"/lists/{row['list_id']}"

    assert api.put(path, json={"list_name": "Mine"}).status_code == 403
    assert api.delete(path).status_code == 403


def test_lists_count_their_contacts(api):
    list_id = make_list(api)
    make_contact(api, list_id)
    contact = make_contact(api, list_id, phone_number="+61491570157")

    assert api.get(f"/lists/{list_id}").json()["data"]["_contacts_count"] == 2
    api.delete(f"/lists/{list_id}/contacts/{contact['contact_id']}")
    assert api.get(f"/lists/{list_id}").json()["data"]["_contacts_count"] == 1


def test_a_list_is_renamed(api):
    list_id = make_list(api)

    answer = api.put(f"/lists/{list_id}", json={"list_name": "Owners"})

    assert answer.json()["data"]["list_name"] == "Owners"
    assert api.get(f"/lists/{list_id}").json()["data"]["list_name"] == "Owners"


def test_a_deleted_list_is_gone_with_its_contacts(api):
    list_id = make_list(api)
    make_contact(api, list_id)

    answer = api.delete(f"/lists/{list_id}")

    assert answer.json()["data"] == []
    assert api.get(f"/lists/{list_id}").status_code == 404
    assert api.get(f"/lists/{list_id}/contacts").status_code == 404


@pytest.mark.parametrize("list_id", ["0", "999999", "9" * 40, "x", "1e1", "%00"])
def test_a_list_that_does_not_exist_is_not_found(api, list_id):
    make_list(api)

    for method in ("GET", "PUT", "DELETE"):
        answer = api.request(method, f"/lists/{list_id}", json={"list_name": "x"})
        assert answer.status_code == 404


def test_a_list_of_another_account_is_not_found(api, sandbox):
    sandbox.put_account("other", key="another-key")
    list_id = make_list(api)

    answer = api.get(f"/lists/{list_id}", auth=("other", "another-key"))

    assert answer.status_code == 404


def test_lists_come_in_pages_with_the_newer_links(api):
    for number in range(31):
        make_list(api, f"List {number}")

    page = api.get("/lists", params={"page": 2}).json()["data"]

    assert (page["total"], page["last_page"], len(page["data"])) == (32, 3, 15)
    assert (page["first_page_url"], page["last_page_url"]) == ("/?page=1", "/?page=3")
    assert page["path"] == "/"
    assert [(link["page"], link["active"]) for link in page["links"]] == [
        (1, False),
        (1, False),
        (2, True),
        (3, False),
        (3, False),
    ]


def test_a_reset_leaves_an_empty_opt_out_list(api, control):
    list_id = make_list(api)
    control.post("/reset")

    assert api.get(f"/lists/{list_id}").status_code == 404
    (row,) = rows(api.get("/lists"))
    assert row["list_name"] == "Opt-Out List"


def test_rules_for_replies_have_the_newer_links_and_those_for_receipts_not(api):
    inbound = api.get("/automations/sms/inbound").json()["data"]
    receipts = api.get("/automations/sms/receipts").json()["data"]

    newer = {"first_page_url", "last_page_url", "path", "links"}
    assert inbound.keys() - receipts.keys() == newer


def test_lists_are_numbered_without_gaps(api):
    first = make_list(api)
    api.get("/lists")

    assert make_list(api) == first + 1
