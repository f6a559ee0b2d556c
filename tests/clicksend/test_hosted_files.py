"""A hosted file: where it may be fetched from, without the key, and how much of it."""

import traceback

import httpx
import pytest

from clicksendhub.clicksend import (
    ClickSend,
    ClickSendError,
    NoAnswer,
    NotFound,
    RequestRefused,
    ServerError,
    Timeouts,
    Unreachable,
    UnreadableAnswer,
)

from .support import API_KEY, USERNAME, Wire, answering_raw, client_on

PDF = b"%PDF-1.7\n\x00\xff"
URL = "https://files.example/3F1D0C9A.pdf"


def test_a_hosted_file_is_read_byte_for_byte():
    client, wire = answering_raw(PDF)

    assert client.uploads.fetch_hosted(URL) == PDF
    assert (wire.last.method, str(wire.last.url)) == ("GET", URL)


@pytest.mark.parametrize("url", [URL, "https://clicksend.test/uploads/a.pdf"])
def test_the_key_never_goes_to_where_a_file_lies(url):
    client, wire = answering_raw(PDF)

    client.uploads.fetch_hosted(url)

    assert "Authorization" not in wire.last.headers
    assert "Cookie" not in wire.last.headers


@pytest.mark.parametrize(
    "url",
    [
        "",
        "files.example/a.pdf",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://files.example/a.pdf",
        "http://files.example/a.pdf",
        "http://clicksend.test/a.pdf",
        "https:///a.pdf",
        "https://user:word@files.example/a.pdf",
        "https://user@clicksend.test/a.pdf",
        "https://files.example:port/a.pdf",
        "https://[::1/a.pdf",
        "https://files.example/a\r\nb: c",
        "https://files.ex\u00e4mple/a.pdf",
        "https://localhost/a.pdf",
        "https://a.localhost./a.pdf",
        "https://database/a.pdf",
        "https://127.0.0.1/a.pdf",
        "https://10.0.0.7/a.pdf",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/a.pdf",
        "https://[fd00::1]/a.pdf",
        "https://[::ffff:127.0.0.1]/a.pdf",
        "https://2130706433/a.pdf",
        "https://127.1/a.pdf",
        "https://127.0x1/a.pdf",
    ],
)
def test_an_address_that_leads_elsewhere_is_never_asked(url):
    client, wire = answering_raw(PDF)

    with pytest.raises(RequestRefused) as caught:
        client.uploads.fetch_hosted(url)

    assert list(caught.value.fields) == ["url"]
    assert wire.requests == []


def rehearsal(wire: Wire) -> ClickSend:
    return ClickSend(
        username=USERNAME,
        api_key=API_KEY,
        base_url="http://127.0.0.1:8802/v3",
        transport=httpx.MockTransport(wire),
    )


def test_the_rehearsal_hosts_its_files_on_its_own_host():
    wire = Wire(lambda request: httpx.Response(200, content=PDF))

    url = "http://127.0.0.1:8802/uploads/a.pdf"

    assert rehearsal(wire).uploads.fetch_hosted(url) == PDF
    assert "Authorization" not in wire.last.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8803", "127.0.0.1", "localhost:8802"])
def test_no_other_door_of_that_host_is_knocked_at(host):
    wire = Wire(lambda request: httpx.Response(200, content=PDF))

    with pytest.raises(RequestRefused):
        rehearsal(wire).uploads.fetch_hosted(f"http://{host}/uploads/a.pdf")

    assert wire.requests == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status):
    client, wire = answering_raw(
        b"", status=status, headers={"Location": "https://127.0.0.1/secret"}
    )

    with pytest.raises(ClickSendError):
        client.uploads.fetch_hosted(URL)

    assert len(wire.requests) == 1


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_not():
    client, _ = answering_raw(PDF)

    assert client.uploads.fetch_hosted(URL, most_bytes=len(PDF)) == PDF
    with pytest.raises(UnreadableAnswer):
        client.uploads.fetch_hosted(URL, most_bytes=len(PDF) - 1)


def test_a_file_that_takes_too_long_is_given_up():
    client = client_on(
        lambda request: httpx.Response(200, content=PDF), timeouts=Timeouts(total=-1)
    )

    with pytest.raises(NoAnswer):
        client.uploads.fetch_hosted(URL)


@pytest.mark.parametrize(("status", "kind"), [(404, NotFound), (503, ServerError)])
def test_a_file_that_is_gone_says_so(status, kind):
    client, _ = answering_raw(b"<h1>Sorry</h1>", status=status)

    with pytest.raises(kind) as caught:
        client.uploads.fetch_hosted(URL)

    assert caught.value.status == status


@pytest.mark.parametrize(
    ("error", "kind"),
    [(httpx.ConnectError, Unreachable), (httpx.ReadTimeout, NoAnswer)],
)
def test_an_error_never_tells_the_address(error, kind):
    def fail(request: httpx.Request) -> httpx.Response:
        raise error("no answer")

    with pytest.raises(kind) as caught:
        client_on(fail).uploads.fetch_hosted(URL)

    told = "".join(traceback.format_exception_only(caught.value))
    assert "files.example" not in told
    assert "3F1D0C9A" not in told
