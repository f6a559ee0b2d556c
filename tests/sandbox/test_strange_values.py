"""Values that no sensible caller sends get an answer in the envelope, never a 500."""

import pytest

from tests.sandbox.channels import post, spoken, statuses
from tests.sandbox.support import text

RULE = {
    "rule_name": "receipts",
    "match_type": 0,
    "action": "URL",
    "action_address": "http://127.0.0.1:9/hook",
    "enabled": 1,
}


@pytest.mark.parametrize("schedule", ["1e999", "NaN", "[1]", "9" * 400])
def test_a_time_that_is_none_is_an_invalid_schedule(api, schedule):
    content = (
        f'{{"messages": [{{"to": "+61491570156", "body": "x", "schedule": {schedule}'
    )

    answer = api.post("/sms/send", content=content + "}]}")

    assert statuses(answer.json()["data"]) == ["INVALID_SCHEDULE"]


@pytest.mark.parametrize("list_id", [[1], {"a": 1}, "²", "9" * 400, True])
def test_a_list_that_is_none_is_nobodys(api, list_id):
    data = post(api, "/voice/send", messages=[spoken(list_id=list_id)])

    assert statuses(data) == ["NOT_ENOUGH_PERMISSION_TO_LIST_ID"]


@pytest.mark.parametrize("path", ["/sms/history", "/fax/receipts", "/sms/templates"])
def test_a_page_far_beyond_the_last_is_empty(api, path):
    answer = api.get(path, params={"page": "9" * 30})

    assert answer.status_code == 200
    assert answer.json()["data"]["data"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"action": {"a": 1}},
        {"match_type": "²"},
        {"enabled": "9" * 5000},
        {"action_address": "http://[::1"},
        {"action_address": "http://127.0.0.1:notaport/"},
        {"rule_name": ["x"]},
    ],
)
def test_a_rule_that_makes_no_sense_is_a_bad_request(api, changes):
    answer = api.post("/automations/fax/receipts", json=RULE | changes)

    assert answer.status_code == 400


def test_a_moment_beyond_all_time_is_a_bad_request(api):
    answer = api.put(
        "/voice/receipts-read", content='{"date_before": 1' + "0" * 400 + "}"
    )

    assert answer.status_code == 400


def test_json_that_is_nested_too_deeply_is_a_bad_request(api):
    assert api.post("/sms/send", content="[" * 100_000).status_code == 400


def test_half_a_character_in_json_that_is_nested_deeply_is_answered(api):
    content = '{"messages": ' + "[" * 500 + '"\\ud800"' + "]" * 500 + "}"

    assert api.post("/sms/send", content=content).status_code == 400
    assert statuses(post(api, "/sms/send", messages=[text()])) == ["SUCCESS"]
