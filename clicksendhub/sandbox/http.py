"""HTTP/1.1 as far as the sandbox needs it: one request in, one answer out."""

import json
import socket
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import parse_qsl, unquote

MAX_HEADER_BYTES = 64 * 1024
MAX_BODY_BYTES = 20 * 1024 * 1024
# Digits enough to be too many; Python reads no number of thousands of them.
LONGEST_LENGTH = 20


HALF = rb"\ud"


class BadRequest(Exception):
    """Bytes on the wire that are no request we can answer properly."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(slots=True)
class Request:
    """One request, read to its end."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    # The query with what it names more than once, where every value counts.
    query_pairs: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> object:
        """Return the decoded body; an empty one is None."""
        if not self.body.strip():
            return None
        try:
            decoded: object = json.loads(self.body)
            # JSON may hold half a character, which neither SQLite nor UTF-8 can.
            return _mended(decoded) if HALF in self.body.lower() else decoded
        except RecursionError as error:
            raise ValueError("The JSON is nested too deeply.") from error

    def form(self) -> dict[str, str]:
        """Return the fields of a form, or of a JSON object, as text."""
        if "json" in self.headers.get("content-type", ""):
            decoded = self.json()
            pairs = decoded.items() if isinstance(decoded, dict) else ()
            return {str(key): str(value) for key, value in pairs}
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), True))


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_mended(inner) for inner in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    return value


@dataclass(slots=True)
class Response:
    """What goes back, and how: at once, late, never, or with a reset."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0.0
    hold_seconds: float | None = None
    reset: bool = False

    def encode(self, *, keep_alive: bool, with_body: bool = True) -> bytes:
        """Return the bytes of the whole answer."""
        phrase = HTTPStatus(self.status).phrase
        lines = [
            f"HTTP/1.1 {self.status} {phrase}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {len(self.body)}",
            f"Connection: {'keep-alive' if keep_alive else 'close'}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        return head + self.body if with_body else head


def read_request(stream: BinaryIO, connection: socket.socket) -> Request | None:
    """Read one request; None when the other side has closed the connection."""
    line = stream.readline(MAX_HEADER_BYTES)
    if not line.strip():
        return None
    parts = line.decode("latin-1").split()
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise BadRequest(400, "This is not an HTTP/1.1 request line.")
    headers = _read_headers(stream)
    if parts[2] == "HTTP/1.0":
        headers.setdefault("connection", "close")
    path, _, query = parts[1].partition("?")
    pairs = parse_qsl(query, True)
    return Request(
        method=parts[0].upper(),
        path=unquote(path),
        query=dict(pairs),
        query_pairs=pairs,
        headers=headers,
        body=_read_body(stream, connection, headers),
    )


def _read_headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    size = 0
    while True:
        line = stream.readline(MAX_HEADER_BYTES)
        size += len(line)
        if size > MAX_HEADER_BYTES:
            raise BadRequest(431, "The request headers are too large.")
        if line in (b"\r\n", b"\n", b""):
            return headers
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()


def _read_body(
    stream: BinaryIO, connection: socket.socket, headers: dict[str, str]
) -> bytes:
    if "transfer-encoding" in headers:
        raise BadRequest(411, "Send a Content-Length; chunks are not read here.")
    text = headers.get("content-length", "0")
    if not text.isascii() or not text.isdigit():
        raise BadRequest(400, "Content-Length is not a number.")
    length = int(text[:LONGEST_LENGTH])
    if length > MAX_BODY_BYTES:
        raise BadRequest(413, "The body is too large.")
    if length and headers.get("expect", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = stream.read(length) if length else b""
    if len(body) < length:
        raise BadRequest(400, "The body ended early.")
    return body
