"""Contacts over HTTP: made, listed, changed, copied, moved, deleted."""

import time

import pytest

from clicksendhub.sandbox.contacts import recipients_of
from tests.sandbox.support import PHONE, make_contact, make_list

NOBODY = {
    "fax_number": None,
    "organization_name": None,
    "email": None,
    "address_line_1": None,
    "address_line_2": None,
    "address_city": None,
    "address_state": None,
    "address_postal_code": None,
    "address_country": None,
}


def rows(answer):
    return answer.json()["data"]["data"]


def path_of(contact):
    return f"/lists/{contact['list_id']}/contacts/{contact['contact_id']}"


def test_a_contact_is_answered_with_every_field(api):
    list_id = make_list(api)

    made = make_contact(api, list_id, custom_1="Unit 4")

    assert abs(made.pop("date_added") - time.time()) < 5
    assert abs(made.pop("date_updated") - time.time()) < 5
    assert made == NOBODY | {
        "contact_id": made["contact_id"],
        "list_id": list_id,
        "phone_number": PHONE,
        "first_name": "Ada",
        "last_name": "Ng",
        "custom_1": "Unit 4",
        "custom_2": "",
        "custom_3": "",
        "custom_4": "",
        "_list_name": "Tenants",
    }


def test_a_contact_keeps_its_address_and_post_code(api):
    address = {
        "address_line_1": "1 Example St",
        "address_line_2": "Unit 4",
        "address_city": "Perth",
        "address_state": "WA",
        "address_postal_code": 6000,
        "address_country": "au",
    }

    made = make_contact(api, make_list(api), **address)

    shown = api.get(path_of(made)).json()["data"]
    assert shown == made
    assert (shown["address_postal_code"], shown["address_country"]) == ("6000", "AU")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0491 570 156", PHONE),
        ("(04) 9157-0156", PHONE),
        ("0061491570156", PHONE),
        ("61491570156", PHONE),
        (491570156, PHONE),
        ("+64 21 107 0110", "+64211070110"),
    ],
)
def test_numbers_are_read_by_the_accounts_country(api, given, kept):
    made = make_contact(api, make_list(api), phone_number=given, fax_number=given)

    assert (made["phone_number"], made["fax_number"]) == (kept, kept)


@pytest.mark.parametrize(
    "reached_by",
    [{"phone_number": PHONE}, {"email": "ada@example.com"}, {"fax_number": PHONE}],
)
def test_one_way_to_reach_a_person_is_enough(api, reached_by):
    path = f"/lists/{make_list(api)}/contacts"

    answer = api.post(path, json=reached_by)

    assert answer.status_code == 200
    assert answer.json()["data"].items() >= reached_by.items()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"first_name": "Ada"}, "phone_number"),
        ({"phone_number": "", "email": None}, "phone_number"),
        ({"phone_number": "04 1234"}, "phone_number"),
        ({"phone_number": PHONE, "fax_number": "many"}, "fax_number"),
        ({"email": "ada"}, "email"),
        ({"email": "ada@example.com", "address_country": "ZZ"}, "address_country"),
    ],
)
def test_a_contact_with_something_wrong_is_refused_by_field(api, given, field):
    answer = api.post(f"/lists/{make_list(api)}/contacts", json=given)

    assert answer.status_code == 400
    assert answer.json()["response_msg"] == "Invalid input."
    assert answer.json()["data"].keys() == {field}


def test_a_field_of_the_wrong_type_is_the_other_400(api):
    answer = api.post(f"/lists/{make_list(api)}/contacts", json={"email": ["a"]})

    assert (answer.status_code, answer.json()["response_code"]) == (400, 400)


def test_half_a_character_is_kept_as_a_question_mark(api):
    path = f"/lists/{make_list(api)}/contacts"
    body = b'{"phone_number": "+61491570156", "first_name": "A\\ud800"}'

    answer = api.post(path, content=body)

    assert answer.json()["data"]["first_name"] == "A?"


def test_a_contact_in_a_list_that_is_not_yours_is_forbidden(api, sandbox):
    sandbox.put_account("other", key="another-key")
    path = f"/lists/{make_list(api)}/contacts"
    person = {"phone_number": PHONE}

    unknown = api.post("/lists/999999/contacts", json=person)
    foreign = api.post(path, json=person, auth=("other", "another-key"))

    assert (unknown.status_code, foreign.status_code) == (403, 403)
    assert unknown.json()["response_code"] == "FORBIDDEN"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_unknown_contact_is_not_found(api, method):
    answer = api.request(method, f"/lists/{make_list(api)}/contacts/999999", json={})

    assert answer.status_code == 404
    assert answer.json()["response_msg"] == "Contact record not found."


