"""Picture messages: what is asked, what is refused, what is told."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from clicksendhub.clicksend import Mms, MmsRow, RequestRefused

from .support import answering, recorded

PICTURE = "https://files.example/gate.jpg"
MESSAGE_ID = "0E6E2F9C-5A44-4C0B-9D27-8B7710C3F5E2"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


def mms(reference: str = "mms-7", **changes) -> Mms:
    words = {"to": "+61491570156", "subject": "Site photo", "body": "Gate B"}
    return Mms(**{**words, "reference": reference, **changes})


def test_a_send_writes_the_words_of_the_api():
    client, wire = answering({"messages": []})
    message = mms(sender="+61491570110", country="AU", source="hub")

    client.mms.send([message], media_url=PICTURE)

    assert wire.path == "POST /v3/mms/send"
    assert wire.json == {
        "media_file": PICTURE,
        "messages": [
            {
                "to": "+61491570156",
                "subject": "Site photo",
                "body": "Gate B",
                "custom_string": "mms-7",
                "from": "+61491570110",
                "country": "AU",
                "source": "hub",
            }
        ],
    }


@pytest.mark.parametrize("to", ["", " "])
def test_a_message_to_a_list_names_the_list_and_no_number(to):
    client, wire = answering({"messages": []})

    client.mms.send([mms(to=to, list_id=310)], media_url=PICTURE)

    (message,) = wire.json["messages"]
    assert message["list_id"] == 310
    assert "to" not in message


SENT = MmsRow(
    reference="mms-7",
    status="SUCCESS",
    message_id=MESSAGE_ID,
    to="+61491570156",
    subject="Site photo",
    body="Gate B",
    sender="+61491570110",
    country="AU",
    carrier="",
    parts=1,
    price=Decimal("0.4400"),
    media_url=PICTURE,
    list_id=310,
    contact_id=9001,
    user_id=None,
    subaccount_id=None,
    direction="",
    date=None,
    scheduled_at=None,
    from_email="",
    status_code=None,
    status_text="",
    error_code=None,
    error_text="",
)


def test_each_message_of_a_send_is_read_field_by_field():
    client, _ = recorded("mms_send.json")

    result = client.mms.send([mms()], media_url=PICTURE)

    assert result.items[0] == SENT


def test_sums_may_come_without_a_currency_and_rejected_messages_without_a_price():
    client, _ = recorded("mms_send.json")

    result = client.mms.send([mms()], media_url=PICTURE)

    assert (result.total_price, result.currency) == (Decimal("0.44"), None)
    assert (result.total_count, result.queued_count) == (2, 1)
    assert (result.items[1].reference, result.items[1].price) == ("mms-8", None)
    assert result.items[1].status == "INVALID_RECIPIENT"


def test_history_is_asked_for_a_number_and_knows_old_spellings():
    client, wire = recorded("mms_history.json")

    (row,) = client.mms.history(to="+61491570156", limit=15).rows

    assert wire.path == "GET /v3/mms/history"
    assert wire.query["q"] == "to:+61491570156"
    assert wire.query["order_by"] == "date:desc"
    assert (row.status, row.status_code, row.error_code) == ("Queued:WaitSend", 200, 3)
    assert (row.date, row.scheduled_at) == (SEPTEMBER, SEPTEMBER)
    assert row.from_email == "desk@example.com"
    assert (row.direction, row.parts, row.subject) == ("out", 1, "Site photo")
    assert row.extra == {"priority": 5, "_api_username": "demo"}


def test_a_date_may_stand_under_its_newer_name_alone():
    client, _ = answering([{"date_added": "1790000000"}])

    assert client.mms.history().rows[0].date == SEPTEMBER


def test_a_price_is_asked_for_without_references():
    data = {"messages": [{"message_price": "0.4400"}], "total_price": "0.88"}
    client, wire = answering(data)

    result = client.mms.price([mms(""), mms("")], media_url=PICTURE)

    assert wire.path == "POST /v3/mms/price"
    assert result.items[0].price == Decimal("0.4400")
    assert (result.total_price, result.queued_count) == (Decimal("0.88"), None)


REFUSED = [
    ([], "messages"),
    ([mms(str(n)) for n in range(1001)], "messages"),
    ([mms(to=" ")], "messages.0.to"),
    ([mms(list_id=310)], "messages.0.list_id"),
    ([mms(to="", list_id=0)], "messages.0.list_id"),
    ([mms(subject=" ")], "messages.0.subject"),
    ([mms(), mms("b", subject="x" * 21)], "messages.1.subject"),
    ([mms(subject="😀" * 11)], "messages.0.subject"),
    ([mms(body="")], "messages.0.body"),
    ([mms(body="x" * 1501)], "messages.0.body"),
    ([mms(body="x\n" * 751)], "messages.0.body"),
    ([mms(body="ş" * 501)], "messages.0.body"),
    ([mms(country="Australia")], "messages.0.country"),
]


@pytest.mark.parametrize(
    ("messages", "place"),
    [
        *REFUSED,
        ([mms("")], "messages.0.reference"),
        ([mms("  ")], "messages.0.reference"),
        ([mms("x" * 51)], "messages.0.reference"),
        ([mms("a"), mms("a")], "messages.1.reference"),
    ],
)
def test_a_send_that_would_be_cut_or_rejected_never_leaves(messages, place):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.mms.send(messages, media_url=PICTURE)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(("messages", "place"), REFUSED)
def test_no_price_is_asked_for_what_could_not_be_sent(messages, place):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.mms.price(messages, media_url=PICTURE)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(
    "words",
    [
        {"subject": "x" * 20},
        {"subject": "😀" * 10},
        {"body": "x" * 1500},
        {"body": "x\n" * 750},
        {"body": "€" * 1500},
        {"body": "😀" * 500},
    ],
)
def test_a_message_of_full_length_may_go(words):
    client, wire = answering({"messages": []})

    client.mms.send([mms(**words)], media_url=PICTURE)

    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    "url",
    ["", "gate.jpg", "ftp://files.example/a", "https://", "https://a b", "http://[x"],
)
def test_a_picture_needs_an_address_that_can_be_fetched(url):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.mms.send([mms()], media_url=url)

    assert list(caught.value.fields) == ["media_url"]
    assert wire.requests == []


def test_a_message_is_cancelled_alone_or_by_reference():
    client, wire = answering({"count": 2})

    client.mms.cancel(MESSAGE_ID)
    assert wire.path == f"PUT /v3/mms/{MESSAGE_ID}/cancel"

    assert client.mms.cancel_by_reference("mms-7") == 2
    assert wire.path == "PUT /v3/mms/cancel-all"
    assert wire.json == {"custom_string": "mms-7"}


def test_a_message_keeps_its_words_out_of_its_repr():
    assert repr(mms(reference="mms-7")) == (
        "Mms(reference='mms-7', sender='', country='', list_id=None, source='')"
    )
