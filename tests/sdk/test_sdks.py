"""The official SDKs make every call that they share with the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from clicksendhub.sandbox.server import start
from tests.sdk import coverage
from tests.sdk.calls import Call, of_sandbox
from tests.sdk.client_calls import is_same, of_client
from tests.sdk.generations import GENERATIONS, KEY, USER, Generation, answered

ONE = Call("/sms/price", "POST")
OTHER = Call("/sms/send", "POST")


@pytest.mark.parametrize("generation", GENERATIONS, ids=lambda one: one.name)
def test_the_sdk_makes_and_reads_every_call_that_it_shares_with_the_sandbox(
    generation: Generation, tmp_path: Path, counts: list[str]
):
    sandbox = start(
        tmp_path / "sandbox.sqlite3",
        accounts=[(USER, KEY)],
        speed=0,
        throttle_seconds=0,
    )
    try:
        run = generation.drive(sandbox)
        made = answered(sandbox)
    finally:
        sandbox.stop()
    counts.append(coverage.count_of(generation, made))

    assert run.returncode == 0, run.stdout
    assert coverage.not_made(generation.calls(), made) == []


def test_a_shared_call_that_nobody_made_is_named():
    calls = {ONE: "Sms.price", OTHER: "Sms.send", Call("/x", "GET"): "X.x"}

    assert coverage.not_made(calls, {ONE}) == ["Sms.send"]


def test_every_call_of_the_client_is_one_of_the_sandbox():
    known = of_sandbox()

    unknown = [
        one for one in of_client() if not any(is_same(one, other) for other in known)
    ]

    assert unknown == []


def test_the_page_says_which_sdk_makes_which_call():
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(), (
        "Write it anew with bin/sdks --write."
    )
