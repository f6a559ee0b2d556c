"""Each fault does what it says, to the calls and as often as it was told."""

import email.utils
import time

import httpx
import pytest

from tests.sandbox.support import receipt_rule, send, text, until

BODY = {"messages": [text()]}


def test_a_send_that_is_never_answered_is_recorded(api, sandbox):
    sandbox.faults.add("hang_after", count=1)

    with pytest.raises(httpx.ReadTimeout):
        api.post("/sms/send", json=BODY, timeout=0.2)

    assert len(sandbox.ledger()) == 1
    assert sandbox.calls()[-1]["status"] == 0
    assert api.post("/sms/send", json=BODY).status_code == 200


def test_a_send_that_is_dropped_is_not_recorded(api, sandbox):
    sandbox.faults.add("hang_before", count=1)

    with pytest.raises(httpx.ReadTimeout):
        api.post("/sms/send", json=BODY, timeout=0.2)

    assert sandbox.ledger() == []


@pytest.mark.parametrize(("kind", "recorded"), [("hang_after", 1), ("hang_before", 0)])
def test_a_held_connection_is_closed_in_the_end(api, sandbox, kind, recorded):
    sandbox.faults.add(kind, count=1, seconds=0.05)

    with pytest.raises(httpx.RemoteProtocolError):
        api.post("/sms/send", json=BODY)

    assert len(sandbox.ledger()) == recorded


def test_a_late_answer_comes_late(api, sandbox):
    sandbox.faults.add("late", count=1, seconds=0.2)
    started = time.monotonic()

    answer = api.post("/sms/send", json=BODY)

    assert answer.status_code == 200
    assert time.monotonic() - started >= 0.2


@pytest.mark.parametrize(
    ("given", "header"),
    [(7, "7"), ("none", None), (None, None), ("garbage", "soon, probably")],
)
def test_too_many_calls_say_when_to_come_again(api, sandbox, given, header):
    sandbox.faults.add("too_many", count=1, retry_after=given)

    answer = api.post("/sms/send", json=BODY)

    assert answer.status_code == 429
    assert answer.json()["response_code"] == "HTTP_TOO_MANY_REQUESTS"
    assert answer.json()["data"] is None
    assert answer.headers.get("retry-after") == header
    assert sandbox.ledger() == []


def test_too_many_calls_can_name_a_date(api, sandbox):
    sandbox.faults.add("too_many", retry_after="date:30")

    value = api.get("/account").headers["retry-after"]

    seconds = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
    assert 28 <= seconds <= 31


@pytest.mark.parametrize(
    ("kind", "status", "recorded"),
    [
        ("error_before", 500, 0),
        ("error_before", 503, 0),
        ("error_after", 500, 1),
        ("error_after", 502, 1),
    ],
)
def test_a_server_error_strikes_before_or_after_recording(
    api, sandbox, kind, status, recorded
):
    sandbox.faults.add(kind, status=status)

    answer = api.post("/sms/send", json=BODY)

    assert answer.status_code == status
    assert answer.json()["response_code"] == "INTERNAL_SERVER_ERROR"
    assert len(sandbox.ledger()) == recorded


def test_broken_json_hides_a_recorded_send(api, sandbox):
    sandbox.faults.add("broken_json")

    answer = api.post("/sms/send", json=BODY)

    with pytest.raises(ValueError, match=r"."):
        answer.json()
    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize(
    ("body", "starts"),
    [("html", "<html"), ("list", "["), ("text", "OK"), ("empty", "")],
)
def test_an_answer_can_lack_the_envelope(api, sandbox, body, starts):
    sandbox.faults.add("non_envelope", body=body)

    answer = api.post("/sms/send", json=BODY)

    assert answer.status_code == 200
    assert answer.text.startswith(starts)
    assert "http_code" not in answer.text
    assert len(sandbox.ledger()) == 1


def test_a_reset_comes_after_recording(api, sandbox):
    sandbox.faults.add("reset_after", count=1)

    with pytest.raises(httpx.ReadError):
        api.post("/sms/send", json=BODY)

    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize(
    ("mode", "count", "strangers"),
    [("missing", 9, 0), ("extra", 11, 1), ("shuffled", 10, 0), ("all", 10, 1)],
)
def test_a_batch_can_come_back_incomplete(api, sandbox, mode, count, strangers):
    sandbox.faults.add("partial", mode=mode, seed=1)
    sent = [text(f"+6149157010{n}", custom_string=f"r{n}") for n in range(10)]

    messages = send(api, *sent)["messages"]

    references = [message["custom_string"] for message in messages]
    assert len(references) == count
    assert references.count("nobody") == strangers
    assert (references == sorted(references)) is (mode == "missing")
    assert len(sandbox.ledger()) == 10


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("unauthorized", 401, "UNAUTHORIZED"), ("forbidden", 403, "FORBIDDEN")],
)
def test_every_key_can_be_turned_away(api, sandbox, kind, status, code):
    sandbox.faults.add(kind)

    answer = api.get("/account")

    assert (answer.status_code, answer.json()["response_code"]) == (status, code)


