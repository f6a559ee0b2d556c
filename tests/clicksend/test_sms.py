"""Sending, pricing and cancelling: what is asked, what is refused, what is told."""

from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from clicksendhub.clicksend import (
    MAX_MESSAGES,
    CurrencyWords,
    PricedSms,
    RequestRefused,
    SendResult,
    SentSms,
    Sms,
)

from .support import answering, client_on, recorded, sms

SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
MESSAGE_ID = "5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901"


def test_a_send_writes_the_words_of_the_api():
    client, wire = answering({"messages": []})
    text = Sms("+61491570156", "Hi", "job-118", sender="CourtClub", country="AU")

    client.sms.send([text, sms("job-119")])

    assert wire.path == "POST /v3/sms/send"
    assert wire.json["messages"] == [
        {
            "to": "+61491570156",
            "body": "Hi",
            "custom_string": "job-118",
            "from": "CourtClub",
            "country": "AU",
        },
        {"to": "+61491570156", "body": "Hi", "custom_string": "job-119"},
    ]


def test_an_answer_to_a_send_keeps_each_text_with_its_own_status():
    client, _ = recorded("sms_send.json")

    result = client.sms.send([sms()])

    assert [(s.reference, s.status) for s in result.items] == [
        ("job-118", "SUCCESS"),
        ("job-119", "INVALID_RECIPIENT"),
        ("job-120", "COUNTRY_NOT_ENABLED"),
    ]
    assert result.items[0] == SentSms(
        reference="job-118",
        status="SUCCESS",
        message_id=MESSAGE_ID,
        price=Decimal("0.0792"),
    )


def test_a_text_to_a_list_names_the_list_and_no_number():
    client, wire = answering({"messages": []})
    more = {"from_email": "desk@example.com", "source": "hub"}

    client.sms.send([Sms(body="Hi", reference="job-1", list_id=310, **more)])

    assert wire.json["messages"] == [
        {"body": "Hi", "custom_string": "job-1", "list_id": 310} | more
    ]


def test_the_rest_of_what_is_said_of_a_text_is_read_when_asked_for():
    client, _ = recorded("sms_send.json")

    sent, rejected, _ = client.sms.send([sms()]).items

    assert (sent.to, sent.sender) == ("+61491570156", "+61491570110")
    assert (sent.parts, sent.country, sent.carrier) == (1, "AU", "Telstra")
    assert (sent.direction, sent.body) == ("out", "Court 3 moved to 10:30")
    assert sent.date == sent.scheduled_at == SEPTEMBER
    assert (sent.user_id, sent.subaccount_id) == (4021, 5530)
    assert (sent.list_id, sent.contact_id, sent.from_email) == (None, None, "")
    assert (sent.is_shared_number, sent.extra) == (False, {})
    assert (rejected.direction, rejected.date, rejected.user_id) == ("", None, None)


def test_fields_of_a_text_that_we_have_no_name_for_are_kept():
    told = {"list_id": "310", "contact_id": "9001", "colour": "mauve"}
    client, _ = answering({"messages": [told], "mood": "good"})

    result = client.sms.send([sms()])

    assert (result.items[0].list_id, result.items[0].contact_id) == (310, 9001)
    assert result.items[0].extra == {"colour": "mauve"}
    assert result.extra == {"mood": "good"}


def test_an_answer_to_a_send_tells_the_sums():
    client, _ = recorded("sms_send.json")

    result = client.sms.send([sms()])

    assert result == SendResult(
        items=result.items,
        total_price=Decimal("0.0792"),
        currency="AUD",
        total_count=3,
        queued_count=1,
        blocked_count=1,
        currency_words=CurrencyWords("AUD", "Australian Dollars", "$", "c"),
    )


def test_a_rejected_text_may_lack_almost_everything():
    client, _ = answering({"messages": [{"status": "INVALID_RECIPIENT"}, {}]})

    rejected, empty = client.sms.send([sms()]).items

    assert rejected.status == "INVALID_RECIPIENT"
    assert rejected.reference == ""
    assert (rejected.parts, rejected.price) == (None, None)
    assert empty.status == ""


def test_an_entry_that_is_no_text_does_not_hide_the_others():
    messages = [None, "x", 7, {"custom_string": "job-118", "status": "SUCCESS"}]
    client, _ = answering({"messages": messages})

    assert [s.reference for s in client.sms.send([sms()]).items] == ["job-118"]


def test_numbers_of_an_answer_may_be_digit_strings():
    text = {"custom_string": 118, "message_parts": "2", "message_price": 0.0792}
    sums = {"total_price": "0.16", "total_count": "2", "queued_count": "2"}
    client, _ = answering({"messages": [text], "currency": "AUD", **sums})

    result = client.sms.send([sms()])

    assert result.items[0].reference == "118"
    assert result.items[0].parts == 2
    assert result.items[0].price == Decimal("0.0792")
    assert (result.total_price, result.total_count) == (Decimal("0.16"), 2)
    assert (result.currency, result.blocked_count) == ("AUD", None)


