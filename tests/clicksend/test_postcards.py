"""Postcards: what is asked, what is refused, what is told."""

from decimal import Decimal

import pytest

from clicksendhub.clicksend import (
    PostcardRow,
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


def test_a_postcard_writes_the_words_of_the_api():
    client, wire = answering({"recipients": []})

    client.postcards.send([PDF, f"{PDF}?back"], recipients=[recipient("pc-1")])

    assert wire.path == "POST /v3/post/postcards/send"
    assert wire.json == {
        "file_urls": [PDF, f"{PDF}?back"],
        "recipients": [HOME_JSON | {"custom_string": "pc-1"}],
    }


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


def test_the_price_of_postcards_is_asked_for():
    client, wire = answering({"recipients": 1, "total_price": "1.98"})

    result = client.postcards.price([PDF], recipients=[recipient("")])

    assert wire.path == "POST /v3/post/postcards/price"
    assert (result.items, result.total_price) == ((), Decimal("1.98"))
    assert result.extra == {"recipients": 1}


@pytest.mark.parametrize(("recipients", "place"), REFUSED_TO_SEND)
def test_a_postcard_that_would_be_rejected_never_leaves(recipients, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.postcards.send([PDF], recipients=recipients)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(("recipients", "place"), REFUSED)
def test_no_price_is_asked_for_a_postcard_that_could_not_be_sent(recipients, place):
    client, wire = answering({"recipients": []})

    with pytest.raises(RequestRefused) as caught:
        client.postcards.price([PDF], recipients=recipients)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


def test_two_cards_to_one_address_are_priced_and_not_sent():
    client, wire = answering({"recipients": []})
    twice = [recipient("a"), living_at("b", name="a.  PERSON ")]

    client.postcards.price([PDF], recipients=twice)
    with pytest.raises(RequestRefused) as caught:
        client.postcards.send([PDF], recipients=twice)

    assert list(caught.value.fields) == ["recipients.1.address"]
    assert "PERSON" not in f"{caught.value} {caught.value.fields}"
    assert wire.path == "POST /v3/post/postcards/price"


def test_two_letters_to_one_address_may_go():
    client, wire = answering({"recipients": []})

    client.letters.send(LETTER, recipients=[recipient("a"), recipient("b")])

    assert len(wire.json["recipients"]) == 2


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

    for call in (client.postcards.send, client.postcards.price):
        with pytest.raises(RequestRefused) as caught:
            call(file_urls, recipients=[recipient()])
        assert list(caught.value.fields) == [place]

    assert wire.requests == []
