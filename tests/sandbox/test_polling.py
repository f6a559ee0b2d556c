"""The queues of receipts and replies, history, and the pages of lists."""

import time

import pytest

from clicksendhub.sandbox.inbound import CannotReply
from tests.sandbox.support import PHONE, USER, inbound_rule, receipt_rule, send, text

RECEIPT_ROW = {
    "timestamp_send",
    "timestamp",
    "message_id",
    "status_code",
    "status_text",
    "error_code",
    "error_text",
    "custom_string",
    "subaccount_id",
    "message_type",
    "digits",
}


def rows(answer):
    return answer.json()["data"]["data"]


def test_receipts_wait_for_a_poll_rule_until_they_are_read(api, sandbox):
    receipt_rule(api, "poll")
    send(api)
    assert sandbox.settle()

    unread = rows(api.get("/sms/receipts"))
    assert [row["status_code"] for row in unread] == [200, 201]
    assert unread[0].keys() == RECEIPT_ROW
    api.put("/sms/receipts-read", json={"date_before": 1000})
    assert len(rows(api.get("/sms/receipts"))) == 2
    api.put("/sms/receipts-read")
    assert rows(api.get("/sms/receipts")) == []


def test_without_a_poll_rule_nothing_waits_but_each_receipt_can_be_asked_for(
    api, sandbox
):
    (message,) = send(api)["messages"]
    assert sandbox.settle()

    assert rows(api.get("/sms/receipts")) == []
    receipt = api.get(f"/sms/receipts/{message['message_id']}").json()["data"]
    assert receipt["status_code"] == 201


def test_an_unknown_receipt_is_not_found(api):
    answer = api.get("/sms/receipts/00000000-0000-4000-8000-000000000000")

    assert answer.status_code == 404
    assert answer.json()["response_msg"] == "Receipt record not found."


def test_two_poll_rules_give_a_reply_twice(api, sandbox):
    inbound_rule(api, "poll")
    inbound_rule(api, "poll")
    send(api)
    sandbox.reply(sender=PHONE, body="Yes please")

    first, second = rows(api.get("/sms/inbound"))
    assert first == second
    assert (first["body"], first["_keyword"], first["from"]) == (
        "Yes please",
        "Yes",
        PHONE,
    )
    assert api.put(f"/sms/inbound-read/{first['message_id']}").json()["data"] == 2
    assert rows(api.get("/sms/inbound")) == []


def test_replies_are_marked_read_up_to_a_moment(api, sandbox):
    inbound_rule(api, "poll")
    send(api)
    sandbox.reply(sender=PHONE, body="Yes")

    api.put("/sms/inbound-read", json={"date_before": 1000})
    assert len(rows(api.get("/sms/inbound"))) == 1
    answer = api.put("/sms/inbound-read", json={"date_before": int(time.time())})
    assert answer.json()["data"] is None
    assert rows(api.get("/sms/inbound")) == []


def test_a_moment_that_is_no_number_is_refused(api):
    assert api.put("/sms/inbound-read", json={"date_before": "x"}).status_code == 400


def test_the_first_reply_to_a_text_can_be_asked_for(api, sandbox):
    (message,) = send(api)["messages"]
    path = f"/sms/inbound/{message['message_id']}"
    assert api.get(path).status_code == 404

    sandbox.reply(sender=PHONE, body="First")
    sandbox.reply(sender=PHONE, body="Second")

    assert api.get(path).json()["data"]["body"] == "First"


def test_a_test_reply_and_a_test_receipt_can_go_to_the_queue(api):
    api.post("/sms/inbound", json={"url": "poll"})
    api.post("/sms/receipts", json={"url": "poll"})

    assert len(rows(api.get("/sms/inbound"))) == 1
    assert len(rows(api.get("/sms/receipts"))) == 1
    assert rows(api.get("/sms/history")) == []


def test_a_phone_answers_the_latest_text_it_got(api, sandbox):
    send(api, text(body="First", custom_string="a"))
    send(api, text(body="Second", custom_string="b"))

    sandbox.reply(sender=PHONE, body="Yes")

    row = rows(api.get("/sms/history", params={"q": "status:received"}))[0]
    assert (row["direction"], row["custom_string"]) == ("in", "b")


