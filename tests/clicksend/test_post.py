"""Letters and postcards: what is asked, what is refused, what is told."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from clicksendhub.clicksend import (
    Address,
    Letter,
    LetterRow,
    PostcardRow,
    PostRecipient,
    RequestRefused,
    ReturnAddress,
)

from .support import answering, recorded

PDF = "https://files.example/l.pdf"
MESSAGE_ID = "F0A1B2C3-D4E5-4607-8819-2A3B4C5D6E7F"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
HOME = Address(
    name="A. Person",
    line_1="1 Example St",
    city="Perth",
    state="WA",
    postal_code="6000",
    country="AU",
)
OFFICE = replace(HOME, name="Office", line_1="2 Example St")
LETTER = Letter(PDF)


def recipient(reference: str = "lt-1", **changes) -> PostRecipient:
    fields = {"address": HOME, "return_address_id": 77, "reference": reference}
    return PostRecipient(**{**fields, **changes})


def living_at(reference: str = "lt-1", **changes) -> PostRecipient:
    return recipient(reference, address=replace(HOME, **changes))


HOME_JSON = {
    "address_name": "A. Person",
    "address_line_1": "1 Example St",
    "address_line_2": "",
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
    "return_address_id": 77,
}


def test_a_letter_writes_the_words_of_the_api():
    client, wire = answering({"recipients": []})
    letter = Letter(PDF, is_colour=True, has_address_space=True, source="hub")

    client.letters.send(letter, recipients=[recipient()])

    assert wire.path == "POST /v3/post/letters/send"
    assert wire.json == {
        "file_url": PDF,
        "colour": 1,
        "duplex": 0,
        "priority_post": 0,
        "template_used": 1,
        "source": "hub",
        "recipients": [HOME_JSON | {"custom_string": "lt-1"}],
    }


def test_a_postcard_writes_the_words_of_the_api():
    client, wire = answering({"recipients": []})

    client.postcards.send([PDF, f"{PDF}?back"], recipients=[recipient("pc-1")])

    assert wire.path == "POST /v3/post/postcards/send"
    assert wire.json == {
        "file_urls": [PDF, f"{PDF}?back"],
        "recipients": [HOME_JSON | {"custom_string": "pc-1"}],
    }


SENT_LETTER = LetterRow(
    reference="lt-1",
    status="SUCCESS",
    message_id=MESSAGE_ID,
    address=HOME,
    return_address_id=77,
    return_address=ReturnAddress(77, OFFICE, 4021),
    is_colour=False,
    is_duplex=True,
    is_priority=False,
    pages=2,
    price=Decimal("2.3100"),
    date=SEPTEMBER,
    scheduled_at=None,
    file_url=PDF,
    source="hub.rest.v3",
    user_id=4021,
    subaccount_id=5530,
    username="demo",
)


def test_each_letter_of_a_send_is_read_field_by_field():
    client, _ = recorded("letters_send.json")

    result = client.letters.send(LETTER, recipients=[recipient()])

    assert result.items[0] == SENT_LETTER
    assert result.items[0].extra == {"ip_address": "192.0.2.7"}
    assert (result.total_price, result.currency) == (Decimal("2.31"), "AUD")
    assert (result.total_count, result.queued_count) == (2, 1)


def test_a_rejected_letter_may_lack_almost_everything():
    client, _ = recorded("letters_send.json")

    rejected = client.letters.send(LETTER, recipients=[recipient()]).items[1]

    assert (rejected.reference, rejected.status) == ("lt-2", "INVALID_MEDIA_FILE")
    assert (rejected.price, rejected.pages, rejected.return_address) == (None,) * 3


SENT_POSTCARD = PostcardRow(
    reference="",
    status="SUCCESS",
    message_id="A9B8C7D6-E5F4-4321-9876-5A4B3C2D1E0F",
    address=HOME,
    return_address_id=77,
    return_address=ReturnAddress(77, OFFICE, 4021),
    price=Decimal("1.98"),
    date=SEPTEMBER,
    scheduled_at=SEPTEMBER,
    file_url="https://files.example/p.pdf",
    user_id=4021,
    subaccount_id=5530,
    username="demo",
)


def test_each_postcard_of_a_send_is_read_field_by_field():
    client, _ = recorded("postcards_send.json")

    result = client.postcards.send([PDF], recipients=[recipient()])

    assert result.items == (SENT_POSTCARD,)
    assert result.items[0].extra == {"letter_file_name": "p.pdf"}
    assert result.total_price == Decimal("1.98")


def test_history_of_letters_is_read_with_its_digit_strings():
    client, wire = recorded("letters_history.json")

    (row,) = client.letters.history(date_from=SEPTEMBER, newest_first=False).rows

    assert wire.path == "GET /v3/post/letters/history"
    assert wire.query["order_by"] == "date_added:asc"
    assert (row.reference, row.status, row.pages) == ("lt-1", "Queued:Stamped", 2)
    assert (row.is_colour, row.is_duplex, row.date) == (True, False, SEPTEMBER)


def test_history_of_postcards_has_the_reference():
    client, wire = recorded("postcards_history.json")

    (row,) = client.postcards.history().rows

    assert wire.path == "GET /v3/post/postcards/history"
    assert (row.reference, row.price) == ("pc-1", Decimal("1.9800"))
    assert row.extra == {"list_id": None, "message_id_supplier": "S-1"}


@pytest.mark.parametrize("data", [True, [], None])
def test_post_is_cancelled_whatever_is_told(data):
    client, wire = answering(data)

    client.letters.cancel(MESSAGE_ID)
    assert wire.path == f"PUT /v3/post/letters/{MESSAGE_ID}/cancel"

    client.postcards.cancel(MESSAGE_ID)
    assert wire.path == f"PUT /v3/post/postcards/{MESSAGE_ID}/cancel"


@pytest.mark.parametrize("count", [{"total_cost": "4.62"}, {"total_price": 4.62}])
def test_a_price_has_its_sum_under_one_of_two_names(count):
    rows = [{"post_price": "2.3100", "status": "SUCCESS"}]
    client, wire = answering({"recipients": rows, **count})

    result = client.letters.price(LETTER, recipients=[recipient(""), recipient("")])

    assert wire.path == "POST /v3/post/letters/price"
    assert result.items[0].price == Decimal("2.31")
    assert result.total_price == Decimal("4.62")


def test_the_price_of_postcards_is_asked_for():
    client, wire = answering({"recipients": 1, "total_price": "1.98"})

    result = client.postcards.price([PDF], recipients=[recipient("")])

    assert wire.path == "POST /v3/post/postcards/price"
    assert (result.items, result.total_price) == ((), Decimal("1.98"))
    assert result.extra == {"recipients": 1}


REFUSED = [
    ([], "recipients"),
    ([living_at(str(n), name=f"Person {n}") for n in range(1001)], "recipients"),
    ([living_at(name="")], "recipients.0.name"),
    ([living_at(line_1=" ")], "recipients.0.line_1"),
    ([living_at(city="")], "recipients.0.city"),
    ([living_at(state="")], "recipients.0.state"),
    ([living_at(postal_code="")], "recipients.0.postal_code"),
    ([living_at(country="")], "recipients.0.country"),
    ([recipient(), living_at("b", country="AUS")], "recipients.1.country"),
    ([recipient(return_address_id=0)], "recipients.0.return_address_id"),
    ([recipient("")], "recipients.0.reference"),
    ([recipient("x" * 51)], "recipients.0.reference"),
    ([recipient("a"), living_at("a", name="B")], "recipients.1.reference"),
]


@pytest.mark.parametrize(("recipients", "place"), REFUSED)
def test_a_letter_that_would_be_rejected_never_leaves(recipients, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.letters.send(LETTER, recipients=recipients)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(("recipients", "place"), REFUSED)
def test_a_postcard_that_would_be_rejected_never_leaves(recipients, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.postcards.send([PDF], recipients=recipients)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(
    ("name", "advice"),
    [("state", "write the city again"), ("postal_code", 'write "-"')],
)
def test_a_refusal_says_what_to_write_where_a_country_has_none(name, advice):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused, match=advice):
        client.letters.send(LETTER, recipients=[living_at(**{name: " "})])
    client.letters.send(LETTER, recipients=[living_at(state="Perth", postal_code="-")])

    assert len(wire.requests) == 1


def test_two_letters_to_one_address_may_go_but_not_two_postcards():
    client, wire = answering({"recipients": []})
    twice = [recipient("a"), living_at("b", name="a.  PERSON ")]

    client.letters.send(LETTER, recipients=twice)
    with pytest.raises(RequestRefused) as caught:
        client.postcards.send([PDF], recipients=twice)

    assert list(caught.value.fields) == ["recipients.1.address"]
    assert "PERSON" not in f"{caught.value} {caught.value.fields}"
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    ("file_urls", "place"),
    [
        ([], "file_urls"),
        ([PDF] * 3, "file_urls"),
        (PDF, "file_urls"),
        ([PDF, "b.pdf"], "file_urls.1"),
    ],
)
def test_a_postcard_has_one_file_or_two(file_urls, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.postcards.send(file_urls, recipients=[recipient()])

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


def test_a_letter_needs_the_address_of_its_file():
    client, wire = answering({"recipients": []})

    for call in (client.letters.send, client.letters.price):
        with pytest.raises(RequestRefused) as caught:
            call(Letter("l.pdf"), recipients=[recipient()])
        assert list(caught.value.fields) == ["file_url"]

    assert wire.requests == []


def test_an_address_is_taken_apart():
    parts = {name: text for name, text in HOME_JSON.items() if "return" not in name}
    client, wire = answering(parts)

    assert client.letters.detect_address("A. Person, 1 Example St, Perth") == HOME
    assert wire.path == "POST /v3/post/letters/detect-address"
    assert wire.json == {"address": "A. Person, 1 Example St, Perth"}


@pytest.mark.parametrize("data", [None, []])
def test_a_letter_without_an_address_has_an_empty_one(data):
    client, wire = answering(data)

    assert client.letters.detect_address_in(b"%PDF-1.7") == Address()
    assert b64decode(wire.json["content"]) == b"%PDF-1.7"


def test_nothing_is_taken_apart_where_nothing_is():
    client, wire = answering({})

    with pytest.raises(RequestRefused):
        client.letters.detect_address(" ")
    with pytest.raises(RequestRefused):
        client.letters.detect_address_in(b"")

    assert wire.requests == []


def test_addresses_stay_out_of_repr():
    row = client_row()

    assert "Person" not in repr(recipient())
    assert "Example" not in repr(row)
    assert "files.example" not in f"{row} {LETTER}"


def client_row() -> LetterRow:
    client, _ = recorded("letters_send.json")
    return client.letters.send(LETTER, recipients=[recipient()]).items[0]