def test_a_contact_is_found_on_its_own_list_alone(api):
    contact, other = make_contact(api, make_list(api)), make_list(api)

    answer = api.get(f"/lists/{other}/contacts/{contact['contact_id']}")

    assert answer.status_code == 404


def test_a_change_leaves_what_it_does_not_name(api):
    contact = make_contact(api, make_list(api), email="ada@example.com")

    changed = api.put(path_of(contact), json={"last_name": "Lovelace"}).json()["data"]

    assert changed["last_name"] == "Lovelace"
    assert (changed["first_name"], changed["email"]) == ("Ada", "ada@example.com")
    assert api.get(path_of(contact)).json()["data"] == changed


def test_a_change_cannot_take_the_last_way_to_reach_a_person(api):
    contact = make_contact(api, make_list(api))

    assert api.put(path_of(contact), json={"phone_number": ""}).status_code == 400
    assert api.get(path_of(contact)).json()["data"]["phone_number"] == PHONE


def test_the_same_number_may_stand_on_a_list_twice(api):
    list_id = make_list(api)

    first, second = make_contact(api, list_id), make_contact(api, list_id)

    assert first["contact_id"] != second["contact_id"]


def test_contacts_come_in_pages_and_each_once(api):
    list_id = make_list(api)
    for number in range(20):
        make_contact(api, list_id, phone_number=f"+6149157{number:04}")

    pages = [
        rows(api.get(f"/lists/{list_id}/contacts", params={"page": number}))
        for number in (1, 2, 3)
    ]

    assert [len(page) for page in pages] == [15, 5, 0]
    assert len({row["contact_id"] for page in pages for row in page}) == 20


def test_contacts_changed_after_a_moment_can_be_asked_for(api):
    contact = make_contact(api, make_list(api))
    path = f"/lists/{contact['list_id']}/contacts"
    moment = contact["date_updated"]

    earlier = rows(api.get(path, params={"updated_after": moment - 1}))
    later = rows(api.get(path, params={"updated_after": moment}))

    assert [row["contact_id"] for row in earlier] == [contact["contact_id"]]
    assert later == []


def test_a_copy_stands_on_both_lists(api):
    contact, other = make_contact(api, make_list(api)), make_list(api, "Owners")

    made = api.put(f"{path_of(contact)}/copy/{other}").json()["data"]

    assert (made["list_id"], made["_list_name"]) == (other, "Owners")
    assert made["contact_id"] != contact["contact_id"]
    assert made["phone_number"] == contact["phone_number"]
    assert api.get(path_of(contact)).status_code == 200


@pytest.mark.parametrize("form", ["/transfer/{to}", "/{to}"])
def test_a_transfer_takes_the_contact_away_in_both_forms(api, form):
    contact, other = make_contact(api, make_list(api)), make_list(api, "Owners")

    moved = api.put(path_of(contact) + form.format(to=other)).json()["data"]

    assert (moved["contact_id"], moved["list_id"]) == (contact["contact_id"], other)
    assert api.get(path_of(contact)).status_code == 404
    assert api.get(path_of(moved)).json()["data"] == moved


@pytest.mark.parametrize("form", ["/transfer/999999", "/999999", "/copy/999999"])
def test_a_contact_cannot_go_to_a_list_that_does_not_exist(api, form):
    contact = make_contact(api, make_list(api))

    assert api.put(path_of(contact) + form).status_code == 404
    assert api.get(path_of(contact)).status_code == 200


def test_the_recipients_of_a_list_are_its_contacts_in_order(api, sandbox):
    list_id = make_list(api)
    make_contact(api, list_id, first_name="Ada")
    make_contact(api, list_id, first_name="Bo", phone_number="+61491570157")
    account = sandbox.sandbox.accounts.named("rehearsal")

    people = recipients_of(sandbox.sandbox, account, list_id)

    assert people is not None
    assert [person.first_name for person in people] == ["Ada", "Bo"]
    assert "Ada" not in repr(people[0])
    assert recipients_of(sandbox.sandbox, account, 999_999) is None
