"""The same sorting of errors, proved on real sockets that misbehave."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from clicksendhub.clicksend import (
    ClickSend,
    ClickSendError,
    NoAnswer,
    ServerError,
    SurelyNotSent,
    Timeouts,
    TooManyRequests,
    Unreachable,
    UnreadableAnswer,
)

from .support import API_KEY, USERNAME, sms

ENVELOPE = b'{"http_code":200,"response_code":"SUCCESS","data":{"messages":[]}}'
Behaviour = Callable[[socket.socket, threading.Event], None]


@contextmanager
def server(behave: Behaviour) -> Iterator[int]:
    """Listens on a free port and lets ``behave`` treat each connection."""
    done = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(5)

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                behave(connection, done)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        # Closing alone does not wake a thread that waits in accept.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
        assert not thread.is_alive()


def client_for(port: int, *, scheme: str = "http", read: float = 5.0) -> ClickSend:
    return ClickSend(
        username=USERNAME,
        api_key=API_KEY,
        base_url=f"{scheme}://127.0.0.1:{port}/v3",
        timeouts=Timeouts(connect=2.0, read=read),
    )


def failure_on(behave: Behaviour, **options) -> ClickSendError:
    with (
        server(behave) as port,
        client_for(port, **options) as client,
        pytest.raises(ClickSendError) as caught,
    ):
        client.sms.send([sms()])
    return caught.value


def read_request(connection: socket.socket) -> bytes:
    """All of the request, so that closing the connection is no reset."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(65536)
    head, _, body = request.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)
    return body


def answer(connection: socket.socket, body: bytes, *, head: bytes = b"200 OK") -> None:
    size = str(len(body)).encode()
    connection.sendall(
        b"HTTP/1.1 " + head + b"\r\nContent-Length: " + size + b"\r\n\r\n" + body
    )


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def test_a_refused_connection_is_surely_not_sent():
    with client_for(closed_port()) as client, pytest.raises(Unreachable) as caught:
        client.sms.send([sms()])

    assert isinstance(caught.value, SurelyNotSent)


def test_a_name_that_does_not_exist_is_surely_not_sent(monkeypatch):
    def no_such_name(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    client = ClickSend(username="u", api_key="k", base_url="http://api.invalid")

    with client, pytest.raises(Unreachable):
        client.account.get()


def test_a_failed_tls_handshake_is_surely_not_sent():
    def speak_plainly(connection, done):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    assert isinstance(failure_on(speak_plainly, scheme="https"), Unreachable)


def test_a_tls_handshake_that_never_ends_is_surely_not_sent():
    def hang(connection, done):
        done.wait(5)

    with server(hang) as port:
        client = ClickSend(
            username="u",
            api_key="k",
            base_url=f"https://127.0.0.1:{port}",
            timeouts=Timeouts(connect=0.2),
        )
        with client, pytest.raises(Unreachable, match="ConnectTimeout"):
            client.account.get()


def test_a_connection_closed_without_a_word_may_have_sent():
    error = failure_on(lambda connection, done: None)

    assert isinstance(error, NoAnswer)
    assert error.maybe_sent is True


def test_a_request_taken_and_never_answered_may_have_sent():
    taken = []

    def take_and_close(connection, done):
        taken.append(read_request(connection))

    assert isinstance(failure_on(take_and_close), NoAnswer)
    assert b"job-118" in taken[0]


def test_a_server_that_hangs_may_have_sent():
    def hang(connection, done):
        read_request(connection)
        done.wait(5)

    error = failure_on(hang, read=0.2)

    assert isinstance(error, NoAnswer)
    assert str(error) == "POST /sms/send: no answer (ReadTimeout)"


def test_half_a_head_may_have_sent():
    def stop_in_the_head(connection, done):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")

    assert isinstance(failure_on(stop_in_the_head), NoAnswer)


def test_half_a_body_may_have_sent():
    def stop_in_the_body(connection, done):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")

    error = failure_on(stop_in_the_body)

    assert isinstance(error, NoAnswer)
    assert error.status == 200


def test_a_body_that_stops_and_hangs_may_have_sent():
    def hang_in_the_body(connection, done):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
        done.wait(5)

    error = failure_on(hang_in_the_body, read=0.2)

    assert isinstance(error, NoAnswer)
    assert str(error) == "POST /sms/send: half an answer (ReadTimeout)"


def test_words_that_are_not_http_may_have_sent():
    def speak_smtp(connection, done):
        read_request(connection)
        connection.sendall(b"220 mail.example ESMTP\r\n")

    assert isinstance(failure_on(speak_smtp), NoAnswer)


def test_an_answer_that_is_not_json_may_have_sent():
    def answer_html(connection, done):
        read_request(connection)
        answer(connection, b"<html>hello</html>")

    assert isinstance(failure_on(answer_html), UnreadableAnswer)


def test_a_503_may_have_sent():
    def fail(connection, done):
        read_request(connection)
        answer(connection, b"down", head=b"503 Service Unavailable")

    assert isinstance(failure_on(fail), ServerError)


def test_a_429_that_breaks_off_is_still_surely_not_sent():
    def limit(connection, done):
        read_request(connection)
        head = b"HTTP/1.1 429 Too Many\r\nRetry-After: 9\r\nContent-Length: 50\r\n\r\n"
        connection.sendall(head + b"{")

    error = failure_on(limit)

    assert isinstance(error, TooManyRequests)
    assert error.retry_after == 9.0


def test_the_connection_is_kept_for_the_next_call():
    connections = []

    def answer_twice(connection, done):
        connections.append(connection)
        for _ in range(2):
            read_request(connection)
            answer(connection, ENVELOPE)

    with server(answer_twice) as port, client_for(port) as client:
        client.sms.send([sms()])
        client.sms.send([sms()])

    assert len(connections) == 1


def test_proxies_of_the_environment_are_ignored(monkeypatch):
    def accept(connection, done):
        read_request(connection)
        answer(connection, ENVELOPE)

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    with server(accept) as port, client_for(port) as client:
        assert client.sms.send([sms()]).items == ()


def test_a_kept_connection_that_died_is_noticed_before_the_next_call():
    hung_up = threading.Semaphore(0)

    def answer_once(connection, done):
        read_request(connection)
        answer(connection, ENVELOPE)
        connection.close()
        hung_up.release()

    with server(answer_once) as port, client_for(port) as client:
        for _ in range(3):
            client.sms.send([sms()])
            assert hung_up.acquire(timeout=5)
