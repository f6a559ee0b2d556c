"""The running hub heals: each process is killed for real, then a text is accepted."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from clicksendhub.operations import journey, selfcheck
from clicksendhub.operations.browsing import Browser
from tests.imports import ROOT
from tests.operations.processes import children_of, command_of, is_alive, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(os.environ.get("DATABASE_URL")), reason="starts a hub on SQLite of its own"
    ),
]
HEALED_SECONDS = 60


@dataclass
class Hub:
    """A running hub, seen from outside."""

    process: subprocess.Popen[bytes]
    folder: Path
    browser: Browser
    sandbox: Browser

    def child(self, words: str) -> int:
        """The supervisor's child that runs this."""
        found = [p for p in children_of(self.process.pid) if words in command_of(p)]
        assert len(found) == 1, f"{words}: {found}"
        return found[0]

    def sentinel(self) -> int:
        """The guard of the worker group."""
        wait_for(lambda: len(children_of(self.child("qcluster"))) == 1, seconds=30)
        return children_of(self.child("qcluster")).pop()

    def workers(self) -> list[int]:
        """The two workers; monitor and pusher are started after them."""
        sentinel = self.sentinel()
        wait_for(lambda: len(children_of(sentinel)) == 4, seconds=30)
        return sorted(children_of(sentinel))[:2]

    def busy_worker(self) -> int:
        """A worker in the middle of a call that ClickSend does not answer."""
        self.sandbox.post_json(
            "/_sandbox/faults", kind="late", seconds="40", path="/sms/send", count="1"
        )
        before = self.count("dispatch_batch")
        self.write_text()
        wait_for(lambda: self.count("dispatch_batch") > before, seconds=30)
        # The claim is committed; give the call a moment to leave.
        time.sleep(0.5)
        return self._pid_of_pump()

    def write_text(self) -> str:
        """Confirm a text; the address of its page."""
        page = self.browser.open("/send/")
        page = self.browser.fill_in(
            page, "/send/", numbers=journey.NUMBERS[0], body=journey.TEXT
        )
        return self.browser.fill_in(page, "/confirm/").url

    def is_accepted(self, address: str) -> bool:
        """Whether ClickSend has the text."""
        text = self.browser.open(address).text
        return bool(re.search(r"1 planned = 1 accepted", text))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return self._number(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own

    def _pid_of_pump(self) -> int:
        return self._number(
            "SELECT pid FROM jobs_nudge WHERE task LIKE '%pump' AND pid IS NOT NULL "
            "ORDER BY started_at DESC"
        )

    def _number(self, query: str) -> int:
        database = self.folder / "data" / "hub.sqlite3"
        with closing(sqlite3.connect(database, timeout=20)) as connection:
            row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A filled demo with its marketer signed in; the tests share it."""
    folder = tmp_path_factory.mktemp("hub")
    quick = {"HUB_WORKER_STALL_SECONDS": "8"}
    with selfcheck.running_hub(folder, "--seed", **quick) as (process, environment):
        places = selfcheck.places_of(folder, environment)
        running = Hub(process, folder, Browser(places.hub), Browser(places.sandbox))
        journey.sign_in(running.browser, places, saw=lambda _step: None)
        yield running
        running.browser.close()
        running.sandbox.close()


@pytest.fixture
def empty_hub(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A hub without examples, for one test."""
    with selfcheck.running_hub(tmp_path) as (process, _environment):
        yield process


def _killed(hub: Hub, victim: str) -> int:
    if victim == "busy worker":
        return hub.busy_worker()
    if victim == "idle worker":
        return hub.workers()[0]
    if victim == "sentinel":
        return hub.sentinel()
    words = {"web": "operations.web", "workers": "qcluster", "sandbox": "hub.sandbox"}
    return hub.child(words[victim])


@pytest.mark.parametrize(
    "victim", ["web", "workers", "sentinel", "idle worker", "busy worker", "sandbox"]
)
def test_new_text_is_accepted_within_a_minute_of_a_kill(victim: str, hub: Hub):
    pid = _killed(hub, victim)
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not is_alive(pid))
    if victim == "web":
        wait_for(lambda: _answers(hub), seconds=HEALED_SECONDS)
    address = hub.write_text()
    wait_for(lambda: hub.is_accepted(address), seconds=HEALED_SECONDS)
    assert hub.process.poll() is None


def _answers(hub: Hub) -> bool:
    try:
        hub.browser.open("/healthz")
    except Exception:  # noqa: BLE001 - whatever it is, it does not answer yet
        return False
    return True


def test_filling_a_demo_again_adds_nothing(hub: Hub):
    secrets = hub.folder / "data" / "demo.json"
    kept = json.loads(secrets.read_text())
    secrets.write_text(json.dumps({**kept, "is_filled": False}))
    before = hub.count("messaging_send"), hub.count("messaging_reply")
    environment = Path(f"/proc/{hub.process.pid}/environ").read_text().split("\0")
    told = subprocess.run(
        [sys.executable, "manage.py", "seed_demo"],
        cwd=ROOT,
        env=dict(line.split("=", 1) for line in environment if line),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    assert (hub.count("messaging_send"), hub.count("messaging_reply")) == before


def test_passwords_of_the_demo_are_for_its_owner_alone(hub: Hub):
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (hub.folder / "data").iterdir()
        if path.name in {"demo.json", "secret_key", "keyring"}
    }
    assert modes == dict.fromkeys(("demo.json", "secret_key", "keyring"), 0o600)


def test_no_secret_stands_on_a_command_line(hub: Hub):
    kept = json.loads((hub.folder / "data" / "demo.json").read_text())
    lines = " ".join(command_of(pid) for pid in selfcheck.processes_of(hub.folder))
    assert "qcluster" in lines
    for secret in (kept["sandbox_key"], *kept["passwords"].values()):
        assert secret not in lines


def test_supervisor_killed_leaves_no_orphan(
    empty_hub: subprocess.Popen[bytes], tmp_path: Path
):
    # Web, sandbox and the worker group: its forks may come a moment after its greeting.
    wait_for(lambda: len(selfcheck.processes_of(tmp_path)) >= 8)
    family = selfcheck.processes_of(tmp_path)
    empty_hub.kill()
    empty_hub.wait()
    wait_for(lambda: not any(is_alive(pid) for pid in family))
    assert selfcheck.processes_of(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_well_and_leaves_nobody(
    number: signal.Signals, empty_hub: subprocess.Popen[bytes], tmp_path: Path
):
    empty_hub.send_signal(number)
    assert empty_hub.wait(30) == 0
    assert selfcheck.processes_of(tmp_path) == []
