"""Faults strike calls, MMS and faxes as they strike texts."""

import time

import httpx
import pytest

from tests.sandbox import files
from tests.sandbox.channels import faxed, history, pictured, rule, spoken
from tests.sandbox.mail import HOME
from tests.sandbox.support import until

CHANNELS = ("mms", "voice", "fax")


@pytest.fixture
def body():
    """The body of a send on each channel, whose files can be fetched."""
    with files.Host() as host:
        photo = host.put(files.picture("JPEG"), "/a.jpg")
        document = host.put(files.pdf(), "/a.pdf")
        yield {
            "mms": {"media_file": photo, "messages": [pictured()]},
            "voice": {"messages": [spoken()]},
            "fax": {"file_url": document, "messages": [faxed()]},
        }


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(("kind", "recorded"), [("hang_after", 1), ("hang_before", 0)])
def test_a_send_is_never_answered(api, sandbox, body, channel, kind, recorded):
    sandbox.faults.add(kind, count=1)

    with pytest.raises(httpx.ReadTimeout):
        api.post(f"/{channel}/send", json=body[channel], timeout=0.4)

    # A busy machine may still be counting the pages.
    until(lambda: len(sandbox.ledger()) == recorded)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_send_is_recorded_and_answered_with_an_error(api, sandbox, body, channel):
    sandbox.faults.add("error_after", count=1, status=502)

    answer = api.post(f"/{channel}/send", json=body[channel])

    assert answer.status_code == 502
    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_answer_loses_a_message_and_gains_a_stranger(api, sandbox, body, channel):
    sandbox.faults.add("partial", count=1, mode="all")

    data = api.post(f"/{channel}/send", json=body[channel]).json()["data"]

    assert [row["custom_string"] for row in data["messages"]] == ["nobody"]
    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize("channel", CHANNELS)
def test_history_lags_and_goes_down(api, sandbox, body, channel):
    api.post(f"/{channel}/send", json=body[channel])
    sandbox.faults.add("history_lag", seconds=60)
    assert history(api, channel) == []

    sandbox.faults.add("history_down", count=2)

    assert api.get(f"/{channel}/history").status_code == 500
    assert api.get(f"/{channel}/history/export").status_code == 500


@pytest.mark.parametrize("channel", CHANNELS)
def test_history_can_be_masked(api, sandbox, body, channel):
    api.post(f"/{channel}/send", json=body[channel])
    sandbox.faults.add("history_masked", fields=["to"])

    assert history(api, channel)[0]["to"] == "[de-identified]"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_mask_adds_no_field_to_a_history(api, sandbox, body, channel):
    api.post(f"/{channel}/send", json=body[channel])
    (before,) = history(api, channel)

    sandbox.faults.add("history_masked", fields=["to", "body", "subject", "nothing"])

    assert history(api, channel)[0].keys() == before.keys()


def test_a_mask_hides_the_address_of_a_letter(sandbox, post):
    post.send_one(post.letter())
    sandbox.faults.add("history_masked")

    (row,) = post.history()

    address = {name: value for name, value in row.items() if name in HOME}
    assert address == dict.fromkeys(HOME, "[de-identified]")
    assert row["custom_string"] == "p-1"


@pytest.mark.parametrize("channel", ["voice", "fax"])
@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("receipts_lost", []),
        ("receipts_doubled", [200, 200, 201, 201]),
        ("receipts_unordered", [201, 200]),
    ],
)
def test_receipts_are_lost_doubled_and_out_of_order(
    api, sandbox, body, channel, kind, codes
):
    rule(api, channel, "poll")
    sandbox.faults.add(kind)
    api.post(f"/{channel}/send", json=body[channel])

    assert sandbox.settle()
    time.sleep(0.4)
    rows = api.get(f"/{channel}/receipts").json()["data"]["data"]
    assert [int(row["status_code"]) for row in rows] == codes


def test_a_key_that_is_pressed_can_be_lost(api, sandbox, body):
    rule(api, "voice", "poll")
    sent = api.post("/voice/send", json={"messages": [spoken(require_input=1)]})
    assert sandbox.settle()
    sandbox.faults.add("receipts_lost", count=1)

    (message,) = sent.json()["data"]["messages"]
    sandbox.press(message_id=message["message_id"], keys="1")

    rows = api.get("/voice/receipts").json()["data"]["data"]
    assert [row["digits"] for row in rows] == ["", ""]
    assert history(api, "voice")[0]["digits"] == "1"


def test_a_fault_of_every_send_leaves_other_calls_alone(api, sandbox):
    sandbox.faults.add("error_after")

    assert api.get("/voice/lang").status_code == 200
    assert api.post("/voice/price", json={"messages": [spoken()]}).status_code == 200


@pytest.mark.parametrize("channel", ["sms", "voice"])
def test_half_a_character_goes_as_a_question_mark(api, channel):
    content = '{"messages": [{"to": "+61491570156", "body": "Hi \\ud83d", "voice": '
    content += '"female", "custom_string": "\\uD83D"}]}'

    answer = api.post(f"/{channel}/send", content=content)

    assert answer.json()["data"]["messages"][0]["body"] == "Hi ?"
    assert history(api, channel)[0]["custom_string"] == "?"
