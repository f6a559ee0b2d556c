"""Receipts of the channels beside SMS: alike, each under an address of its own."""

from datetime import UTC, datetime

import pytest

from clicksendhub.clicksend import RequestRefused

from .support import answering

MESSAGE_ID = "7B91C0DE-0D37-43F6-A2A3-94C60E1B7F02"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
CHANNELS = ["fax", "mms", "voice"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_receipts_come_in_pages(channel):
    row = {"message_id": MESSAGE_ID, "status_code": "201", "digits": 4}
    client, wire = answering({"current_page": 2, "last_page": 2, "data": [row]})

    page = getattr(client, channel).receipts(page=2)

    assert wire.path == f"GET /v3/{channel}/receipts"
    assert wire.query == {"page": "2", "limit": "100"}
    assert (page.rows[0].status_code, page.rows[0].digits) == (201, "4")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_word_in_place_of_a_code_is_the_status_of_a_receipt(channel):
    client, wire = answering({"message_id": MESSAGE_ID, "status_code": "Completed"})

    receipt = getattr(client, channel).receipt(MESSAGE_ID)

    assert wire.path == f"GET /v3/{channel}/receipts/{MESSAGE_ID}"
    assert (receipt.status, receipt.status_code) == ("Completed", None)


@pytest.mark.parametrize("channel", CHANNELS)
def test_receipts_are_marked_read_up_to_a_moment(channel):
    client, wire = answering(None)

    getattr(client, channel).mark_receipts_read(before=SEPTEMBER)

    assert wire.path == f"PUT /v3/{channel}/receipts-read"
    assert wire.json == {"date_before": 1790000000}


@pytest.mark.parametrize("channel", ["fax", "voice"])
@pytest.mark.parametrize("data", [None, [], True, {"message_id": MESSAGE_ID}])
def test_a_test_receipt_is_asked_for_whatever_is_told(channel, data):
    client, wire = answering(data)

    receipt = getattr(client, channel).ask_test_receipt(url="poll")

    assert wire.path == f"POST /v3/{channel}/receipts"
    assert wire.json == {"url": "poll"}
    assert receipt.message_id in ("", MESSAGE_ID)


@pytest.mark.parametrize("channel", ["sms", "fax", "voice"])
@pytest.mark.parametrize("url", ["", "POLL", "hub.test", "ftp://hub.test/"])
def test_a_test_receipt_needs_an_address_or_the_poll_list(channel, url):
    client, wire = answering(None)

    with pytest.raises(RequestRefused) as caught:
        getattr(client, channel).ask_test_receipt(url=url)

    assert list(caught.value.fields) == ["url"]
    assert wire.requests == []


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("message_id", ["", "..", "a/b", "a?b", "x" * 65])
def test_an_odd_message_id_names_no_other_address(channel, message_id):
    client, wire = answering(None)

    with pytest.raises(RequestRefused):
        getattr(client, channel).receipt(message_id)

    assert wire.requests == []


@pytest.mark.parametrize("channel", ["mms", "voice"])
@pytest.mark.parametrize("reference", ["", " "])
def test_cancelling_by_an_empty_reference_would_cancel_everything(channel, reference):
    client, wire = answering({"count": 0})

    with pytest.raises(RequestRefused):
        getattr(client, channel).cancel_by_reference(reference)

    assert wire.requests == []
