"""Subaccounts over HTTP: their own keys and lists, one balance."""

from datetime import UTC, datetime

import pytest

from tests.sandbox.support import USER, make_list, send, text

PERSON = {
    "api_username": "front-desk",
    "password": "not kept",
    "email": "ada@example.com",
    "phone_number": "0491 570 156",
    "first_name": "Ada",
    "last_name": "Ng",
}


def make(api, **changes):
    answer = api.post("/subaccounts", json=PERSON | changes)
    assert answer.status_code == 200
    return answer.json()["data"]


def login(made):
    return (made["api_username"], made["api_key"])


def path_of(made):
    return f"/subaccounts/{made['subaccount_id']}"


def test_a_subaccount_calls_with_its_own_key_and_the_same_user(api):
    made = make(api, access_billing=0, notes="Mornings")

    mine = api.get("/account").json()["data"]
    theirs = api.get("/account", auth=login(made)).json()["data"]

    assert theirs["_subaccount"] == made
    assert theirs["user_id"] == mine["user_id"]
    assert made["subaccount_id"] != mine["_subaccount"]["subaccount_id"]
    assert (made["access_billing"], made["access_users"]) == (0, 1)
    assert (made["is_main"], mine["_subaccount"]["is_main"]) == (0, 1)
    assert made["phone_number"] == "+61491570156"
    assert "password" not in made


def test_what_a_subaccount_sends_its_account_pays(api, sandbox):
    made = make(api)
    before = float(sandbox.balance(USER))
    send(api)
    api.post("/sms/send", json={"messages": [text()]}, auth=login(made))

    assert float(sandbox.balance(USER)) == pytest.approx(before - 2 * 0.0792)
    theirs = api.get("/account", auth=login(made)).json()["data"]["balance"]
    assert float(theirs) == float(sandbox.balance(USER))
    row = api.get("/recharge/transactions").json()["data"]["data"][0]
    assert row["amount"] == before


def test_usage_is_told_apart_by_subaccount(api, sandbox):
    made = make(api)
    send(api)
    api.post("/sms/send", json={"messages": [text(), text()]}, auth=login(made))
    sent_at = datetime.fromtimestamp(sandbox.ledger()[0]["at"], UTC)

    usage = api.get(f"/account/usage/{sent_at:%Y/%m}/subaccount").json()["data"]

    counts = {row["username"]: row["total_count"] for row in usage["sms"]}
    assert counts == {USER: "1.00", "front-desk": "2.00"}
    assert usage["sms_total"]["count"] == 3


def test_a_subaccount_sees_its_own_lists_alone(api):
    made = make(api)
    list_id = make_list(api)

    assert api.get(f"/lists/{list_id}", auth=login(made)).status_code == 404


def test_subaccounts_are_listed_changed_and_deleted(api):
    made = make(api)

    changed = api.put(path_of(made), json={"access_sms": 0}).json()["data"]
    listed = api.get("/subaccounts").json()["data"]
    deleted = api.delete(path_of(made)).json()

    assert changed == made | {"access_sms": 0}
    assert (listed["total"], listed["data"][1]) == (2, changed)
    assert deleted["data"] is True
    assert api.get(path_of(made)).status_code == 404
    assert api.get("/account", auth=login(made)).status_code == 401


def test_a_new_key_ends_the_old_one(api):
    made = make(api)

    renewed = api.put(f"{path_of(made)}/regen-api-key").json()["data"]

    assert renewed["api_key"] != made["api_key"]
    assert api.get("/account", auth=login(made)).status_code == 401
    assert api.get("/account", auth=login(renewed)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        *(({name: ""}, name) for name in PERSON),
        ({"phone_number": "04 1234"}, "phone_number"),
        ({"access_sms": 2}, "access_sms"),
        ({"access_sms": "yes"}, "access_sms"),
        ({"api_username": "front:desk"}, "api_username"),
    ],
)
def test_a_subaccount_that_lacks_something_is_refused(api, changes, field):
    answer = api.post("/subaccounts", json=PERSON | changes)

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {field}


def test_a_username_is_given_once(api):
    make(api)

    answer = api.post("/subaccounts", json=PERSON)

    assert answer.json()["response_code"] == "ALREADY_EXISTS"


def test_a_subaccount_rules_over_no_other(api):
    made = make(api)
    (main, _) = api.get("/subaccounts").json()["data"]["data"]

    assert api.get("/subaccounts", auth=login(made)).status_code == 403
    assert api.delete(path_of(main)).status_code == 403
    assert api.get("/subaccounts/999999").status_code == 404
