"""The web server of the embedded hub: what it refuses before Django hears of it."""

from __future__ import annotations

import socket

from waitress import wasyncore

from clicksendhub.operations.web import make_server

HEAD = b"POST /hooks/x/inbound/ HTTP/1.1\r\nHost: localhost\r\n"


def test_a_body_that_no_page_takes_is_refused_at_its_head() -> None:
    server = make_server(0)
    try:
        with socket.create_connection(("127.0.0.1", server.effective_port)) as call:
            call.sendall(HEAD + b"Content-Length: 50000000\r\n\r\n")
            wasyncore.loop(timeout=0.2, map=server._map, count=10)
            call.settimeout(0.2)
            answer = call.recv(200)
    finally:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)

    assert b" 413 " in answer
