"""Fixtures: a sandbox on a real port, a client with its key, a place for pushes."""

from collections.abc import Iterator

import httpx
import pytest

from clicksendhub.sandbox.server import Running, start
from tests.sandbox.files import Host
from tests.sandbox.mail import Post
from tests.sandbox.support import KEY, USER, Listener, client


@pytest.fixture
def sandbox(tmp_path) -> Iterator[Running]:
    running = start(
        tmp_path / "sandbox.sqlite3",
        accounts=[(USER, KEY)],
        speed=0.001,
        throttle_seconds=0,
    )
    yield running
    running.stop()


@pytest.fixture
def api(sandbox: Running) -> Iterator[httpx.Client]:
    with client(sandbox.base_url, auth=(USER, KEY)) as calling:
        yield calling


@pytest.fixture
def control(sandbox: Running) -> Iterator[httpx.Client]:
    with client(sandbox.url + "/_sandbox") as calling:
        yield calling


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as listening:
        yield listening


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as hosting:
        yield hosting


@pytest.fixture
def post(api: httpx.Client, host: Host) -> Post:
    return Post(api, host)
