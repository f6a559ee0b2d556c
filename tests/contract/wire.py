"""A server between client and sandbox that spoils the bytes of each answer."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

Spoil = Callable[[bytes], bytes]

SECONDS = 5.0
PIECE = 65536


class Between:
    """Passes requests on as they are, and answers as `spoil` leaves them."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self.spoil: Spoil = bytes
        self.asked = 0
        self._behind = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/v3"

    def close(self) -> None:
        # Closing alone does not wake a thread that waits in accept.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=SECONDS)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._pass_on(connection)

    def _pass_on(self, connection: socket.socket) -> None:
        connection.settimeout(SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = whole_message(connection)
        if not request:
            return
        self.asked += 1
        with socket.create_connection(self._behind, timeout=SECONDS) as behind:
            behind.sendall(request)
            answer = whole_message(behind)
        try:
            connection.sendall(self.spoil(answer))
        except OSError:
            return  # a client that has heard enough hangs up


def whole_message(connection: socket.socket) -> bytes:
    """A request or an answer up to the end that its Content-Length says."""
    message = bytearray()
    while b"\r\n\r\n" not in message:
        piece = connection.recv(PIECE)
        if not piece:
            return b""
        message += piece
    head = bytes(message[: message.index(b"\r\n\r\n") + 4])
    whole = len(head) + length_in(head)
    while len(message) < whole and (piece := connection.recv(PIECE)):
        message += piece
    return bytes(message[:whole])


def length_in(head: bytes) -> int:
    """How long a head says that its body is."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


@contextmanager
def between(base_url: str) -> Iterator[Between]:
    """A server that stands between for as long as the block."""
    standing = Between(base_url)
    try:
        yield standing
    finally:
        standing.close()
