"""Receipts and replies are pushed in every encoding, again until taken."""

import json
import time

import pytest

from clicksendhub.sandbox import push
from clicksendhub.sandbox.server import start
from tests.sandbox.support import (
    KEY,
    PHONE,
    USER,
    client,
    inbound_rule,
    receipt_rule,
    send,
    text,
    until,
)

REPLY_KEYS = {
    "originalsenderid",
    "body",
    "message",
    "sms",
    "from",
    "to",
    "timestamp",
    "message_id",
    "original_message_id",
    "originalmessageid",
    "original_body",
    "originalmessage",
    "custom_string",
    "customstring",
    "user_id",
    "subaccount_id",
}
RECEIPT_KEYS = {
    "timestamp_send",
    "timestamp",
    "message_id",
    "messageid",
    "status",
    "status_code",
    "status_text",
    "error_code",
    "error_text",
    "custom_string",
    "customstring",
    "user_id",
    "subaccount_id",
    "message_type",
}


def test_a_receipt_is_a_form_with_all_documented_keys(api, sandbox, listener):
    receipt_rule(api, listener.url)
    (message,) = send(api, text(custom_string="job-118"))["messages"]

    assert sandbox.settle()
    # Several workers push at once, so two receipts this close may change places.
    forms = [pushed.form for pushed in listener.pushes]
    first, last = sorted(forms, key=lambda form: form["status_code"])
    assert first.keys() == last.keys() == RECEIPT_KEYS
    assert (first["status_code"], last["status_code"]) == ("200", "201")
    assert last["message_id"] == last["messageid"] == message["message_id"]
    assert last["custom_string"] == last["customstring"] == "job-118"
    assert last["user_id"] == str(message["user_id"])
    assert (last["status"], last["message_type"]) == ("Delivered", "sms")
    assert listener.pushes[0].content_type == "application/x-www-form-urlencoded"


def test_a_failed_receipt_names_its_error(api, sandbox, listener):
    receipt_rule(api, listener.url, match_type=1)
    send(api, text("+61491555312"))

    assert sandbox.settle()
    (pushed,) = listener.pushes
    assert pushed.form["status"] == "Undelivered"
    assert pushed.form["status_code"] == "301"
    assert pushed.form["error_code"] == "12"
    assert pushed.form["error_text"] == "Absent subscriber"


@pytest.mark.parametrize("encoding", ["post", "json", "get"])
def test_a_reply_is_pushed_with_every_doubled_key(api, sandbox, listener, encoding):
    inbound_rule(api, listener.url + "?token=x", webhook_type=encoding)
    (message,) = send(api, text(custom_string="job-118"))["messages"]

    sandbox.reply(sender=PHONE, body="Yes, coming & é")
    until(lambda: listener.pushes)

    (pushed,) = listener.pushes
    fields = _fields(pushed, encoding)
    assert fields.keys() == REPLY_KEYS
    assert fields["body"] == fields["message"] == "Yes, coming & é"
    assert fields["from"] == fields["sms"] == PHONE
    assert fields["original_message_id"] == message["message_id"]
    assert fields["original_body"] == message["body"]
    assert fields["customstring"] == "job-118"
    assert fields["to"] == message["from"]
    assert pushed.method == ("GET" if encoding == "get" else "POST")
    assert pushed.query["token"] == "x"


def _fields(pushed, encoding):
    if encoding == "json":
        assert pushed.content_type == "application/json"
        decoded = json.loads(pushed.body)
        assert isinstance(decoded["timestamp"], int)
        return decoded
    fields = dict(pushed.form if encoding == "post" else pushed.query)
    fields.pop("token", None)
    return fields


def test_ten_rules_fire_and_the_eleventh_does_not(api, sandbox, listener):
    for number in range(11):
        inbound_rule(api, f"{listener.url}/{number}")
    send(api)

    sandbox.reply(sender=PHONE, body="Yes")

    assert sandbox.settle()
    paths = {pushed.path for pushed in listener.pushes}
    assert paths == {f"/hook/{number}" for number in range(10)}


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"message_search_type": 1, "message_search_term": "yes"}, True),
        ({"message_search_type": 1, "message_search_term": "coming"}, False),
        ({"message_search_type": 2, "message_search_term": "COMING"}, True),
        ({"message_search_type": 3, "message_search_term": "coming"}, False),
        ({"message_search_type": 3, "message_search_term": "never"}, True),
        ({"message_search_term": "*"}, True),
        ({"enabled": 0}, False),
        ({"dedicated_number": "+61481070110"}, True),
        ({"dedicated_number": "+61481070999"}, False),
        ({"action": "EMAIL_USER", "action_address": ""}, False),
    ],
)
def test_a_rule_fires_only_for_what_it_matches(api, sandbox, listener, changes, fires):
    inbound_rule(api, listener.url, **changes)
    send(api)

    sandbox.reply(sender=PHONE, body="Yes, coming")

    assert sandbox.settle()
    assert bool(listener.pushes) is fires


@pytest.mark.parametrize("refusal", [201, 301, 404, 500])
def test_anything_but_200_is_tried_again(api, sandbox, listener, refusal):
    listener.answers = [refusal, refusal]
    inbound_rule(api, listener.url)
    send(api)

    sandbox.reply(sender=PHONE, body="Yes")

    until(lambda: len(listener.pushes) == 3)
    assert len({pushed.body for pushed in listener.pushes}) == 1
    until(lambda: _pushes(sandbox) == [("done", 3)])


