"""Numbers whose last six digits, 555 and three more, decide what happens."""

import re
from pathlib import Path

import pytest

from clicksendhub.sandbox import magic
from tests.sandbox.support import send, text

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "sandbox.md"


def final(api, number):
    """Send to a number, wait, and return its row in history."""
    (message,) = send(api, text(number))["messages"]
    return message


@pytest.mark.parametrize(
    ("ending", "status_code", "error_code"),
    [
        ("200", "200", None),
        ("201", "201", None),
        ("300", "301", "20"),
        ("316", "201", None),
        *((f"3{code:02}", "301", str(code)) for code in (5, 7, 8, 9, 10, 11, 12, 13)),
        *((f"3{code:02}", "301", str(code)) for code in (14, 15, 17, 18, 19, 20)),
        ("000", None, None),
    ],
)
def test_an_ending_decides_the_last_receipt(
    api, sandbox, ending, status_code, error_code
):
    send(api, text(f"+61491555{ending}"))

    assert sandbox.settle()
    (row,) = api.get("/sms/history", params={"q": "to:"}).json()["data"]["data"]
    assert (row["status_code"], row["error_code"]) == (status_code, error_code)


@pytest.mark.parametrize(
    ("ending", "status", "recorded"),
    [
        ("401", "INVALID_RECIPIENT", 0),
        ("402", "INSUFFICIENT_CREDIT", 0),
        ("403", "COUNTRY_NOT_ENABLED", 0),
        ("404", "INVALID_SENDER_ID", 0),
        ("405", "REGISTRATION_NEEDED", 0),
        ("406", "INVALID_SCHEDULE", 0),
        ("407", "ACCOUNT_NOT_ACTIVATED", 0),
        ("429", "THROTTLED", 0),
        ("500", "INTERNAL_ERROR", 0),
        ("501", "SOMETHING_IS_WRONG", 1),
        ("502", "A_WORD_NOBODY_KNOWS", 0),
        ("503", "INTERNAL_ERROR", 1),
    ],
)
def test_an_ending_decides_the_status_in_the_answer(
    api, sandbox, ending, status, recorded
):
    data = send(api, text(f"+61491555{ending}"))

    assert data["messages"][0]["status"] == status
    assert data["queued_count"] == 0
    assert len(sandbox.ledger()) == recorded
    assert len(sandbox.rejected()) == 1 - recorded


@pytest.mark.parametrize(("ending", "words"), [("601", "STOP"), ("602", "YES")])
def test_an_ending_answers_by_itself(api, sandbox, ending, words):
    (message,) = send(api, text(f"+61491555{ending}"))["messages"]

    assert sandbox.settle()
    reply = api.get(f"/sms/inbound/{message['message_id']}").json()["data"]
    assert reply["body"] == words
    assert reply["from"] == f"+61491555{ending}"
    assert reply["custom_string"] == "job-1"


@pytest.mark.parametrize(
    ("ending", "codes"),
    [
        ("201", [200, 201]),
        ("316", [200, 300, 201]),
        ("701", [200, 201, 201]),
        ("702", [201, 200]),
        ("703", [200, 301, 201]),
        ("704", [200, 201, 301]),
    ],
)
def test_an_ending_decides_the_order_of_receipts(api, sandbox, listener, ending, codes):
    api.post(
        "/automations/sms/receipts",
        json={
            "rule_name": "r",
            "match_type": 0,
            "action": "POLL",
            "action_address": "",
            "enabled": 1,
        },
    )
    send(api, text(f"+61491555{ending}"))

    assert sandbox.settle()
    rows = api.get("/sms/receipts").json()["data"]["data"]
    assert [row["status_code"] for row in rows] == codes


def test_endings_can_be_switched_off(api, sandbox):
    sandbox.settings.magic = False

    assert send(api, text("+61491555401"))["messages"][0]["status"] == "SUCCESS"


def test_the_reference_page_lists_every_ending():
    listed = set(re.findall(r"^\| `(555\d{3})` \|", REFERENCE.read_text(), re.M))

    assert listed == {ending for ending, _ in magic.table()}
