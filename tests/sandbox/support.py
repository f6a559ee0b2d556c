"""What the sandbox's tests share: a listener for pushes, and short forms of calls."""

import contextlib
import http.server
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

USER = "rehearsal"
KEY = "11111111-2222-4333-8444-555555555555"
# Loopback only: reading the certificates of authorities would take longer than a test.
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
PHONE = "+61491570156"


@dataclass(frozen=True)
class Pushed:
    """One push as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    content_type: str
    body: str

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body, keep_blank_values=True))


class Listener:
    """A small web server that keeps what is pushed to it and answers as told."""

    def __init__(self) -> None:
        self.pushes: list[Pushed] = []
        self.answers: list[int] = []
        self.delay_seconds = 0.0
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                listener.pushes.append(
                    Pushed(
                        self.command,
                        parts.path,
                        dict(parse_qsl(parts.query, keep_blank_values=True)),
                        self.headers.get("Content-Type") or "",
                        self.rfile.read(length).decode(),
                    )
                )
                time.sleep(listener.delay_seconds)
                self.send_response(listener.answers.pop(0) if listener.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST

            def handle(self) -> None:
                # A caller that hangs up early is part of some tests.
                with contextlib.suppress(ConnectionError):
                    super().handle()

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/hook"

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def until(holds: Callable[[], Any], *, seconds: float = 5.0) -> None:
    """Wait until something holds; fail when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.005)


def client(base_url: str, **options: Any) -> httpx.Client:
    """Return a client that does not spend its start on reading certificates."""
    return httpx.Client(
        base_url=base_url, verify=NO_AUTHORITIES, trust_env=False, **options
    )


def text(
    to: str = PHONE, body: str = "Court 3 moved to 10:30", **more: Any
) -> dict[str, Any]:
    """Return one message of a send."""
    return {"to": to, "body": body, "custom_string": "job-1", **more}


def send(api: httpx.Client, *messages: dict[str, Any]) -> dict[str, Any]:
    """Send messages and return `data` of the answer."""
    answer = api.post("/sms/send", json={"messages": list(messages or [text()])})
    assert answer.status_code == 200
    data: dict[str, Any] = answer.json()["data"]
    return data


def receipt_rule(api: httpx.Client, url: str, **changes: Any) -> int:
    """Register a receipt rule."""
    fields = {
        "rule_name": "receipts",
        "match_type": 0,
        "action": "POLL" if url == "poll" else "URL",
        "action_address": url,
        "enabled": 1,
    }
    answer = api.post("/automations/sms/receipts", json=fields | changes)
    assert answer.status_code == 200
    return int(answer.json()["data"]["receipt_rule_id"])


def inbound_rule(api: httpx.Client, url: str, **changes: Any) -> int:
    """Register an inbound rule."""
    fields = {
        "dedicated_number": "*",
        "rule_name": "replies",
        "message_search_type": 0,
        "message_search_term": "",
        "action": "POLL" if url == "poll" else "URL",
        "action_address": url,
        "enabled": 1,
        "webhook_type": "json",
    }
    answer = api.post("/automations/sms/inbound", json=fields | changes)
    assert answer.status_code == 200
    return int(answer.json()["data"]["inbound_rule_id"])


def make_list(api: httpx.Client, name: str = "Tenants") -> int:
    """Make a contact list."""
    answer = api.post("/lists", json={"list_name": name})
    assert answer.status_code == 200
    return int(answer.json()["data"]["list_id"])


def make_contact(api: httpx.Client, list_id: int, **fields: Any) -> dict[str, Any]:
    """Put a person on a list; return the contact as answered."""
    person = {"phone_number": PHONE, "first_name": "Ada", "last_name": "Ng"}
    answer = api.post(f"/lists/{list_id}/contacts", json=person | fields)
    assert answer.status_code == 200, answer.text
    contact: dict[str, Any] = answer.json()["data"]
    return contact
