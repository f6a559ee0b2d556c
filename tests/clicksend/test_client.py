"""The connection: what every request carries, and what the transport's errors mean."""

import gzip
import json
from base64 import b64encode

import httpx
import pytest

from clicksendhub.clicksend import (
    ClickSend,
    ClickSendError,
    NoAnswer,
    RequestRefused,
    SurelyNotSent,
    Timeouts,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from clicksendhub.clicksend import client as client_module

from .support import (
    API_KEY,
    USERNAME,
    Wire,
    answering,
    answering_raw,
    client_on,
    sms,
)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError, Unreachable),
        (httpx.ConnectTimeout, Unreachable),
        (httpx.PoolTimeout, Unreachable),
        (httpx.UnsupportedProtocol, Unreachable),
        (httpx.ReadTimeout, NoAnswer),
        (httpx.WriteTimeout, NoAnswer),
        (httpx.TimeoutException, NoAnswer),
        (httpx.ReadError, NoAnswer),
        (httpx.WriteError, NoAnswer),
        (httpx.CloseError, NoAnswer),
        (httpx.NetworkError, NoAnswer),
        (httpx.RemoteProtocolError, NoAnswer),
        (httpx.LocalProtocolError, NoAnswer),
        (httpx.ProxyError, NoAnswer),
        (httpx.TransportError, NoAnswer),
        (httpx.TooManyRedirects, NoAnswer),
    ],
)
def test_each_error_of_the_transport_has_its_class(error, kind):
    def fail(request: httpx.Request) -> httpx.Response:
        raise error("Authorization: Basic c2VjcmV0")

    with pytest.raises(ClickSendError) as caught:
        client_on(fail).sms.send([sms()])

    assert type(caught.value) is kind
    assert caught.value.maybe_sent is not issubclass(kind, SurelyNotSent)
    assert "c2VjcmV0" not in str(caught.value)
    assert isinstance(caught.value.__cause__, error)


def test_every_kind_of_transport_error_is_in_the_table_above():
    parts = test_each_error_of_the_transport_has_its_class.pytestmark[0].args[1]
    tabled = {error for error, _ in parts}
    kinds = {k for k in vars(httpx).values() if isinstance(k, type)}

    transport_errors = {k for k in kinds if issubclass(k, httpx.TransportError)}
    # Parents that are never raised themselves.
    assert transport_errors - tabled == {httpx.ProtocolError}


class _Pieces(httpx.SyncByteStream):
    """A body that ends in an error, or never."""

    def __init__(self, *pieces: bytes, error: Exception | None = None) -> None:
        self._pieces = pieces
        self._error = error

    def __iter__(self):
        yield from self._pieces
        if self._error:
            raise self._error


def _broken(status: int, error: Exception):
    return lambda request: httpx.Response(status, stream=_Pieces(b"{", error=error))


def test_a_good_status_with_half_a_body_leaves_the_outcome_open():
    with pytest.raises(NoAnswer) as caught:
        client_on(_broken(200, httpx.ReadError("reset"))).sms.send([sms()])

    assert caught.value.status == 200


def test_a_failed_status_with_half_a_body_is_still_that_failure():
    with pytest.raises(Unauthorized):
        client_on(_broken(401, httpx.ReadError("reset"))).sms.send([sms()])


def test_a_body_that_cannot_be_decompressed_is_unreadable():
    headers = {"Content-Encoding": "gzip"}

    def garble(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=headers, stream=_Pieces(b"no gzip"))

    with pytest.raises(UnreadableAnswer, match="decompressed"):
        client_on(garble).sms.send([sms()])


def test_a_body_that_is_compressed_twice_is_left_alone():
    headers = {"Content-Encoding": "gzip, gzip"}
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))

    def explode(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=headers, stream=_Pieces(bomb))

    with pytest.raises(UnreadableAnswer, match="more than once"):
        client_on(explode).sms.send([sms()])


def test_a_body_without_end_is_left_alone(monkeypatch):
    monkeypatch.setattr(client_module, "LARGEST_ANSWER", 10)
    client, _ = answering({"messages": []})

    with pytest.raises(UnreadableAnswer, match="too large"):
        client.sms.send([sms()])


