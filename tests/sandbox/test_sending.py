"""`POST /sms/send`: what is accepted, what is refused, and in which words."""

import re
import time
from decimal import Decimal

import pytest

from clicksendhub.sandbox.server import start
from tests.sandbox.support import KEY, PHONE, USER, client, send, text

UUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
SHORT_SHAPE = {
    "to",
    "body",
    "from",
    "schedule",
    "message_id",
    "custom_string",
    "is_shared_system_number",
    "status",
}


def test_an_accepted_message_carries_every_documented_key(api):
    data = send(api, text(custom_string="job-118"))

    (message,) = data["messages"]
    assert message["status"] == "SUCCESS"
    assert message["direction"] == "out"
    assert message["custom_string"] == "job-118"
    assert message["message_price"] == "0.0792"
    assert message["message_parts"] == 1
    assert message["country"] == "AU"
    assert UUID.fullmatch(message["message_id"])
    assert isinstance(message["date"], int)
    assert data["_currency"]["currency_name_short"] == "AUD"
    assert data["total_price"] == 0.0792


def test_a_refused_recipient_keeps_eight_keys_and_an_id(api, sandbox):
    data = send(api, text("+61"))

    (message,) = data["messages"]
    assert message.keys() == SHORT_SHAPE
    assert message["status"] == "INVALID_RECIPIENT"
    assert message["schedule"] == ""
    assert UUID.fullmatch(message["message_id"])
    assert data["blocked_count"] == 0
    assert sandbox.ledger() == []
    assert [row["status"] for row in sandbox.rejected()] == ["INVALID_RECIPIENT"]


def test_a_country_that_is_not_enabled_is_counted_as_blocked(api):
    data = send(api, text("+5511961234567"), text())

    refused = data["messages"][0]
    assert refused["status"] == "COUNTRY_NOT_ENABLED"
    assert refused["country"] == "BR"
    assert refused["message_parts"] == 0
    assert refused["message_price"] == "0.0000"
    assert (data["total_count"], data["queued_count"], data["blocked_count"]) == (
        2,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"body": ""}, "EMPTY_MESSAGE"),
        ({"body": "  \n"}, "EMPTY_MESSAGE"),
        ({"to": ""}, "INVALID_RECIPIENT"),
        ({"to": "O412345678"}, "INVALID_RECIPIENT"),
        ({"to": "+9991234567"}, "INVALID_RECIPIENT"),
        ({"schedule": "tomorrow"}, "INVALID_SCHEDULE"),
        ({"from": "Far Too Long A Name"}, "INVALID_SENDER_ID"),
        ({"from": "AB"}, "INVALID_SENDER_ID"),
        ({"to": "+14155552671"}, "INVALID_SENDER_ID"),
        ({"list_id": 12}, "NOT_ENOUGH_PERMISSION_TO_LIST_ID"),
    ],
)
def test_a_message_that_cannot_go_says_why(api, changes, status):
    data = send(api, text() | changes)

    assert data["messages"][0]["status"] == status


@pytest.mark.parametrize(
    ("to", "country", "number"),
    [
        ("0491 570 156", "", "+61491570156"),
        ("61491570156", "", "+61491570156"),
        ("0061491570156", "", "+61491570156"),
        ("07400 123456", "GB", "+447400123456"),
        ("+64 21 123 4567", "", "+64211234567"),
    ],
)
def test_a_national_number_is_read_by_country(api, to, country, number):
    data = send(api, text(to, country=country))

    assert data["messages"][0]["to"] == number


@pytest.mark.parametrize("sender", ["ClubNews", "+61491570110"])
def test_a_named_sender_is_kept(api, sender):
    data = send(api, text(**{"from": sender}))

    assert data["messages"][0]["from"] == sender
    assert data["messages"][0]["is_shared_system_number"] is False


def test_a_sender_that_the_account_does_not_have_is_refused(api, sandbox):
    sandbox.put_account(USER, senders=["ClubNews"])

    data = send(api, text(**{"from": "OtherName"}), text(**{"from": "ClubNews"}))

    statuses = [message["status"] for message in data["messages"]]
    assert statuses == ["INVALID_SENDER_ID", "SUCCESS"]


@pytest.mark.parametrize(("limit", "kept"), [(8, 1224), (6, 918)])
def test_a_long_text_is_cut_at_the_accounts_limit(api, sandbox, limit, kept):
    sandbox.put_account(USER, parts_limit=limit)

    (message,) = send(api, text(body="a" * 2000))["messages"]

    assert len(message["body"]) == kept
    assert message["message_parts"] == limit
    assert message["message_price"] == str(Decimal("0.0792") * limit)


def test_a_thousand_messages_go_in_one_call(api, sandbox):
    messages = [text(f"+6140{n:07}", custom_string=f"r{n}") for n in range(1000)]

    send(api, *messages)

    assert [row["reference"] for row in sandbox.ledger()] == [
        f"r{n}" for n in range(1000)
    ]
    assert [call["messages"] for call in sandbox.calls()] == [1000]


