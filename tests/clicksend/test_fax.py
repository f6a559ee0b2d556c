"""Faxes: what is asked, what is refused, what is told."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from clicksendhub.clicksend import Fax, FaxRow, RequestRefused

from .support import answering, recorded

PDF = "https://files.example/a.pdf"
MESSAGE_ID = "C2F3A0B8-61D5-4F3A-9A7E-0C1D2E3F4A5B"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


def fax(reference: str = "fx-3", **changes) -> Fax:
    return Fax(**{"to": "+61291112222", "reference": reference, **changes})


def test_a_send_writes_the_words_of_the_api():
    client, wire = answering({"messages": []})
    more = {"sender": "+61291113333", "country": "AU", "source": "hub"}

    client.fax.send([fax(from_email="desk@example.com", **more)], file_url=PDF)

    assert wire.path == "POST /v3/fax/send"
    assert wire.json == {
        "file_url": PDF,
        "messages": [
            {
                "to": "+61291112222",
                "custom_string": "fx-3",
                "from": "+61291113333",
                "country": "AU",
                "from_email": "desk@example.com",
                "source": "hub",
            }
        ],
    }


@pytest.mark.parametrize("to", ["", " "])
def test_a_fax_to_a_list_names_the_list_and_no_number(to):
    client, wire = answering({"messages": []})

    client.fax.send([fax(to=to, list_id=310)], file_url=PDF)

    assert wire.json["messages"] == [{"list_id": 310, "custom_string": "fx-3"}]


SENT = FaxRow(
    reference="fx-3",
    status="SUCCESS",
    message_id=MESSAGE_ID,
    to="+61291112222",
    sender="+61291113333",
    country="AU",
    carrier="",
    pages=2,
    price=Decimal("1.5000"),
    status_code=None,
    status_text="",
    date=SEPTEMBER,
    scheduled_at=None,
    from_email="desk@example.com",
    file_url=PDF,
    list_id=310,
    user_id=4021,
    subaccount_id=5530,
)


def test_each_fax_of_a_send_is_read_field_by_field():
    client, _ = recorded("fax_send.json")

    result = client.fax.send([fax()], file_url=PDF)

    assert result.items[0] == SENT
    assert result.items[1].status == "INVALID_RECIPIENT"
    assert (result.items[1].pages, result.items[1].price) == (None, None)
    assert (result.total_price, result.currency) == (Decimal("1.5"), "AUD")


def test_history_is_sorted_under_both_names_of_the_order():
    client, wire = recorded("fax_history.json")

    client.fax.history(date_from=SEPTEMBER, newest_first=True)

    assert wire.path == "GET /v3/fax/history"
    assert wire.query["order"] == wire.query["order_by"] == "date_added:desc"
    assert wire.query["date_from"] == "1790000000"


def test_history_keeps_a_word_that_stands_for_a_code():
    client, _ = recorded("fax_history.json")

    sent, completed = client.fax.history().rows

    assert (sent.status_code, sent.status_text, sent.pages) == (201, "Sent", 2)
    assert sent.date == SEPTEMBER
    assert (completed.status_code, completed.status_text) == (None, "Completed")


def test_the_receipt_of_a_fax_is_the_whole_fax():
    row = {"message_id": MESSAGE_ID, "custom_string": "fx-3", "status": "Sent"}
    client, wire = answering({**row, "message_pages": 2, "status_code": "201"})

    receipt = client.fax.receipt(MESSAGE_ID)

    assert wire.path == f"GET /v3/fax/receipts/{MESSAGE_ID}"
    assert (receipt.reference, receipt.status_code) == ("fx-3", 201)
    assert receipt.extra == {"message_pages": 2}


REFUSED = [
    ([], "messages"),
    ([fax(str(n)) for n in range(1001)], "messages"),
    ([fax(to="")], "messages.0.to"),
    ([fax(list_id=310)], "messages.0.list_id"),
    ([fax(to="0291112222")], "messages.0.to"),
    ([fax(to="61291112222")], "messages.0.to"),
    ([fax(), fax("b", to="+0291112222")], "messages.1.to"),
    ([fax(to="+61 2 9111 2222")], "messages.0.to"),
    ([fax(), fax("b", country="au")], "messages.1.country"),
]


@pytest.mark.parametrize(
    ("messages", "place"),
    [
        *REFUSED,
        ([fax("")], "messages.0.reference"),
        ([fax("  ")], "messages.0.reference"),
        ([fax("x" * 51)], "messages.0.reference"),
        ([fax("a"), fax("a")], "messages.1.reference"),
    ],
)
def test_a_send_that_would_be_rejected_never_leaves(messages, place):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.fax.send(messages, file_url=PDF)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(("messages", "place"), REFUSED)
def test_no_price_is_asked_for_what_could_not_be_sent(messages, place):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.fax.price(messages, file_url=PDF)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


def test_a_fax_needs_the_address_of_its_file():
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.fax.send([fax()], file_url="a.pdf")

    assert list(caught.value.fields) == ["file_url"]
    assert wire.requests == []


def test_a_price_is_asked_for_without_references():
    client, wire = answering({"messages": [{"message_pages": "2"}], "total_price": "1"})

    result = client.fax.price([fax("")], file_url=PDF)

    assert wire.path == "POST /v3/fax/price"
    assert (result.items[0].pages, result.total_price) == (2, Decimal(1))
