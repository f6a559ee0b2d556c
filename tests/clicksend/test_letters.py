"""Letters: what is asked, what is refused, what is told."""

from base64 import b64decode
from decimal import Decimal
from typing import Any

import pytest

from clicksendhub.clicksend import (
    Address,
    Letter,
    LetterRow,
    RequestRefused,
    ReturnAddress,
)

from .post import (
    HOME,
    HOME_JSON,
    LETTER,
    MESSAGE_ID,
    OFFICE,
    PDF,
    REFUSED,
    REFUSED_TO_SEND,
    SEPTEMBER,
    living_at,
    recipient,
)
from .support import answering, recorded


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


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ("is_colour", "colour"),
        ("is_duplex", "duplex"),
        ("is_priority", "priority_post"),
        ("has_address_space", "template_used"),
    ],
)
def test_each_choice_of_a_letter_is_written_under_its_own_name(choice, name):
    client, wire = answering({"recipients": []})
    names = ("colour", "duplex", "priority_post", "template_used")

    chosen: dict[str, Any] = {choice: True}
    client.letters.send(Letter(PDF, **chosen), recipients=[recipient()])

    assert [each for each in names if wire.json[each] == 1] == [name]


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


def test_history_of_letters_is_read_with_its_digit_strings():
    client, wire = recorded("letters_history.json")

    (row,) = client.letters.history(date_from=SEPTEMBER, newest_first=False).rows

    assert wire.path == "GET /v3/post/letters/history"
    assert wire.query["order_by"] == "date_added:asc"
    assert (row.reference, row.status, row.pages) == ("lt-1", "Queued:Stamped", 2)
    assert (row.is_colour, row.is_duplex, row.is_priority) == (True, False, True)
    assert row.date == SEPTEMBER


@pytest.mark.parametrize("count", [{"total_cost": "4.62"}, {"total_price": 4.62}])
def test_a_price_has_its_sum_under_one_of_two_names(count):
    rows = [{"post_price": "2.3100", "status": "SUCCESS"}]
    client, wire = answering({"recipients": rows, **count})

    result = client.letters.price(LETTER, recipients=[recipient(""), recipient("")])

    assert wire.path == "POST /v3/post/letters/price"
    assert result.items[0].price == Decimal("2.31")
    assert result.total_price == Decimal("4.62")


@pytest.mark.parametrize("total", [0, "0.00"])
def test_a_price_of_nothing_is_a_price(total):
    data = {"recipients": [], "total_price": total, "total_cost": "4.62"}
    client, _ = answering(data)

    assert client.letters.price(LETTER, recipients=[recipient("")]).total_price == 0


@pytest.mark.parametrize(("recipients", "place"), REFUSED_TO_SEND)
def test_a_letter_that_would_be_rejected_never_leaves(recipients, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.letters.send(LETTER, recipients=recipients)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(("recipients", "place"), REFUSED)
def test_no_price_is_asked_for_a_letter_that_could_not_be_sent(recipients, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.letters.price(LETTER, recipients=recipients)

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


def test_a_letter_needs_the_address_of_its_file():
    client, wire = answering({"recipients": []})

    for call in (client.letters.send, client.letters.price):
        with pytest.raises(RequestRefused) as caught:
            call(Letter("l.pdf"), recipients=[recipient()])
        assert list(caught.value.fields) == ["file_url"]

    assert wire.requests == []


def test_a_refusal_names_the_place_of_the_recipient_in_words():
    client, _ = answering({"recipients": []})
    whole, partial = recipient("a"), living_at("b", line_1="")

    with pytest.raises(RequestRefused) as caught:
        client.letters.send(LETTER, recipients=[whole, partial])

    assert str(caught.value) == "recipient 1 has an address whose line 1 is missing"


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
