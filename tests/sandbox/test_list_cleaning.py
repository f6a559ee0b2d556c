"""Doubles and people who opted out, taken from lists over HTTP."""

import json

import pytest

from tests.sandbox.support import PHONE, make_contact, make_list, send


def names_on(api, list_id):
    rows = api.get(f"/lists/{list_id}/contacts").json()["data"]["data"]
    return [row["first_name"] for row in rows]


def opt_out_list(api):
    return api.get("/lists").json()["data"]["data"][0]["list_id"]


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        (["phone"], ["Ada", "ADA"]),
        (["phone_number"], ["Ada", "ADA"]),
        (["first_name"], ["Ada", "Bo"]),
        ({"first_name": "x", "last_name": "x"}, ["Ada", "Bo", "ADA"]),
        (["phone", "first_name"], ["Ada", "Bo", "ADA"]),
        (["email"], ["Ada", "Bo", "ADA"]),
    ],
)
def test_of_equal_contacts_the_first_stays(api, fields, left):
    list_id = make_list(api)
    make_contact(api, list_id, first_name="Ada")
    make_contact(api, list_id, first_name="Bo")
    other = {"phone_number": "+61491570157", "last_name": "Lovelace"}
    make_contact(api, list_id, first_name="ADA", **other)
    path = f"/lists/{list_id}/remove-duplicates/"

    answer = api.put(path, json={"fields": fields})

    assert answer.json()["data"] == {"deleted": 3 - len(left)}
    assert names_on(api, list_id) == left


@pytest.mark.parametrize("fields", [None, [], {}, ["shoe_size"], "phone", 7, [["a"]]])
def test_doubles_need_fields_that_contacts_have(api, fields):
    path = f"/lists/{make_list(api)}/remove-duplicates/"

    answer = api.put(path, json={"fields": fields})

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {"fields"}


def test_who_opted_out_is_taken_from_a_list(api):
    list_id, out = make_list(api), opt_out_list(api)
    make_contact(api, list_id, first_name="Ada")
    make_contact(api, list_id, first_name="Bo", phone_number="+61491570157")
    reached = {"phone_number": "", "email": "cy@example.com"}
    make_contact(api, list_id, first_name="Cy", **reached)
    make_contact(api, out)
    make_contact(api, out, **reached)

    answer = api.put(f"/lists/{list_id}/remove-opted-out-contacts/{out}")

    assert answer.json()["data"] == {"deleted": 2}
    assert names_on(api, list_id) == ["Bo"]
    assert len(names_on(api, out)) == 2


def test_opted_out_contacts_of_an_unknown_list_are_not_found(api):
    path = f"/lists/{make_list(api)}/remove-opted-out-contacts/999999"

    assert api.put(path).status_code == 404


def test_a_list_is_not_cleaned_by_itself(api):
    list_id = make_list(api)
    make_contact(api, list_id)

    answer = api.put(f"/lists/{list_id}/remove-opted-out-contacts/{list_id}")

    assert answer.status_code == 400
    assert names_on(api, list_id) == ["Ada"]


def sent_to_list(sandbox, list_id):
    """Mark the latest text as one that was sent to a list."""
    with sandbox.sandbox.store.write() as db:
        details = json.dumps({"list_id": list_id})
        db.execute("UPDATE ledger SET details = ?", (details,))


@pytest.mark.parametrize(
    ("answer", "moves"),
    [("STOP", True), (" stop! ", True), ("Opt-out", True), ("stop by at 5", False)],
)
def test_who_answers_stop_to_a_list_is_moved_from_it(api, sandbox, answer, moves):
    list_id = make_list(api)
    make_contact(api, list_id)
    make_contact(api, list_id, first_name="Bo", phone_number="+61491570157")
    send(api)
    sent_to_list(sandbox, list_id)

    sandbox.reply(sender=PHONE, body=answer)

    assert names_on(api, opt_out_list(api)) == (["Ada"] if moves else [])
    assert names_on(api, list_id) == (["Bo"] if moves else ["Ada", "Bo"])


def test_stop_to_a_text_that_went_to_one_person_moves_nobody(api, sandbox):
    list_id = make_list(api)
    make_contact(api, list_id)
    send(api)

    sandbox.reply(sender=PHONE, body="STOP")

    assert names_on(api, list_id) == ["Ada"]