REFUSED = [
    ([], "0 messages"),
    ([sms(str(n)) for n in range(MAX_MESSAGES + 1)], "1001 messages"),
    ([sms(body="")], "message 0 has no text"),
    ([sms("a"), sms("b", body=" \n\t")], "message 1 has no text"),
    ([sms(to="")], "message 0 has no number"),
    ([sms(to="  ")], "message 0 has no number"),
    ([Sms(body="Hi", reference="a", list_id=0)], "message 0 names no list"),
    ([Sms("+61491570156", "Hi", "a", list_id=7)], "both a number and a list"),
    (
        [Sms("+61491570156", "Hi", "a", country="AUS")],
        "message 0 has a country that is not a code of",
    ),
    ([sms(body="x" * 1225)], "message 0 has a text of more than 8 parts"),
    ([sms(body="€" * 609)], "message 0 has a text of more than 8 parts"),
    ([sms(body="ş" * 537)], "message 0 has a text of more than 8 parts"),
    ([sms("a"), sms("b", body="😀" * 265)], "message 1 has a text of more than 8"),
]
REFUSED_TO_SEND = [
    ([sms("")], "message 0 has no reference"),
    ([sms("  ")], "message 0 has no reference"),
    ([sms("x" * 51)], "more than 50 characters"),
    ([sms("a"), sms("b"), sms("a")], "message 2 repeats an earlier reference"),
]


@pytest.mark.parametrize(("messages", "why"), REFUSED + REFUSED_TO_SEND)
def test_a_send_that_cannot_be_right_never_leaves(messages, why):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused, match=why):
        client.sms.send(messages)

    assert wire.requests == []


@pytest.mark.parametrize(("messages", "why"), REFUSED)
def test_a_price_is_not_asked_for_what_could_not_be_sent(messages, why):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused, match=why):
        client.sms.price(messages)

    assert wire.requests == []


@pytest.mark.parametrize(
    "body",
    [
        *("x" * 1224, "€" * 608, "ş" * 536, "😀" * 264),
        *("x\n" * 612, "€x" * 408, "ş😀" * 176),
    ],
)
def test_a_text_of_eight_parts_may_go(body):
    client, wire = answering({"messages": []})

    client.sms.send([sms(body=body)])

    assert len(wire.requests) == 1


def test_a_thousand_texts_go_in_one_call():
    client, wire = answering({"messages": []})

    client.sms.send([sms(str(n)) for n in range(MAX_MESSAGES)])

    assert len(wire.json["messages"]) == 1000


def test_a_reference_of_fifty_characters_is_allowed():
    client, wire = answering({"messages": []})

    client.sms.send([sms("x" * 50)])

    assert len(wire.requests) == 1


def test_a_price_needs_no_reference():
    text = {"message_parts": 2, "message_price": "0.1540", "country": "AU"}
    text |= {"to": "+61491570156", "custom_string": "", "status": "SUCCESS"}
    currency = {"currency_name_short": "AUD"}
    client, wire = answering(
        {"messages": [text], "total_price": 0.154, "_currency": currency}
    )

    result = client.sms.price([sms(""), sms("")])

    priced = PricedSms("", "SUCCESS", "+61491570156", 2, Decimal("0.1540"), "AU")
    assert wire.path == "POST /v3/sms/price"
    assert result.items == (priced,)
    assert (result.total_price, result.currency) == (Decimal("0.154"), "AUD")


def test_one_text_is_cancelled():
    client, wire = answering([])

    client.sms.cancel(MESSAGE_ID)

    assert wire.path == f"PUT /v3/sms/{MESSAGE_ID}/cancel"


@pytest.mark.parametrize("message_id", ["", ".", "..", "a/b", "a?b", "a b", "x" * 65])
def test_an_odd_message_id_names_no_other_address(message_id):
    client, wire = answering(None)

    for call in (client.sms.cancel, client.sms.receipt, client.sms.mark_inbound_read):
        with pytest.raises(RequestRefused):
            call(message_id)

    assert wire.requests == []


@pytest.mark.parametrize(("data", "count"), [({"count": "3"}, 3), ([], None)])
def test_texts_are_cancelled_by_reference(data, count):
    client, wire = answering(data)

    assert client.sms.cancel_by_reference("job-118") == count
    assert wire.path == "PUT /v3/sms/cancel-all"
    assert wire.json == {"custom_string": "job-118"}


@pytest.mark.parametrize("reference", ["", " "])
def test_cancelling_by_an_empty_reference_would_cancel_everything(reference):
    client, wire = answering({"count": 0})

    with pytest.raises(RequestRefused):
        client.sms.cancel_by_reference(reference)

    assert wire.requests == []


def test_two_calls_may_share_one_client():
    def echo(request: httpx.Request) -> httpx.Response:
        found = {"custom_string": request.url.path, "status": "SUCCESS"}
        envelope = {"http_code": 200, "data": {"messages": [found]}}
        return httpx.Response(200, json=envelope)

    client = client_on(echo)

    assert client.sms.send([sms()]).items[0].reference == "/v3/sms/send"
    assert client.sms.price([sms()]).items[0].reference == "/v3/sms/price"