def test_a_body_that_drips_is_given_up_after_the_total_time():
    drip = _Pieces(b"{", b" ", b" ")
    client = client_on(
        lambda request: httpx.Response(200, stream=drip), timeouts=Timeouts(total=0)
    )

    with pytest.raises(NoAnswer, match="too long"):
        client.sms.send([sms()])


def test_every_request_is_signed_json_at_the_right_address():
    client, wire = answering({"messages": []})

    client.sms.send([sms()])

    token = b64encode(f"{USERNAME}:{API_KEY}".encode()).decode()
    assert str(wire.last.url) == "https://clicksend.test/v3/sms/send"
    assert wire.last.headers["Authorization"] == f"Basic {token}"
    assert wire.last.headers["Content-Type"] == "application/json"
    assert wire.last.headers["User-Agent"] == "clicksendhub"


def test_a_base_address_may_end_in_a_slash():
    client = ClickSend(username="u", api_key="k", base_url="https://api.test/v3/")

    assert repr(client) == "ClickSend(base_url='https://api.test/v3')"


def test_json_is_compact_utf8():
    client, wire = answering({"messages": []})

    client.sms.send([sms("r1", body="Grüße 🎾")])

    text = '{"to":"+61491570156","body":"Grüße 🎾","custom_string":"r1"}'
    assert wire.last.content.decode() == f'{{"messages":[{text}]}}'


def test_text_that_has_no_utf8_form_never_leaves_and_is_not_repeated():
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused) as caught:
        client.sms.send([sms(body="secret half \ud83c")])

    assert wire.requests == []
    assert "secret" not in repr(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_redirects_are_not_followed():
    headers = {"Location": "https://elsewhere.test/v3/account"}
    client, wire = answering_raw("", status=307, headers=headers)

    with pytest.raises(UnreadableAnswer):
        client.account.get()

    assert len(wire.requests) == 1


@pytest.mark.parametrize("place", ["javascript:1", "http://[", "http://:99999/", ""])
def test_a_redirect_to_nowhere_is_unreadable(place):
    client, _ = answering_raw("", status=301, headers={"Location": place})

    with pytest.raises(UnreadableAnswer):
        client.sms.send([sms()])


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "rest.clicksend.com/v3",
        "ftp://rest.clicksend.com",
        "https://",
        "https://user:key@rest.clicksend.com/v3",
        "https://rest.clicksend.com/v3?key=1",
        "https://rest.clicksend.com/v3#x",
        "https://[::1",
    ],
)
def test_a_base_address_that_is_not_plain_is_refused_unrepeated(base_url):
    with pytest.raises(ValueError, match="plain http or https") as caught:
        ClickSend(username=USERNAME, api_key=API_KEY, base_url=base_url)

    assert caught.value.args == ("The base URL must be a plain http or https address.",)


@pytest.mark.parametrize(
    ("username", "api_key"), [("", API_KEY), (USERNAME, ""), ("a:b", API_KEY)]
)
def test_credentials_that_cannot_be_sent_are_refused(username, api_key):
    with pytest.raises(ValueError, match="username") as caught:
        ClickSend(username=username, api_key=api_key)

    assert API_KEY not in str(caught.value)


def test_a_204_without_a_body_is_a_success():
    client, _ = answering_raw("", status=204)

    client.sms.cancel("5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901")


@pytest.mark.parametrize("data", [None, [], True, {}, 1])
def test_an_answer_that_carries_nothing_may_carry_any_data(data):
    client, _ = answering(data)

    client.sms.cancel("5C0B4E7A-19D2-4E53-9B6E-2F8D13A7C901")
    client.automations.inbound_rules.delete(7)


def test_a_missing_http_code_is_taken_from_the_status():
    body = json.dumps({"response_code": "SUCCESS", "data": {"messages": []}})
    client, _ = answering_raw(body)

    assert client.sms.send([sms()]).items == ()


def test_an_odd_cookie_of_one_answer_does_not_spoil_the_next_call():
    head = {b"Set-Cookie": b"\xff=\xff"}
    wire = Wire(lambda request: httpx.Response(204, headers=head))
    client = client_on(wire)

    client.sms.cancel("5C0B4E7A")
    client.sms.cancel("5C0B4E7A")

    assert "Cookie" not in wire.last.headers


def test_leaving_the_block_closes_the_connections():
    client, _ = answering({"messages": []})

    with client:
        client.sms.send([sms()])

    with pytest.raises(RuntimeError, match="closed"):
        client.sms.send([sms()])
