"""The web server of the embedded hub: what it refuses before Django hears of it."""

from __future__ import annotations

import socket

import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments

from clicksendhub.operations import bodies
from clicksendhub.operations.web import make_server

HOOK, UPLOAD = "/hooks/x/inbound/", "/contacts/imports/new/"


def answer_to(path: str, *, length: int) -> bytes:
    """What the server says to the head of a request, before its body comes."""
    server = make_server(0)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    )
    try:
        with socket.create_connection(("127.0.0.1", server.effective_port)) as call:
            call.sendall(head.encode())
            wasyncore.loop(timeout=0.2, map=server._map, count=10)
            call.settimeout(0.2)
            return call.recv(200)
    except TimeoutError:
        return b""
    finally:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)


def test_a_body_that_no_page_takes_is_refused_at_its_head() -> None:
    assert b" 413 " in answer_to(HOOK, length=50_000_000)


@pytest.mark.parametrize("page", [UPLOAD, "/opt-outs/imports/new/"])
def test_a_page_that_takes_files_waits_for_a_large_body(page: str) -> None:
    assert answer_to(page, length=50_000_000) == b""


def test_each_page_has_the_limit_of_its_own_files() -> None:
    assert answer_to("/files/new/", length=26_000_000) == b""
    assert b" 413 " in answer_to("/files/new/", length=60_000_000)


def test_no_page_takes_a_body_far_beyond_the_limit_of_a_file() -> None:
    assert b" 413 " in answer_to(UPLOAD, length=2_000_000_000)


def test_only_a_few_large_bodies_come_in_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "MOST_UPLOADS", 0)

    assert b" 413 " in answer_to(UPLOAD, length=50_000_000)


LARGE = 50_000_000


def parser_of(method: str, *, length: int) -> bodies.BodyParser:
    """What has read the head of a request to a page that takes files."""
    parser = bodies.BodyParser(Adjustments(max_request_body_size=1_000_000))
    head = f"{method} {UPLOAD} HTTP/1.1\r\nContent-Length: {length}\r\n\r\n"
    parser.received(head.encode())
    return parser


def is_refused(parser: bodies.BodyParser) -> bool:
    return parser.error is not None


@pytest.mark.parametrize(("method", "length"), [("GET", 0), ("POST", 900)])
def test_a_request_with_no_large_body_takes_no_place_of_one(
    monkeypatch: pytest.MonkeyPatch, method: str, length: int
) -> None:
    monkeypatch.setattr(bodies, "MOST_UPLOADS", 1)
    small = parser_of(method, length=length)

    assert not is_refused(parser_of("POST", length=LARGE))
    assert not is_refused(small)


def test_a_body_that_is_done_with_gives_its_place_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "MOST_UPLOADS", 1)
    first = parser_of("POST", length=LARGE)
    assert is_refused(parser_of("POST", length=LARGE))

    first.close()

    assert not is_refused(parser_of("POST", length=LARGE))
