"""Who may call, what `GET /account` says, and which paths exist."""

from decimal import Decimal

import pytest

from clicksendhub.sandbox.accounts import DEFAULT_KEY, DOCUMENTED_TEST_KEY
from tests.sandbox.support import KEY, USER, inbound_rule, receipt_rule, send


@pytest.mark.parametrize("auth", [(USER, "wrong"), ("nobody", KEY), (USER, ""), None])
def test_a_wrong_key_gets_the_live_refusal(api, auth):
    answer = api.get("/account", auth=auth)

    assert answer.status_code == 401
    assert answer.json() == {
        "http_code": 401,
        "response_code": "UNAUTHORIZED",
        "response_msg": "Authorization failed.",
        "data": None,
    }


@pytest.mark.parametrize(
    "header", ["Basic ???", "Bearer x", "Basic", "Basic /w==", b"Basic \xff\xfe"]
)
def test_a_header_that_cannot_be_read_is_a_wrong_key(api, header):
    answer = api.get("/account", auth=None, headers={"Authorization": header})

    assert answer.status_code == 401


def test_the_account_shows_its_balance_and_carries_the_key(api):
    answer = api.get("/account")

    account = answer.json()["data"]
    assert Decimal(account["balance"]) == 1000
    assert account["username"] == USER
    assert account["_subaccount"]["api_key"] == KEY
    assert account["_currency"]["currency_name_short"] == "AUD"
    assert account["setting_sms_message_char_limit"] == 8
    assert {"x-ratelimit-limit", "x-ratelimit-remaining"} <= answer.headers.keys()


@pytest.mark.parametrize(
    ("username", "status", "message_status"),
    [
        ("nocredit", 200, "INSUFFICIENT_CREDIT"),
        ("notactive", 200, "ACCOUNT_NOT_ACTIVATED"),
        ("banned", 403, None),
    ],
)
def test_the_documented_test_users_fail_each_in_its_way(
    api, username, status, message_status
):
    api.auth = (username, DOCUMENTED_TEST_KEY)

    assert api.get("/account").status_code == status
    if message_status:
        assert send(api)["messages"][0]["status"] == message_status


def test_an_account_is_added_and_changed_while_running(api, control):
    control.post(
        "/accounts",
        json={"username": "second", "key": "k2", "currency": "GBP", "country": "GB"},
    )
    changed = control.post(
        "/accounts", json={"username": "second", "key": "k3", "balance": "5"}
    )

    assert changed.json()["country"] == "GB"
    assert "k3" not in changed.text
    assert api.get("/account", auth=("second", "k2")).status_code == 401
    account = api.get("/account", auth=("second", "k3")).json()["data"]
    assert account["_currency"]["currency_prefix_d"] == "£"
    assert Decimal(account["balance"]) == 5


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"username": "x", "colour": "red"},
        {"username": "x", "parts_limit": 7},
        {"username": "x", "standing": "odd"},
        {"username": "x", "currency": "XYZ"},
        {"username": "x", "balance": "much"},
    ],
)
def test_an_account_that_makes_no_sense_is_refused(control, fields):
    answer = control.post("/accounts", json=fields)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_start_without_accounts_has_the_sandboxs_own(tmp_path):
    from clicksendhub.sandbox.server import start
    from tests.sandbox.support import client

    running = start(tmp_path / "s.sqlite3")
    with client(running.base_url, auth=("sandbox", DEFAULT_KEY)) as api:
        assert api.get("/account").status_code == 200
    running.stop()


def test_countries_need_no_key(api):
    answer = api.get("/countries", auth=None)

    countries = answer.json()["data"]
    assert {"code": "AU", "value": "Australia"} in countries
    assert len(countries) > 240


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "NOT_FOUND"),
        ("GET", "/sms/send", 405, "NOT_FOUND"),
        ("DELETE", "/account", 405, "NOT_FOUND"),
    ],
)
def test_an_unknown_path_or_method_is_named_so(api, method, path, status, code):
    answer = api.request(method, path)

    assert answer.status_code == status
    assert answer.json()["response_code"] == code
    assert answer.json()["http_code"] == status


@pytest.mark.parametrize(
    ("path", "make", "id_field"),
    [
        ("/automations/sms/inbound", inbound_rule, "inbound_rule_id"),
        ("/automations/sms/receipts", receipt_rule, "receipt_rule_id"),
    ],
)
def test_a_rule_is_made_shown_changed_and_deleted(api, path, make, id_field):
    rule = make(api, "http://127.0.0.1:9/a")

    shown = api.get(f"{path}/{rule}").json()["data"]
    assert shown[id_field] == rule
    assert shown["action"] == "URL"
    changed = api.put(f"{path}/{rule}", json={"action_address": "http://127.0.0.1:9/b"})
    assert changed.json()["data"]["action_address"] == "http://127.0.0.1:9/b"
    listed = api.get(path).json()["data"]
    assert [row[id_field] for row in listed["data"]] == [rule]
    assert api.delete(f"{path}/{rule}").json()["data"] == []
    assert api.get(f"{path}/{rule}").status_code == 404
    assert api.delete(f"{path}/{rule}").status_code == 404


def test_flags_of_a_rule_may_be_whole_floats(api):
    rule = inbound_rule(api, "poll", enabled=1.0, message_search_type=0.0)

    kept = api.get(f"/automations/sms/inbound/{rule}").json()["data"]
    assert (kept["enabled"], kept["message_search_type"]) == (1, 0)


def test_a_rule_of_another_account_is_not_found(api, sandbox):
    rule = inbound_rule(api, "poll")
    sandbox.put_account("other", key="another-key")
    api.auth = ("other", "another-key")

    assert api.get(f"/automations/sms/inbound/{rule}").status_code == 404
    assert api.get("/automations/sms/inbound").json()["data"]["total"] == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"action": "DANCE"}, "action"),
        ({"action_address": "nowhere"}, "action_address"),
        ({"webhook_type": "xml"}, "webhook_type"),
        ({"enabled": "perhaps"}, "enabled"),
        ({"enabled": "²"}, "enabled"),
        ({"enabled": 0.5}, "enabled"),
        ({"rule_name": ""}, "rule_name"),
    ],
)
def test_a_rule_that_makes_no_sense_names_the_field(api, changes, field):
    fields = {
        "dedicated_number": "*",
        "rule_name": "r",
        "message_search_type": 0,
        "message_search_term": "",
        "action": "URL",
        "action_address": "http://127.0.0.1:9/",
        "enabled": 1,
    }

    answer = api.post("/automations/sms/inbound", json=fields | changes)

    assert answer.status_code == 400
    assert field in answer.json()["data"]