def test_more_than_a_thousand_are_refused_whole(api, sandbox):
    answer = api.post("/sms/send", json={"messages": [text()] * 1001})

    assert answer.status_code == 400
    assert answer.json()["response_code"] == "TOO_MANY_RECIPIENTS"
    assert sandbox.ledger() == []


@pytest.mark.parametrize("body", [{}, {"messages": []}, {"messages": None}])
def test_a_send_without_messages_is_a_bad_request(api, body):
    answer = api.post("/sms/send", json=body)

    assert answer.status_code == 400
    assert answer.json()["response_code"] == "BAD_REQUEST"
    assert "messages" in answer.json()["data"]


@pytest.mark.parametrize(
    "body", [{"messages": "all"}, {"messages": ["x"]}, {"messages": [{"to": []}]}, []]
)
def test_a_wrongly_typed_field_gives_an_integer_code(api, body):
    answer = api.post("/sms/send", json=body)

    assert answer.status_code == 400
    assert answer.json()["response_code"] == 400


def test_broken_json_is_a_bad_request(api):
    answer = api.post("/sms/send", content=b'{"messages": [')

    assert answer.status_code == 400


def test_credit_runs_out_message_by_message(api, sandbox):
    sandbox.put_account(USER, balance="0.2")

    data = send(api, text(PHONE), text("+61491570157"), text("+61491570158"))

    statuses = [message["status"] for message in data["messages"]]
    assert statuses == ["SUCCESS", "SUCCESS", "INSUFFICIENT_CREDIT"]
    assert Decimal(sandbox.balance(USER)) == Decimal("0.0416")
    assert len(sandbox.ledger()) == 2


def test_the_same_text_to_the_same_number_is_throttled_for_a_moment(tmp_path):
    running = start(tmp_path / "s.sqlite3", accounts=[(USER, KEY)], receipts=False)
    try:
        with client(running.base_url, auth=(USER, KEY)) as api:
            first = send(api, text(), text(), text(body="Another text"))
            again = send(api, text())
    finally:
        running.stop()

    statuses = [message["status"] for message in first["messages"]]
    assert statuses == ["SUCCESS", "THROTTLED", "SUCCESS"]
    assert again["messages"][0]["status"] == "THROTTLED"


def test_a_text_refused_for_credit_may_be_tried_again_at_once(api, sandbox):
    sandbox.settings.throttle_seconds = 60
    sandbox.put_account(USER, balance="0")
    send(api)
    sandbox.put_account(USER, balance="1")

    assert send(api)["messages"][0]["status"] == "SUCCESS"


@pytest.mark.parametrize(
    "number", ["+61411111111", "+14055555555", "+447777777777", "+8615555555555"]
)
def test_a_documented_test_number_is_free_and_completed(api, sandbox, number):
    (message,) = send(api, text(number))["messages"]

    assert message["status"] == "SUCCESS"
    assert message["message_parts"] == 0
    assert message["message_price"] == "0.0000"
    (row,) = api.get("/sms/history").json()["data"]["data"]
    assert row["status"] == "Completed"
    assert sandbox.settle()
    assert api.get(f"/sms/receipts/{message['message_id']}").status_code == 404


def test_a_price_is_given_without_keeping_or_charging_anything(api, sandbox):
    answer = api.post("/sms/price", json={"messages": [text(body="€" * 81)]})

    data = answer.json()["data"]
    (message,) = data["messages"]
    assert answer.json()["response_msg"] == "Here is some pricing."
    assert (message["message_parts"], message["message_price"]) == (2, "0.1584")
    assert message["date"] == ""
    (summary,) = data["_summary"]["countries"]
    assert summary["country"]["name"] == "Australia"
    assert summary["country"]["receipient_count"] == 1
    assert sandbox.ledger() == []
    assert Decimal(sandbox.balance(USER)) == 1000


def test_a_price_is_given_even_without_credit(api, sandbox):
    sandbox.put_account(USER, standing="nocredit")

    answer = api.post("/sms/price", json={"messages": [text()]})

    assert answer.json()["data"]["messages"][0]["status"] == "SUCCESS"


def test_a_scheduled_text_is_cancelled_once(api, sandbox):
    soon = int(time.time()) + 3600
    (message,) = send(api, text(schedule=soon))["messages"]
    path = f"/sms/{message['message_id']}/cancel"

    first, second = api.put(path), api.put(path)

    assert message["schedule"] == soon
    assert (first.status_code, first.json()["data"]) == (200, None)
    assert second.status_code == 404
    assert sandbox.ledger()[0]["status"] == "Cancelled"


def test_a_text_that_has_gone_cannot_be_cancelled(api):
    (message,) = send(api)["messages"]

    assert api.put(f"/sms/{message['message_id']}/cancel").status_code == 404


@pytest.mark.parametrize(("body", "count"), [({"custom_string": "a"}, 1), ({}, 2)])
def test_cancel_all_selects_by_reference_or_takes_everything(api, body, count):
    soon = int(time.time()) + 3600
    send(
        api,
        text(custom_string="a", schedule=soon),
        text(custom_string="b", schedule=soon),
        text(custom_string="a"),
    )

    answer = api.put("/sms/cancel-all", json=body)

    assert answer.json()["data"] == {"count": count}
