"""The web server of the embedded hub: what it refuses before Django hears of it."""

from __future__ import annotations

import socket

import pytest
from waitress import wasyncore

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


def test_no_page_takes_a_body_far_beyond_the_limit_of_a_file() -> None:
    assert b" 413 " in answer_to(UPLOAD, length=2_000_000_000)


def test_only_a_few_large_bodies_come_in_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "MOST_UPLOADS", 0)

    assert b" 413 " in answer_to(UPLOAD, length=50_000_000)
