"""Keys, tokens, numbers and texts stay out of repr, errors and logs."""

import logging
import traceback
from base64 import b64encode

import httpx
import pytest

from clicksendhub.clicksend import ClickSend, ClickSendError, Sms
from clicksendhub.clicksend.redact import Redact

from .support import API_KEY, USERNAME, answering, client_on, recorded

NUMBER = "+61491570156"
BODY = "Your code is 4711"
TOKEN = b64encode(f"{USERNAME}:{API_KEY}".encode()).decode()
# The beginnings catch what was cut off rather than masked.
SECRETS = [API_KEY[:12], TOKEN[:20], USERNAME, NUMBER, NUMBER[1:], BODY]


class Recorder(logging.Handler):
    """Keeps what loggers say before the filter of another handler can mend it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def recorder(caplog):
    """Hears every logger that might speak, turned up before the client is made."""
    recorder = Recorder()
    loggers = [logging.getLogger(n) for n in ("httpx", "httpcore", "clicksendhub")]
    for logger in loggers:
        caplog.set_level(logging.DEBUG, logger=logger.name)
        logger.addHandler(recorder)
    yield recorder
    for logger in loggers:
        logger.removeHandler(recorder)


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_nothing_of_a_client_tells_its_credentials():
    client, _ = answering()

    parts = [client, client._redact, client._request, client.sms, client.automations]

    assert leaks(" ".join(map(repr, parts)) + repr(client._http.headers)) == []


def test_nothing_of_an_answer_tells_a_number_or_a_text():
    client, _ = recorded("sms_send.json")
    sent = client.sms.send([Sms(NUMBER, BODY, "job-118")])
    client, _ = recorded("sms_history.json")
    page = client.sms.history(to=NUMBER)

    shown = repr([Sms(NUMBER, BODY, "job-118"), sent, page])

    assert leaks(shown) == []
    assert "Court 3" not in shown


def _echo_everything(request: httpx.Request) -> httpx.Response:
    """The worst of servers: repeats what it got in every place that it can."""
    heard = f"{request.headers['Authorization']} {API_KEY} {USERNAME}"
    envelope = {
        "http_code": 400,
        "response_code": f"BAD {heard}",
        "response_msg": f"Sorry, {heard}",
        "data": {"key": heard, heard: "wrong"},
    }
    return httpx.Response(400, json=envelope)


def test_an_error_tells_no_credentials_even_if_the_server_repeats_them():
    with pytest.raises(ClickSendError) as caught:
        client_on(_echo_everything).sms.history(to=NUMBER)

    told = f"{caught.value!r} {caught.value} {vars(caught.value)}"
    told += "".join(traceback.format_exception(caught.value))

    assert leaks(told) == []
    assert caught.value.detail.startswith("Sorry, Basic [redacted]")


def test_the_text_of_an_error_repeats_nothing_of_the_message():
    client, _ = answering(
        {"to": NUMBER}, status=400, code="BAD_REQUEST", message=f"{NUMBER}: {BODY}"
    )

    with pytest.raises(ClickSendError) as caught:
        client.sms.send([Sms(NUMBER, BODY, "job-118")])

    assert leaks(f"{caught.value!r} {caught.value}") == []


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("told", [f"BAD {API_KEY}", API_KEY, TOKEN, NUMBER[1:], BODY])
def test_prose_where_a_code_should_be_is_not_repeated(told, status):
    client, _ = answering(status=status, code=told)

    with pytest.raises(ClickSendError) as caught:
        client.sms.send([Sms(NUMBER, BODY, "job-118")])

    assert leaks(f"{caught.value!r} {vars(caught.value)}") == []


def test_no_log_line_tells_anything(recorder):
    client, _ = answering({"data": []})
    client.sms.history(to=NUMBER)
    with pytest.raises(ClickSendError):
        client_on(_echo_everything).sms.send([Sms(NUMBER, BODY, "job-118")])

    assert leaks(" ".join(recorder.lines)) == []


def test_the_leak_would_be_seen_if_the_logs_were_not_silenced(recorder, caplog):
    client, _ = answering({"data": []})
    caplog.set_level(logging.DEBUG, logger="httpx")

    client.sms.history(to=NUMBER)

    assert leaks(" ".join(recorder.lines)) == [NUMBER[1:]]


def test_a_stricter_log_level_is_left_alone(caplog):
    with caplog.at_level(logging.ERROR, logger="httpx"):
        answering()

        assert logging.getLogger("httpx").level == logging.ERROR


def test_secrets_inside_longer_secrets_leave_no_rest():
    redact = Redact("abc", "abcdef", "")

    assert redact("x abcdef abc y") == "x [redacted] [redacted] y"


def test_a_very_short_username_does_not_riddle_the_prose():
    client = ClickSend(username="is", api_key=API_KEY)

    assert client._redact(f"This is {API_KEY}") == "This is [redacted]"
