"""The official SDKs make every call that they share with the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clicksendhub.sandbox.server import Running, start
from tests.sdk import coverage
from tests.sdk.calls import Call, call, of_sandbox
from tests.sdk.client_calls import of_client
from tests.sdk.generations import GENERATIONS, KEY, USER, Generation, answered

ONE = Call("/sms/price", "POST")
OTHER = Call("/sms/send", "POST")


each_generation = pytest.mark.parametrize(
    "generation", GENERATIONS, ids=lambda one: one.name
)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Running]:
    """A sandbox in which nothing takes time."""
    running = start(
        tmp_path / "sandbox.sqlite3",
        accounts=[(USER, KEY)],
        speed=0,
        throttle_seconds=0,
    )
    yield running
    running.stop()


@each_generation
def test_the_sdk_makes_and_reads_every_call_that_it_shares_with_the_sandbox(
    generation: Generation, sandbox: Running, counts: list[str]
):
    run = generation.drive(sandbox)

    made = answered(sandbox)
    counts.append(coverage.count_of(generation, made))
    assert run.returncode == 0, run.stdout
    assert coverage.not_made(generation.calls(), made) == []


@each_generation
def test_a_driver_whose_calls_fail_says_so(generation: Generation, sandbox: Running):
    run = generation.drive(sandbox, key="another-key")

    assert run.returncode == 1
    assert "Authorization failed." in run.stdout
    assert answered(sandbox) == {call("GET", "/countries")}


def test_a_shared_call_that_nobody_made_is_named():
    calls = {ONE: "Sms.price", OTHER: "Sms.send", Call("/x", "GET"): "X.x"}

    assert coverage.not_made(calls, {ONE}) == ["Sms.send"]


def test_every_call_of_the_client_is_one_of_the_sandbox():
    assert of_client() - of_sandbox().keys() == set()


def test_the_page_says_which_sdk_makes_which_call():
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(), (
        "Write it anew with bin/sdks --write."
    )
