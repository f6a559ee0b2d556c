"""After a send of any channel: what is sure, and what may have been sent."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clicksendhub.clicksend import (
    Address,
    BatchAnswer,
    ClickSend,
    Fax,
    Forbidden,
    Letter,
    MaybeSent,
    Mms,
    PostRecipient,
    SendResult,
    ServerError,
    SpokenMessage,
    Unauthorized,
    UnreadableAnswer,
)

from .support import answering, answering_raw, client_on, sms

URL = "https://files.example/a.pdf"
NUMBER = "+61491570156"
HOME = Address("A. Person", "1 Example St", "", "Perth", "WA", "6000", "AU")
RECIPIENTS = [PostRecipient(HOME, 77, "ref-1")]
Send = Callable[[ClickSend], BatchAnswer[Any] | SendResult]
SENDS: dict[str, Send] = {
    "sms": lambda client: client.sms.send([sms()]),
    "mms": lambda client: client.mms.send(
        [Mms(NUMBER, "Photo", "Gate B", "ref-1")], media_url=URL
    ),
    "voice": lambda client: client.voice.send([SpokenMessage(NUMBER, "Hi", "ref-1")]),
    "fax": lambda client: client.fax.send([Fax(NUMBER, "ref-1")], file_url=URL),
    "letters": lambda client: client.letters.send(Letter(URL), recipients=RECIPIENTS),
    "postcards": lambda client: client.postcards.send([URL], recipients=RECIPIENTS),
}
pytestmark = pytest.mark.parametrize("send", SENDS.values(), ids=SENDS)


@pytest.mark.parametrize(
    "data", [None, [], True, 7, "ok", {}, {"messages": None, "recipients": {}}]
)
def test_an_answer_without_its_messages_says_maybe(send: Send, data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer) as caught:
        send(client)

    assert caught.value.maybe_sent


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"data": {"messages"'])
def test_an_answer_that_is_no_envelope_says_maybe(send: Send, body):
    client, _ = answering_raw(body)

    with pytest.raises(MaybeSent):
        send(client)


def test_a_failure_of_the_server_says_maybe(send: Send):
    client, _ = answering(status=500, code="INTERNAL_SERVER_ERROR")

    with pytest.raises(ServerError) as caught:
        send(client)

    assert caught.value.maybe_sent


def test_a_connection_that_breaks_says_maybe(send: Send):
    def break_off(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset")

    with pytest.raises(MaybeSent):
        send(client_on(break_off))


def test_wrong_credentials_inside_a_200_are_sure(send: Send):
    client, _ = answering(None, status=200, http_code="401", code=401)

    with pytest.raises(Unauthorized):
        send(client)


def test_an_account_without_credit_inside_a_200_is_sure(send: Send):
    client, _ = answering([], code="INSUFFICIENT_CREDIT")

    with pytest.raises(Forbidden):
        send(client)


def test_messages_of_any_shape_never_crash(send: Send):
    rows: list[object] = [
        *({}, None, [], {"status": "BRAND_NEW_WORD"}),
        {"message_price": "free", "post_price": {}, "date_added": "bananas"},
        {"schedule": [], "list_id": "x", "_return_address": [1], "colour": "mauve"},
    ]
    client, _ = answering({"messages": rows, "recipients": rows, "total_price": "?"})

    result = send(client)

    assert [item.status for item in result.items] == ["", "BRAND_NEW_WORD", "", ""]