def _pushes(sandbox):
    rows = sandbox.sandbox.store.rows("SELECT state, attempts FROM pushes ORDER BY id")
    return [(row["state"], row["attempts"]) for row in rows]


def test_a_slow_answer_counts_as_a_failure(api, sandbox, listener):
    sandbox.settings.push_timeout_seconds = 0.05
    listener.delay_seconds = 0.3
    inbound_rule(api, listener.url)
    send(api)

    sandbox.reply(sender=PHONE, body="Yes")

    until(lambda: len(listener.pushes) >= 2)


def test_the_back_off_is_the_documented_one():
    delays = [push.next_delay(attempts, speed=1) for attempts in range(1, 8)]

    assert delays == [10, 60, 300, 1800, 3600, 3600, 3600]
    assert push.next_delay(push.MOST_ATTEMPTS, speed=1) is None


def test_an_address_where_nobody_listens_is_given_up_in_the_end(api, sandbox):
    sandbox.settings.speed = 0
    inbound_rule(api, "http://127.0.0.1:9/nobody")
    send(api)

    sandbox.reply(sender=PHONE, body="Yes")

    until(lambda: _pushes(sandbox) == [("given up", push.MOST_ATTEMPTS)])


def test_receipts_can_be_switched_off(api, sandbox, listener):
    sandbox.settings.change({"receipts": "off"})
    receipt_rule(api, listener.url)
    send(api)

    assert sandbox.settle()
    assert listener.pushes == []


def test_a_cancelled_text_gets_no_receipt(api, sandbox, listener):
    receipt_rule(api, listener.url)
    (message,) = send(api, text(schedule=int(time.time()) + 3600))["messages"]
    api.put(f"/sms/{message['message_id']}/cancel")

    assert sandbox.settle()
    assert sandbox.ledger()[0]["status_code"] is None


def test_pending_pushes_survive_a_restart(tmp_path, listener):
    path = tmp_path / "s.sqlite3"
    before = start(path, accounts=[(USER, KEY)], speed=1)
    listener.answers = [500]
    with _client(before) as api:
        inbound_rule(api, listener.url)
        send(api)
        before.reply(sender=PHONE, body="Yes")
        until(lambda: _pushes(before) == [("waiting", 1)])
    before.stop()

    after = start(path, accounts=[(USER, KEY)], speed=0)
    after.sandbox.store.rows("UPDATE pushes SET due_at = 0")
    after.sandbox.wake.set()
    until(lambda: len(listener.pushes) == 2)
    after.stop()


def test_receipts_that_fall_due_survive_a_restart(tmp_path, listener):
    path = tmp_path / "s.sqlite3"
    before = start(path, accounts=[(USER, KEY)], speed=10)
    with _client(before) as api:
        receipt_rule(api, listener.url)
        send(api)
    before.stop()
    assert listener.pushes == []

    after = start(path, accounts=[(USER, KEY)], speed=0)
    after.sandbox.store.rows("UPDATE ledger SET due_at = 0")
    after.sandbox.wake.set()
    assert after.settle()
    after.stop()
    assert len(listener.pushes) == 2


def _client(running):
    return client(running.base_url, auth=(USER, KEY))


def test_hundreds_of_receipts_do_not_keep_the_api_waiting(api, sandbox, listener):
    receipt_rule(api, listener.url)
    send(api, *(text(f"+6140{n:07}") for n in range(300)))

    slowest = 0.0
    while not sandbox.callbacks.is_idle():
        started = time.monotonic()
        api.get("/account")
        slowest = max(slowest, time.monotonic() - started)

    assert len(listener.pushes) == 600
    assert slowest < 2.0


@pytest.mark.parametrize("encoding", ["post", "json", "get"])
def test_a_test_reply_goes_to_the_address_that_was_named(api, listener, encoding):
    answer = api.post(
        "/sms/inbound", json={"url": listener.url, "webhook_type": encoding}
    )

    until(lambda: listener.pushes)
    fields = _fields(listener.pushes[0], encoding)
    assert fields.keys() == REPLY_KEYS
    shown = answer.json()["data"]
    assert shown["message_id"] == fields["message_id"]
    assert "timestamp_send" in shown
    assert "timestamp" not in shown


def test_a_test_receipt_goes_to_the_address_that_was_named(api, listener):
    answer = api.post("/sms/receipts", json={"url": listener.url})

    until(lambda: listener.pushes)
    assert listener.pushes[0].form.keys() == RECEIPT_KEYS
    assert answer.json()["data"]["message_type"] == "sms"


@pytest.mark.parametrize("path", ["/sms/inbound", "/sms/receipts"])
@pytest.mark.parametrize("body", [{}, {"url": "ftp://x"}, {"url": "javascript:x"}])
def test_a_test_without_a_good_address_is_refused(api, path, body):
    assert api.post(path, json=body).status_code == 400


def test_the_connectors_trigger_registers_at_a_path_of_its_own(api, sandbox, listener):
    rule = {
        "dedicated_number": "*",
        "rule_name": "Power-Automate",
        "message_search_type": 0,
        "message_search_term": "*",
        "action": "URL",
        "action_address": listener.url,
        "enabled": 1,
        "webhook_type": "json",
    }

    made = api.post("/ms-flow/automations/sms/inbound", json=rule).json()["data"]
    send(api, text())
    sandbox.reply(sender=PHONE, body="Yes")
    until(lambda: listener.pushes)

    assert made.items() >= rule.items()
    path = f"/automations/sms/inbound/{made['inbound_rule_id']}"
    assert api.delete(path).status_code == 200
