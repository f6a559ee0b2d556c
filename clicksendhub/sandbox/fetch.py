"""Fetches a file by its address, as ClickSend would: in time, and never too much."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, quote, urljoin, urlsplit

TIMEOUT_SECONDS = 5.0
GRACE_SECONDS = 0.5
MOST_REDIRECTS = 3
CHUNK_BYTES = 64 * 1024
USER_AGENT = "clicksend-sandbox"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class UnusableFile(Exception):
    """A file that cannot be fetched, is too big, or is not what it should be."""


def fetch(url: str, *, maximum_bytes: int) -> bytes:
    """Return the bytes at an address, or raise UnusableFile."""
    found: SimpleQueue[bytes | str] = SimpleQueue()

    def follow() -> None:
        try:
            found.put(_follow(url, maximum_bytes=maximum_bytes))
        except UnusableFile as problem:
            found.put(str(problem))

    # Looking a name up knows no time limit, so nobody waits for the thread itself.
    threading.Thread(target=follow, name="sandbox-fetch", daemon=True).start()
    try:
        result = found.get(timeout=TIMEOUT_SECONDS + GRACE_SECONDS)
    except Empty:
        raise _too_late() from None
    if isinstance(result, str):
        raise UnusableFile(result)
    return result


def _follow(url: str, *, maximum_bytes: int) -> bytes:
    ends_at = time.monotonic() + TIMEOUT_SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        try:
            found, content = _visit(url, ends_at=ends_at, maximum_bytes=maximum_bytes)
            if not found:
                return content
            url = urljoin(url, found)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnusableFile("The file could not be fetched.") from error
    raise UnusableFile("The file's address leads on too many times.")


def _visit(url: str, *, ends_at: float, maximum_bytes: int) -> tuple[str, bytes]:
    """Return where an address leads on to, or else its content."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnusableFile("The file's address does not begin with http or https.")
    left = ends_at - time.monotonic()
    if left <= 0:
        raise _too_late()
    with closing(_connection(parts, timeout=left)) as connection:
        connection.connect()
        with _cut_off(connection.sock, seconds=ends_at - time.monotonic()):
            connection.request("GET", _target(parts), headers=_HEADERS)
            with closing(connection.getresponse()) as answer:
                location = answer.getheader("Location")
                if answer.status in REDIRECTS and location:
                    return location, b""
                return "", _content(
                    answer, ends_at=ends_at, maximum_bytes=maximum_bytes
                )


_HEADERS = {"User-Agent": USER_AGENT, "Connection": "close"}


def _connection(parts: SplitResult, *, timeout: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            host, parts.port, timeout=timeout, context=_authorities()
        )
    return http.client.HTTPConnection(host, parts.port, timeout=timeout)


@cache
def _authorities() -> ssl.SSLContext:
    return ssl.create_default_context()


def _target(parts: SplitResult) -> str:
    target = quote(parts.path or "/", safe="/%!$&'()*+,;=:@~")
    return f"{target}?{quote(parts.query, safe=_IN_QUERY)}" if parts.query else target


_IN_QUERY = "/%!$&'()*+,;=:@~?"


@contextmanager
def _cut_off(connected: socket.socket, *, seconds: float) -> Iterator[None]:
    """Hang up when the time is over: a server that drips never runs out of patience."""

    def hang_up() -> None:
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(seconds, 0.0), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _content(
    answer: http.client.HTTPResponse, *, ends_at: float, maximum_bytes: int
) -> bytes:
    if answer.status != 200:
        raise UnusableFile(f"The file's address answers {answer.status}.")
    if answer.length is not None and answer.length > maximum_bytes:
        raise _too_big(maximum_bytes)
    content = bytearray()
    while chunk := answer.read(min(CHUNK_BYTES, maximum_bytes + 1 - len(content))):
        content += chunk
        if len(content) > maximum_bytes:
            raise _too_big(maximum_bytes)
    # A body without a length ends where the timer hung up; it is not whole.
    if time.monotonic() >= ends_at:
        raise _too_late()
    if answer.length:
        raise UnusableFile("The file ended early.")
    return bytes(content)


def _too_late() -> UnusableFile:
    return UnusableFile("The file did not arrive in time.")


def _too_big(maximum_bytes: int) -> UnusableFile:
    return UnusableFile(f"The file has more than {maximum_bytes} bytes.")
