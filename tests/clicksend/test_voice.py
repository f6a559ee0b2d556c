"""Spoken messages: what is asked, what is refused, what is told."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from clicksendhub.clicksend import (
    VOICES,
    RequestRefused,
    SpokenMessage,
    Voice,
    VoiceLanguage,
    VoiceRow,
)

from .support import answering, recorded

MESSAGE_ID = "7B91C0DE-0D37-43F6-A2A3-94C60E1B7F02"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


def spoken(reference: str = "v-1", **changes) -> SpokenMessage:
    words = {"to": "+61491570156", "body": "Your visit is at nine"}
    return SpokenMessage(**{**words, "reference": reference, **changes})


def test_a_send_writes_the_words_of_the_api():
    client, wire = answering({"messages": []})
    message = spoken(language="en-au", country="AU", source="hub", asks_for_key=True)

    client.voice.send([message])

    assert wire.path == "POST /v3/voice/send"
    assert wire.json["messages"] == [
        {
            "to": "+61491570156",
            "body": "Your visit is at nine",
            "lang": "en-au",
            "voice": "female",
            "custom_string": "v-1",
            "country": "AU",
            "require_input": 1,
            "machine_detection": 0,
            "source": "hub",
        }
    ]


@pytest.mark.parametrize("to", ["", " "])
def test_a_message_to_a_list_names_the_list_and_no_number(to):
    client, wire = answering({"messages": []})

    client.voice.send([spoken(to=to, list_id=310)])

    (message,) = wire.json["messages"]
    assert message["list_id"] == 310
    assert "to" not in message


SENT = VoiceRow(
    reference="v-1",
    status="SUCCESS",
    message_id=MESSAGE_ID,
    to="+61491570156",
    to_type="mobile",
    body="Your visit is at nine",
    sender="+61491570110",
    language="en-au",
    voice="female",
    country="AU",
    carrier="Optus",
    parts=1,
    price=Decimal("0.1000"),
    date=SEPTEMBER,
    scheduled_at=SEPTEMBER,
    asks_for_key=False,
    detects_machine=True,
    list_id=None,
    user_id=4021,
    subaccount_id=5530,
    digits="",
    met_machine=None,
    status_code=None,
    status_text="",
)


def test_each_message_of_a_send_is_read_field_by_field():
    client, _ = recorded("voice_send.json")

    result = client.voice.send([spoken()])

    assert result.items[0] == SENT


def test_sums_may_be_strings_under_the_old_name_of_the_currency():
    client, _ = recorded("voice_send.json")

    result = client.voice.send([spoken()])

    assert (result.total_price, result.currency) == (Decimal("0.1"), "AUD")
    assert (result.total_count, result.queued_count) == (2, 1)
    assert (result.items[1].status, result.items[1].price) == ("INVALID_LANG", None)


def test_history_tells_the_keys_that_were_pressed():
    client, wire = recorded("voice_history.json")

    page = client.voice.history(to="+61491570156")

    (row,) = page.rows
    assert wire.path == "GET /v3/voice/history"
    assert wire.query["order_by"] == "date_added:desc"
    assert (page.total, page.per_page, page.last_page) == (1, 15, 1)
    assert (row.digits, row.status_code, row.list_id) == ("4", 201, 310)
    assert (row.asks_for_key, row.met_machine) == (True, False)
    assert (row.parts, row.date, row.scheduled_at) == (1, SEPTEMBER, None)
    assert row.extra == {"_api_username": "demo"}


def test_languages_have_one_voice_or_several():
    client, wire = recorded("voice_lang.json")

    languages = client.voice.languages()

    assert wire.path == "GET /v3/voice/lang"
    assert languages == (
        VoiceLanguage("en-au", "Australia", ("female", "male")),
        VoiceLanguage("pt-pt", "Portugal", ("male",)),
        VoiceLanguage("xx-new", "Somewhere", ()),
    )
    assert languages[2].extra == {"beta": 1}


@pytest.mark.parametrize("data", [None, []])
def test_there_may_be_no_languages_at_all(data):
    client, _ = answering(data)

    assert client.voice.languages() == ()


REFUSED = [
    ([], "messages"),
    ([spoken(str(n)) for n in range(1001)], "messages"),
    ([spoken(to="")], "messages.0.to"),
    ([spoken(list_id=310)], "messages.0.list_id"),
    ([spoken(body="\n")], "messages.0.body"),
    ([spoken(body="x" * 1201)], "messages.0.body"),
    ([spoken(body="ş" * 601)], "messages.0.body"),
    ([spoken(language="xx-xx")], "messages.0.language"),
    ([spoken(language="")], "messages.0.language"),
    ([spoken(), spoken("b", language="en-in", voice="male")], "messages.1.voice"),
    ([spoken(language="pt-pt", voice="female")], "messages.0.voice"),
    ([spoken(voice="robot")], "messages.0.voice"),
    ([spoken(country="A1")], "messages.0.country"),
]


@pytest.mark.parametrize(
    ("messages", "place"),
    [
        *REFUSED,
        ([spoken("")], "messages.0.reference"),
        ([spoken("  ")], "messages.0.reference"),
        ([spoken("x" * 51)], "messages.0.reference"),
        ([spoken("a"), spoken("a")], "messages.1.reference"),
    ],
)
def test_a_send_that_would_be_cut_or_rejected_never_leaves(messages, place):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.voice.send(messages)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize(("messages", "place"), REFUSED)
def test_no_price_is_asked_for_what_could_not_be_sent(messages, place):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.voice.price(messages)

    assert list(caught.value.fields) == [place]
    assert wire.requests == []


@pytest.mark.parametrize("body", ["x" * 1200, "\n€" * 600, "ş" * 600, "😀" * 600])
def test_a_message_of_four_parts_may_go(body):
    client, wire = answering({"messages": []})

    client.voice.send([spoken(body=body)])

    assert len(wire.requests) == 1


def test_a_message_may_be_left_on_a_machine():
    client, wire = answering({"messages": []})

    client.voice.send([spoken(detects_machine=True)])

    (message,) = wire.json["messages"]
    assert (message["machine_detection"], message["require_input"]) == (1, 0)


def test_every_documented_pair_of_language_and_voice_may_go():
    pairs = [(lang, voice) for lang, voices in VOICES.items() for voice in voices]
    client, wire = answering({"messages": []})

    client.voice.send(
        [spoken(f"{a}{b}", language=a, voice=b) for a, b in pairs],
    )

    assert len(wire.json["messages"]) == 16 * 2 + 6 + 1
    assert {message["voice"] for message in wire.json["messages"]} == set(Voice)


def test_a_price_may_come_without_its_rows():
    client, wire = answering({"total_price": 0.2, "_currency": "AUD"})

    result = client.voice.price([spoken("")])

    assert wire.path == "POST /v3/voice/price"
    assert (result.items, result.total_price) == ((), Decimal("0.2"))


def test_messages_are_cancelled_alone_or_by_reference():
    client, wire = answering([])

    client.voice.cancel(MESSAGE_ID)
    assert wire.path == f"PUT /v3/voice/{MESSAGE_ID}/cancel"

    assert client.voice.cancel_by_reference("v-1") is None
    assert wire.path == "PUT /v3/voice/cancel-all"


def test_no_key_that_was_pressed_is_in_a_repr():
    client, _ = recorded("voice_history.json")

    assert "digits" not in repr(client.voice.history().rows)
    assert "digits" not in repr(client.voice.receipts().rows)
