"""One push to a registered address: queued in SQLite, sent once, judged."""

import http.client
import json
import ssl
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any
from urllib.parse import urlencode, urlsplit

BACK_OFF_SECONDS = (10, 60, 300, 1800, 3600)
MOST_ATTEMPTS = 12
USER_AGENT = "clicksend-sandbox"


@dataclass(frozen=True, slots=True)
class Push:
    """One waiting push."""

    id: int
    url: str
    encoding: str
    fields: dict[str, Any]
    attempts: int


def enqueue(
    db: Connection,
    *,
    kind: str,
    url: str,
    encoding: str,
    fields: dict[str, Any],
    due_at: float,
) -> None:
    """Queue a push in the transaction that made its event."""
    db.execute(
        "INSERT INTO pushes (kind, url, encoding, fields, due_at) "
        "VALUES (?, ?, ?, ?, ?)",
        (kind, url, encoding, json.dumps(fields), due_at),
    )


def next_delay(attempts: int, *, speed: float) -> float | None:
    """Return how long to wait after so many failures; None when it is over."""
    if attempts >= MOST_ATTEMPTS:
        return None
    position = min(attempts, len(BACK_OFF_SECONDS)) - 1
    return BACK_OFF_SECONDS[position] * speed


class Sender:
    """Sends pushes over connections that it keeps open; one for each worker."""

    def __init__(self) -> None:
        self._connections: dict[tuple[str, str], http.client.HTTPConnection] = {}

    def send(self, push: Push, *, timeout: float) -> bool:
        """Send once and tell whether the answer was 200 in time."""
        parts = urlsplit(push.url)
        key = (parts.scheme, parts.netloc)
        is_reused = key in self._connections
        try:
            return self._exchange(key, push, timeout=timeout)
        except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
            self._drop(key)
            # A kept connection may have been closed while it was idle.
            return is_reused and self._once_more(key, push, timeout=timeout)
        except (OSError, http.client.HTTPException, ValueError):
            self._drop(key)
            return False

    def close(self) -> None:
        """Close every connection."""
        for key in list(self._connections):
            self._drop(key)

    def _once_more(self, key: tuple[str, str], push: Push, *, timeout: float) -> bool:
        try:
            return self._exchange(key, push, timeout=timeout)
        except (OSError, http.client.HTTPException, ValueError):
            self._drop(key)
            return False

    def _exchange(self, key: tuple[str, str], push: Push, *, timeout: float) -> bool:
        connection = self._connections.get(key)
        if connection is None:
            connection = _connect(*key, timeout=timeout)
            self._connections[key] = connection
        method, target, body, headers = _encode(push)
        connection.request(method, target, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200

    def _drop(self, key: tuple[str, str]) -> None:
        connection = self._connections.pop(key, None)
        if connection is not None:
            connection.close()


def _connect(scheme: str, netloc: str, *, timeout: float) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(netloc, timeout=timeout, context=context)
    return http.client.HTTPConnection(netloc, timeout=timeout)


def _encode(push: Push) -> tuple[str, str, bytes | None, dict[str, str]]:
    parts = urlsplit(push.url)
    target = parts.path or "/"
    query = parts.query
    headers = {"User-Agent": USER_AGENT}
    if push.encoding == "json":
        headers["Content-Type"] = "application/json"
        body = json.dumps(push.fields).encode()
        return "POST", _with_query(target, query), body, headers
    pairs = urlencode(
        {key: "" if value is None else value for key, value in push.fields.items()}
    )
    if push.encoding == "get":
        query = f"{query}&{pairs}" if query else pairs
        return "GET", _with_query(target, query), None, headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return "POST", _with_query(target, query), pairs.encode(), headers


def _with_query(target: str, query: str) -> str:
    return f"{target}?{query}" if query else target
