"""Pushed replies and receipts, in all the ways that ClickSend writes them."""

from datetime import UTC, datetime

import pytest

from clicksendhub.clicksend import (
    InboundSms,
    Receipt,
    UnreadableEvent,
    read_pushed_inbound,
    read_pushed_receipt,
)

from .support import payload

MESSAGE_ID = "5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901"
REPLY_ID = "1B0C5E3D-2A4F-4E6B-8C7D-9E0F1A2B3C4D"


def test_a_pushed_reply_is_read_field_by_field():
    assert read_pushed_inbound(payload("pushed_inbound.json")) == InboundSms(
        message_id=REPLY_ID,
        sender="+61491570156",
        to="+61491570110",
        body="Yes",
        original_message_id=MESSAGE_ID,
        original_body="Coming?",
        reference="job-118",
        timestamp=datetime(2026, 9, 21, 14, 18, 20, tzinfo=UTC),
        user_id=4021,
        subaccount_id=5530,
    )


def test_what_has_no_name_of_ours_is_kept_aside():
    reply = read_pushed_inbound(payload("pushed_inbound.json"))

    assert reply.extra == {
        "originalsenderid": "+61491570110",
        "sms": "+61491570156",
    }
    assert "+614" not in repr(reply)


def test_a_form_of_strings_and_a_json_object_are_the_same_reply():
    from_json = payload("pushed_inbound.json")
    from_form = {name: str(value) for name, value in from_json.items()}
    from_lists = {name: [value] for name, value in from_form.items()}

    assert read_pushed_inbound(from_form) == read_pushed_inbound(from_json)
    assert read_pushed_inbound(from_lists) == read_pushed_inbound(from_json)


@pytest.mark.parametrize(
    ("name", "twin", "field"),
    [
        ("body", "message", "body"),
        ("custom_string", "customstring", "reference"),
        ("original_message_id", "originalmessageid", "original_message_id"),
        ("original_body", "originalmessage", "original_body"),
    ],
)
@pytest.mark.parametrize("absent", ["missing", None, ""])
def test_either_spelling_of_a_doubled_key_is_enough(name, twin, field, absent):
    whole = payload("pushed_inbound.json")
    without = {key: value for key, value in whole.items() if key != name}
    if absent != "missing":
        without[name] = absent

    expected = getattr(read_pushed_inbound(whole), field)
    assert getattr(read_pushed_inbound(without), field) == expected != ""


@pytest.mark.parametrize(
    ("timestamp", "year"), [(1790000300, 2026), ("1790000300", 2026), ("bananas", None)]
)
def test_a_time_that_cannot_be_read_is_no_time(timestamp, year):
    fields = {**payload("pushed_inbound.json"), "timestamp": timestamp}

    read = read_pushed_inbound(fields).timestamp

    assert (read and read.year) == year


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"from": "+61491570156", "body": "Yes"},
        {"message_id": "", "from": "+61491570156", "body": "Yes"},
        {"message_id": None, "from": "+61491570156"},
        {"message_id": "a"},
        {"message_id": "a", "from": "", "body": "", "message": ""},
    ],
)
def test_a_reply_without_its_core_is_unreadable(fields):
    with pytest.raises(UnreadableEvent) as caught:
        read_pushed_inbound(fields)

    assert "+614" not in str(caught.value)


@pytest.mark.parametrize("core", [{"from": "+61491570156"}, {"body": "Yes"}])
def test_a_reply_with_half_of_its_core_is_kept(core):
    assert read_pushed_inbound({"message_id": "a", **core}).message_id == "a"


def test_a_pushed_receipt_is_read_field_by_field():
    assert read_pushed_receipt(payload("pushed_receipt.json")) == Receipt(
        message_id=MESSAGE_ID,
        reference="job-118",
        status="Delivered",
        status_code=201,
        status_text="Success: Message received on handset.",
        error_code=None,
        error_text="",
        timestamp=datetime(2026, 9, 21, 14, 13, 25, tzinfo=UTC),
        timestamp_send=datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
        message_type="sms",
        digits="",
        user_id=4021,
    )


def test_a_receipt_may_spell_its_message_id_in_one_word():
    receipt = read_pushed_receipt({"messageid": MESSAGE_ID, "customstring": "job-118"})

    assert (receipt.message_id, receipt.reference) == (MESSAGE_ID, "job-118")


def test_a_word_in_place_of_a_status_code_is_kept_as_a_word():
    receipt = read_pushed_receipt({"message_id": "a", "status_code": "Completed"})

    assert (receipt.status_code, receipt.status) == (None, "Completed")


def test_a_failed_receipt_tells_its_reason():
    fields = {"message_id": "a", "status_code": 301, "error_code": "12"}

    receipt = read_pushed_receipt({**fields, "error_text": "Absent subscriber"})

    assert (receipt.status_code, receipt.error_code) == (301, 12)
    assert receipt.error_text == "Absent subscriber"


@pytest.mark.parametrize("fields", [{}, {"message_id": ""}, {"status_code": "201"}])
def test_a_receipt_without_its_message_is_unreadable(fields):
    with pytest.raises(UnreadableEvent):
        read_pushed_receipt(fields)
