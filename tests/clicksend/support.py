"""A client whose transport is a list of prepared answers, and what it was asked."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import httpx

from clicksendhub.clicksend import ClickSend, RateLimit, Sms, Timeouts

USERNAME = "court-booking"
API_KEY = "7F3C9A51-FAKE-KEY0-AB12-90D4E5F6A7B8"
PAYLOADS = Path(__file__).parent / "payloads"


class Wire:
    """Answers every request with the same handler and remembers the requests."""

    def __init__(self, handler: Callable[[httpx.Request], httpx.Response]) -> None:
        self.requests: list[httpx.Request] = []
        self._handler = handler

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._handler(request)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    @property
    def path(self) -> str:
        return f"{self.last.method} {self.last.url.path}"

    @property
    def json(self):
        return json.loads(self.last.content)

    @property
    def query(self) -> dict[str, str]:
        query = self.last.url.query.decode()
        return {name: values[-1] for name, values in parse_qs(query).items()}


def client_on(
    handler: Callable[[httpx.Request], httpx.Response],
    *,
    on_rate_limit: Callable[[RateLimit], None] | None = None,
    timeouts: Timeouts | None = None,
) -> ClickSend:
    return ClickSend(
        username=USERNAME,
        api_key=API_KEY,
        base_url="https://clicksend.test/v3",
        transport=httpx.MockTransport(handler),
        on_rate_limit=on_rate_limit,
        timeouts=timeouts,
    )


def answering(
    data: object = None,
    *,
    status: int = 200,
    http_code: object = None,
    code: object = "SUCCESS",
    message: str = "Here is your data.",
    headers: dict[str, str] | None = None,
) -> tuple[ClickSend, Wire]:
    """A client that gets one envelope for whatever it asks."""
    envelope = {
        "http_code": status if http_code is None else http_code,
        "response_code": code,
        "response_msg": message,
        "data": data,
    }
    return answering_raw(json.dumps(envelope), status=status, headers=headers)


def answering_raw(
    body: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None
) -> tuple[ClickSend, Wire]:
    """A client that gets one body, word for word, for whatever it asks."""
    wire = Wire(lambda request: httpx.Response(status, headers=headers, content=body))
    return client_on(wire), wire


def recorded(name: str) -> tuple[ClickSend, Wire]:
    """A client that gets one recorded answer for whatever it asks."""
    return answering_raw((PAYLOADS / name).read_bytes())


def payload(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((PAYLOADS / name).read_text())
    return found


def sms(reference: str = "job-118", *, to: str = "+61491570156", body: str = "Hi"):
    return Sms(to=to, body=body, reference=reference)
