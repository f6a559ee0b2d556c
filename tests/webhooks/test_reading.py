"""From recorded bodies to typed events, field by field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clicksendhub.clicksend import UnreadableEvent
from clicksendhub.webhooks import reading
from tests.webhooks.support import (
    ANSWERED_ID,
    ANSWERED_REFERENCE,
    INBOUND_ID,
    PERSON,
    RECEIPT_ID,
    RECEIPT_REFERENCE,
    recorded,
)

SENT = datetime.fromtimestamp(1766000300, UTC)


@pytest.mark.parametrize("name", ["inbound.form", "inbound.json", "inbound.query"])
def test_each_field_of_a_reply_is_read_whichever_way_it_came(name: str) -> None:
    told = reading.read_inbound(recorded(name), "")

    assert told.message_id == INBOUND_ID
    assert (told.sender, told.to) == (PERSON, "+61481070110")
    assert told.body == "Yes, see you then 👍 à bientôt"
    assert told.original_message_id == ANSWERED_ID
    assert told.original_body == "Are you coming on Friday?"
    assert told.reference == ANSWERED_REFERENCE
    assert told.timestamp == SENT
    assert (told.user_id, told.subaccount_id) == (4024, 5533)
    assert set(told.extra) == {"originalsenderid", "sms"}


def test_each_field_of_a_receipt_is_read() -> None:
    told = reading.read_receipt(recorded("receipt_301.form"), "")

    assert (told.message_id, told.reference) == (RECEIPT_ID, RECEIPT_REFERENCE)
    assert (told.status, told.status_code) == ("Undelivered", 301)
    assert told.status_text == "Delivery failed."
    assert (told.error_code, told.error_text) == (8, "Unknown subscriber")
    assert told.timestamp == datetime.fromtimestamp(1766000304, UTC)
    assert told.timestamp_send == SENT
    assert (told.message_type, told.user_id) == ("sms", 4024)


@pytest.mark.parametrize("time", ["", "0", "bananas", "-5", "9" * 30, "2026-06-09"])
def test_a_time_that_is_none_is_no_time(time: str) -> None:
    assert (
        reading.read_inbound(recorded("inbound.form", timestamp=time), "").timestamp
        is None
    )


def test_what_was_fetched_is_read_again_as_it_was() -> None:
    told = reading.read_inbound(recorded("inbound.form"), "")

    again = reading.read_inbound(reading.frozen(told), reading.FETCHED)

    assert again == told


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("body=Yes&from=%2B61491570156", "the event has no message_id"),
        ("message_id=A1", "the event has neither from nor body"),
        ('{"message_id": "A1"', "the JSON cannot be read"),
        ('["A1"]', "the JSON is not an object"),
        ("[" * 50_000, "the JSON cannot be read"),
        ("a=1&" * 300, "the form has too many fields"),
    ],
)
def test_what_is_no_reply_says_why(body: str, why: str) -> None:
    with pytest.raises(UnreadableEvent, match=why):
        reading.read_inbound(body, "")


@pytest.mark.parametrize(
    ("name", "changes", "key"),
    [
        ("inbound.form", {}, INBOUND_ID),
        ("receipt_201.form", {}, f"{RECEIPT_ID}:201:1766000305"),
        ("receipt_201.form", {"timestamp": ""}, f"{RECEIPT_ID}:201:"),
        ("receipt_201.form", {"status_code": ""}, f"{RECEIPT_ID}:Delivered:1766000305"),
    ],
)
def test_the_key_of_an_event(name: str, changes: dict[str, str], key: str) -> None:
    kind = name.partition("_")[0].partition(".")[0]

    assert reading.key_of(reading.read(kind, recorded(name, **changes), "")) == key


@pytest.mark.parametrize(
    ("sender", "number"),
    [
        ("+61491570156", "+61491570156"),
        (" 61491570156", "+61491570156"),
        ("61491570156", "+61491570156"),
        ("0491570156", "+61491570156"),
        ("Telstra", "Telstra"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_a_sender_becomes_a_number_of_the_world(sender: str, number: str) -> None:
    assert reading.number_of(sender, "AU") == number


def test_a_byte_order_mark_hides_no_json() -> None:
    assert reading.fields_of('\ufeff{"body": "STOP"}') == {"body": "STOP"}
