"""One program is kept running, with small real processes and a clock that is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from clicksendhub.operations import children
from clicksendhub.operations.children import Child, Program, stop_all
from tests.imports import ROOT
from tests.operations.processes import is_alive, wait_for

pytestmark = pytest.mark.slow
Make = Callable[..., Child]


@pytest.fixture
def make_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes children from a few lines of Python; ends them after the test."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    made: list[Child] = []

    def make(source: str, *arguments: str, **variables: str) -> Child:
        (tmp_path / "small_program.py").write_text(source)
        program = Program("small", "small_program", arguments, variables)
        child = Child(program, folder=tmp_path, log=tmp_path / "logs" / "small.log")
        made.append(child)
        return child

    yield make
    stop_all(made, grace=0, in_a_hurry=lambda: True)


SLEEPS = "import time; print('awake', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('awake', flush=True); time.sleep(600)"
)


def test_child_that_runs_is_left_alone(make_child: Make):
    child = make_child(SLEEPS)
    assert child.keep_running(100.0)
    assert not child.keep_running(100.2)


def test_child_that_fails_again_and_again_waits_longer_each_time(make_child: Make):
    child = make_child("raise SystemExit(3)")
    now, starts = 100.0, []
    while now < 140:
        if child.keep_running(now):
            starts.append(now)
            wait_for(lambda: not child.is_running())
        now += 0.25
    waits = [round(b - a, 2) for a, b in pairwise(starts)]
    assert waits == sorted(waits)
    assert waits[0] <= 1
    assert max(waits) >= 8


def test_child_that_lived_long_starts_again_at_once(make_child: Make):
    child = make_child(SLEEPS)
    child.keep_running(100.0)
    child.kill()
    assert child.keep_running(100.0 + children.STEADY_SECONDS + 1)
    assert child.is_running()


def test_stop_waits_for_the_end_and_kills_only_the_stubborn(make_child: Make):
    child = make_child(STUBBORN)
    child.keep_running(100.0)
    wait_for(lambda: "awake" in child.log_tail())
    pid = child.pid
    assert pid
    stop_all([child], grace=0.3, in_a_hurry=lambda: False)
    assert not is_alive(pid)


def test_second_request_to_stop_ends_the_patience(make_child: Make):
    child = make_child(STUBBORN)
    child.keep_running(100.0)
    wait_for(lambda: "awake" in child.log_tail())
    stop_all([child], grace=600, in_a_hurry=lambda: True)
    assert not child.is_running()


def test_secret_variables_reach_the_child_and_no_list_of_processes(make_child: Make):
    child = make_child(
        "import os, sys; print(os.environ['SECRET'], sys.argv, flush=True)",
        "--port",
        "1",
        SECRET="hush-hush",
    )
    child.keep_running(100.0)
    wait_for(lambda: "hush-hush" in child.log_tail())
    assert "hush-hush" not in repr(child.program)
    assert "small_program" in child.log_tail()
    assert sys.executable