def test_the_balance_can_be_set_for_everyone(api, control):
    control.post("/faults", json={"kind": "credit", "balance": "0.05"})

    assert send(api)["messages"][0]["status"] == "INSUFFICIENT_CREDIT"


def test_history_can_lag(api, sandbox):
    fault = sandbox.faults.add("history_lag", seconds=60)
    send(api)

    assert api.get("/sms/history").json()["data"]["total"] == 0
    sandbox.faults.clear(fault)
    assert api.get("/sms/history").json()["data"]["total"] == 1


def test_history_can_be_down_while_sending_works(api, sandbox):
    sandbox.faults.add("history_down")

    assert send(api)["queued_count"] == 1
    assert api.get("/sms/history").status_code == 500


def test_history_can_hide_numbers_and_texts(api, sandbox):
    sandbox.faults.add("history_masked")
    send(api)

    (row,) = api.get("/sms/history").json()["data"]["data"]

    assert row["to"] == row["body"] == "[de-identified]"
    assert row["custom_string"] == "job-1"


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("receipts_lost", []),
        ("receipts_doubled", [200, 200, 201, 201]),
        ("receipts_unordered", [201, 200]),
    ],
)
def test_receipts_can_be_lost_doubled_and_out_of_order(api, sandbox, kind, codes):
    sandbox.faults.add(kind)
    receipt_rule(api, "poll")
    send(api)

    assert sandbox.settle()
    until(lambda: len(_codes(api)) == len(codes))
    assert _codes(api) == codes


def _codes(api):
    rows = api.get("/sms/receipts").json()["data"]["data"]
    return [row["status_code"] for row in rows]


def test_receipts_can_be_late(api, sandbox):
    sandbox.faults.add("receipts_late", seconds=60)
    receipt_rule(api, "poll")
    send(api)

    assert sandbox.settle()
    assert _codes(api) == []


def test_numbers_can_be_strings_of_digits(api, sandbox):
    sandbox.faults.add("digit_strings")

    data = send(api)

    (message,) = data["messages"]
    assert message["date"].isdigit()
    assert message["message_parts"] == "1"
    assert message["is_shared_system_number"] is True
    assert data["total_count"] == "1"


def test_a_rate_limit_lets_so_many_calls_through(api, sandbox):
    sandbox.faults.add("rate_limit", calls=3, seconds=60)

    answers = [api.get("/account") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    left = [answer.headers["x-ratelimit-remaining"] for answer in answers]
    assert left == ["2", "1", "0", "0", "0"]
    assert answers[3].headers["x-ratelimit-limit"] == "3"
    assert 55 <= int(answers[3].headers["retry-after"]) <= 60


def test_a_rate_limit_ends_with_its_window(api, sandbox):
    sandbox.faults.add("rate_limit", calls=1, seconds=1)
    assert api.get("/account").status_code == 200
    assert api.get("/account").status_code == 429

    until(lambda: api.get("/account").status_code == 200)


def test_a_fault_keeps_to_its_path(api, sandbox):
    sandbox.faults.add("error_before", path="/sms/inbound")

    assert api.get("/sms/inbound").status_code == 500
    assert api.get("/sms/inbound/AB").status_code == 500
    assert api.get("/sms/inbound-read").status_code == 405
    assert api.get("/account").status_code == 200


def test_a_path_may_hold_a_star(api, sandbox):
    sandbox.faults.add("error_before", path="/automations/*")

    assert api.get("/automations/sms/inbound").status_code == 500
    assert api.get("/account").status_code == 200


def test_a_fault_strikes_as_often_as_it_was_told(api, sandbox):
    sandbox.faults.add("error_before", count=2)

    statuses = [api.get("/account").status_code for _ in range(4)]

    assert statuses == [500, 500, 200, 200]
    assert sandbox.faults.listed()[0]["fired"] == 2


def test_a_share_with_a_seed_repeats_itself(api, sandbox):
    runs = []
    for _ in range(2):
        fault = sandbox.faults.add("error_before", share=0.5, seed=7)
        runs.append([api.get("/account").status_code for _ in range(20)])
        sandbox.faults.clear(fault)

    assert runs[0] == runs[1]
    assert {200, 500} == set(runs[0])


def test_faults_are_switched_listed_and_cleared_over_http(api, control):
    added = control.post("/faults", json={"kind": "forbidden", "count": 3}).json()
    assert api.get("/account").status_code == 403

    (shown,) = control.get("/faults").json()["on"]
    assert (shown["kind"], shown["left"], shown["fired"]) == ("forbidden", 2, 1)
    control.delete(f"/faults/{added['id']}")
    assert control.get("/faults").json()["on"] == []
    control.post("/faults", json={"kind": "forbidden"})
    control.delete("/faults")
    assert api.get("/account").status_code == 200


@pytest.mark.parametrize(
    "body", [{"kind": "no such"}, {"kind": "late", "minutes": 3}, {}, [], "x"]
)
def test_a_fault_that_does_not_exist_is_refused(control, body):
    answer = control.post("/faults", json=body)

    assert answer.status_code == 400
    assert answer.json()["error"]
