"""What ClickSend remembers of texts: history, receipts and replies."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from clicksendhub.clicksend import (
    HistoryRow,
    NotFound,
    RequestRefused,
    UnreadableAnswer,
)

from .support import answering, recorded

SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
MESSAGE_ID = "5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901"


def page_of(*rows: object) -> dict[str, object]:
    return {"current_page": 1, "last_page": 1, "data": list(rows)}


def test_history_is_asked_for_a_number_with_its_plus_encoded():
    client, wire = answering(page_of())

    client.sms.history(to="+61491570156")

    assert b"q=to%3A%2B61491570156" in wire.last.url.query
    assert wire.path == "GET /v3/sms/history"
    assert wire.query == {
        "page": "1",
        "limit": "100",
        "order_by": "date:desc",
        "q": "to:+61491570156",
    }


def test_history_is_asked_for_a_window_that_is_never_too_narrow():
    client, wire = answering(page_of())
    start = datetime(2026, 9, 21, 22, 13, 20, 900, tzinfo=timezone(timedelta(hours=8)))

    client.sms.history(
        page=3, limit=15, date_from=start, date_to=start, newest_first=False
    )

    assert wire.query == {
        "page": "3",
        "limit": "15",
        "order_by": "date:asc",
        "date_from": "1790000000",
        "date_to": "1790000001",
    }


@pytest.mark.parametrize(
    "options",
    [
        {"page": 0},
        {"limit": 14},
        {"limit": 101},
        {"to": ""},
        {"to": "+614,status:Sent"},
        {"to": "+61 491"},
        {"to": "٤٩١"},
        {"date_from": datetime(2026, 9, 21)},
        {"date_to": datetime(2026, 9, 21)},
    ],
)
def test_history_that_cannot_be_right_is_not_asked_for(options):
    client, wire = answering(page_of())

    with pytest.raises(RequestRefused):
        client.sms.history(**options)

    assert wire.requests == []


def test_history_rows_are_read_field_by_field():
    client, _ = recorded("sms_history.json")

    page = client.sms.history()

    assert (page.page, page.last_page, page.total, page.per_page) == (1, 1, 2, 15)
    assert page.rows[0] == HistoryRow(
        message_id=MESSAGE_ID,
        reference="job-118",
        to="+61491570156",
        body="Court 3 moved to 10:30",
        status="Completed",
        status_code=201,
        status_text="Success: Message received on handset.",
        error_code=None,
        error_text="",
        direction="out",
        date=SEPTEMBER,
        parts=1,
        price=Decimal("0.0792"),
        sender="+61491570110",
        country="AU",
        carrier="Telstra",
        user_id=4021,
        subaccount_id=5530,
    )
    assert "_api_username" in page.rows[0].extra


def test_history_knows_replies_and_old_spellings():
    client, _ = recorded("sms_history.json")

    reply = client.sms.history().rows[1]

    assert (reply.direction, reply.status) == ("in", "Received")
    assert reply.date == SEPTEMBER + timedelta(seconds=300)
    assert (reply.parts, reply.reference) == (1, "")


def test_receipts_come_in_pages():
    row = {
        "message_id": MESSAGE_ID,
        "status_code": "201",
        "custom_string": "job-118",
        "timestamp": 1790000005,
        "timestamp_send": "1790000000",
    }
    client, wire = answering(page_of(row))

    receipt = client.sms.receipts(page=2).rows[0]

    assert wire.path == "GET /v3/sms/receipts"
    assert wire.query == {"page": "2", "limit": "100"}
    assert (receipt.reference, receipt.status_code) == ("job-118", 201)
    assert receipt.timestamp_send == SEPTEMBER
    assert receipt.timestamp == SEPTEMBER + timedelta(seconds=5)


def test_one_receipt_is_fetched_by_its_message():
    client, wire = answering({"message_id": MESSAGE_ID, "status_code": 301})

    assert client.sms.receipt(MESSAGE_ID).status_code == 301
    assert wire.path == f"GET /v3/sms/receipts/{MESSAGE_ID}"


def test_a_receipt_that_does_not_exist_is_not_found():
    client, _ = answering(status=404, code="NOT_FOUND", message="Receipt not found.")

    with pytest.raises(NotFound):
        client.sms.receipt(MESSAGE_ID)


def test_receipts_are_marked_read_up_to_a_moment():
    client, wire = answering(None)

    client.sms.mark_receipts_read(before=SEPTEMBER)

    assert wire.path == "PUT /v3/sms/receipts-read"
    assert wire.json == {"date_before": 1790000000}


def test_replies_come_in_pages():
    row = {"message_id": "1B0C", "from": "+61491570156", "body": "Yes", "_keyword": "Y"}
    client, wire = answering(page_of(row))

    reply = client.sms.inbound().rows[0]

    assert wire.path == "GET /v3/sms/inbound"
    assert (reply.message_id, reply.sender, reply.body) == ("1B0C", row["from"], "Yes")
    assert reply.extra == {"_keyword": "Y"}


def test_one_reply_is_marked_read():
    client, wire = answering(1)

    client.sms.mark_inbound_read(MESSAGE_ID)

    assert wire.path == f"PUT /v3/sms/inbound-read/{MESSAGE_ID}"


@pytest.mark.parametrize("wrap", [lambda row: row, lambda row: [row]])
def test_a_test_reply_is_asked_for_and_told(wrap):
    client, wire = answering(wrap({"message_id": "T-1", "timestamp_send": 1790000000}))

    reply = client.sms.ask_test_reply(url="https://hub.test/in", webhook_type="json")

    assert wire.path == "POST /v3/sms/inbound"
    assert wire.json == {"url": "https://hub.test/in", "webhook_type": "json"}
    assert (reply.message_id, reply.timestamp) == ("T-1", SEPTEMBER)


@pytest.mark.parametrize(
    ("url", "webhook_type", "field"),
    [("hub.test", "post", "url"), ("https://hub.test/", "xml", "webhook_type")],
)
def test_a_test_reply_that_cannot_be_pushed_is_refused(url, webhook_type, field):
    client, wire = answering({})

    with pytest.raises(RequestRefused) as caught:
        client.sms.ask_test_reply(url=url, webhook_type=webhook_type)

    assert list(caught.value.fields) == [field]
    assert wire.requests == []


@pytest.mark.parametrize("data", [None, [], True])
def test_a_test_receipt_is_asked_for_even_if_nothing_is_told(data):
    client, wire = answering(data)

    receipt = client.sms.ask_test_receipt(url="poll")

    assert wire.path == "POST /v3/sms/receipts"
    assert wire.json == {"url": "poll"}
    assert receipt.message_id == ""


def test_a_receipt_of_the_wrong_shape_is_unreadable():
    client, _ = answering(True)

    with pytest.raises(UnreadableAnswer, match="data is not an object"):
        client.sms.receipt(MESSAGE_ID)
