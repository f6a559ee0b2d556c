"""A sandbox for all tests of a file: to start one for each case would take too long."""

from collections.abc import Iterator

import pytest

from clicksendhub.sandbox.server import Running, start
from tests.contract.recording import Recorded, record_all
from tests.contract.scene import KEY, USER


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    running = start(
        tmp_path_factory.mktemp("contract") / "sandbox.sqlite3",
        accounts=[{"username": USER, "key": KEY, "balance": "1000000"}],
        speed=0.001,
        throttle_seconds=0,
    )
    yield running
    running.stop()


@pytest.fixture(scope="module")
def recorded(running: Running) -> dict[str, Recorded]:
    return record_all(running)