def test_a_phone_can_answer_an_earlier_text(api, sandbox):
    first, _ = send(api, text(body="First"), text(body="Second"))["messages"]

    sandbox.reply(sender=PHONE, body="Yes", in_reply_to=first["message_id"])

    found = api.get(f"/sms/inbound/{first['message_id']}").json()["data"]
    assert found["original_body"] == "First"


@pytest.mark.parametrize("sender", ["", "ClubNews"])
def test_a_phone_cannot_answer_nobody_or_a_name(api, sandbox, sender):
    if sender:
        send(api, text(**{"from": sender}))

    with pytest.raises(CannotReply):
        sandbox.reply(sender=PHONE, body="Yes")


def test_history_shows_the_oldest_first_with_every_key(api):
    send(api, text(custom_string="a"), text(custom_string="b"))

    answer = api.get("/sms/history").json()["data"]

    assert [row["custom_string"] for row in answer["data"]] == ["a", "b"]
    assert answer["data"][0]["_api_username"] == USER
    assert answer["data"][0]["direction"] == "out"
    assert (answer["from"], answer["to"], answer["last_page"]) == (1, 2, 1)


def test_an_empty_list_has_no_last_page(api):
    page = api.get("/sms/history").json()["data"]

    assert (page["total"], page["current_page"], page["last_page"]) == (0, 1, 0)
    assert page["from"] is page["to"] is None


@pytest.mark.parametrize(
    ("asked", "limit"), [("1", 15), ("40", 40), ("500", 100), ("x", 15), (None, 15)]
)
def test_the_limit_is_clamped(api, asked, limit):
    params = {"limit": asked} if asked else {}

    page = api.get("/sms/history", params=params).json()["data"]

    assert page["per_page"] == limit


def test_pages_hold_every_row_once(api):
    send(api, *(text(f"+6149157{n:04}", custom_string=f"r{n}") for n in range(40)))

    pages = [
        api.get("/sms/history", params={"page": number}).json()["data"]
        for number in (1, 2, 3, 4)
    ]

    seen = [row["custom_string"] for page in pages for row in page["data"]]
    assert seen == [f"r{n}" for n in range(40)]
    assert [page["next_page_url"] for page in pages] == [
        "/?page=2",
        "/?page=3",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "to:+61491570101"}, {"b"}),
        ({"q": "to:+6149157010"}, set()),
        ({"q": "to:"}, {"a", "b", "c"}),
        ({"q": "to: "}, {"a", "b", "c"}),
        ({"q": "to:+61491570101,to:+61491570102"}, set()),
        ({"q": "to:+61491570101,to:+61491570102", "operator": "OR"}, {"b", "c"}),
        ({"q": "status:SENT"}, {"a", "b", "c"}),
        ({"q": "status:Failed"}, set()),
        ({"q": "custom_string:a"}, {"a", "b", "c"}),
        ({"date_from": "1"}, {"a", "b", "c"}),
        ({"date_to": "1"}, set()),
    ],
)
def test_history_is_searched_by_documented_fields_alone(api, sandbox, params, found):
    sandbox.settings.receipts = False
    send(
        api,
        *(
            text(f"+6149157010{number}", custom_string=reference)
            for number, reference in enumerate("abc")
        ),
    )

    shown = rows(api.get("/sms/history", params=params))

    assert {row["custom_string"] for row in shown} == found


def test_history_holds_both_ends_of_a_window(api):
    (message,) = send(api)["messages"]
    moment = message["date"]

    window = {"date_from": moment, "date_to": moment}

    assert len(rows(api.get("/sms/history", params=window))) == 1


def test_history_is_sorted_as_asked(api):
    send(api, text(custom_string="a"), text(custom_string="b"))

    shown = rows(api.get("/sms/history", params={"order_by": "date:desc"}))

    assert [row["custom_string"] for row in shown] == ["b", "a"]


def test_history_shows_only_the_callers_account(api, sandbox):
    sandbox.put_account("other", key="another-key")
    send(api)

    other = api.get("/sms/history", auth=("other", "another-key"))

    assert other.json()["data"]["total"] == 0


def test_a_scheduled_text_is_shown_as_scheduled(api):
    send(api, text(schedule=int(time.time()) + 3600))

    assert rows(api.get("/sms/history"))[0]["status"] == "Scheduled"
