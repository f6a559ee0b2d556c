"""Requests as bytes: a socket says what no library for HTTP would."""

import base64
import json
import socket
from dataclasses import dataclass, field
from typing import Any

from tests.contract.scene import KEY, USER
from tests.contract.wire import PIECE, SECONDS, length_in

GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
GOOD_KEY = "Basic " + base64.b64encode(f"{USER}:{KEY}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Request:
    """What goes over the wire: a first line, headers, a body."""

    line: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = field(default=b"", repr=False)
    begins: bytes = b""

    def encode(self) -> bytes:
        """All of it."""
        head = [self.line, *(name + b": " + value for name, value in self.headers)]
        return b"\r\n".join(head) + b"\r\n\r\n" + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


def ask(port: int, request: bytes) -> Answer:
    """Say something to the sandbox and hear the first answer to it."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        connection.sendall(request)
        # Whoever waits for the rest of a body shall know that there is none.
        connection.shutdown(socket.SHUT_WR)
        heard = b"".join(iter(lambda: connection.recv(PIECE), b""))
    head, _, rest = heard.removeprefix(GO_ON).partition(b"\r\n\r\n")
    # What follows answers the bytes that a wrong length left over.
    return Answer(int(head.split()[1]) if head else 0, rest[: length_in(head)])
