"""Whether a part answers, and what is asked for at each start."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from clicksendhub.operations import greeter, greetings, programs


class StatusInPath(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Be quiet."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), StatusInPath)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "expected"),
    # 400: a hub that knows only its public name, asked as 127.0.0.1.
    [(200, True), (400, True), (500, False), (503, False)],
)
def test_part_answers_unless_it_fails(status: int, expected: bool, origin: str):
    assert greeter.answers(f"{origin}/{status}") is expected


def test_port_where_nobody_listens_does_not_answer(origin: str):
    with HTTPServer(("127.0.0.1", 0), StatusInPath) as closed:
        port = closed.server_port
    assert not greeter.answers(f"http://127.0.0.1:{port}/200")


def test_only_the_parts_that_run_here_are_asked():
    assert set(greeter.probes(programs.PARTS)) == {programs.WEB, programs.SANDBOX}
    assert greeter.probes((programs.WORKERS,)) == {}


def test_every_start_follows_the_address_before_it_greets(
    monkeypatch: pytest.MonkeyPatch,
):
    done: list[str] = []
    monkeypatch.setattr(greeter, "follow_address", lambda: done.append("followed"))
    monkeypatch.setattr(greetings, "greeting", lambda _parts: "hello")
    greeter.Greeter((), say=done.append, seeds=False)._begin()
    assert done == ["followed", "hello"]
