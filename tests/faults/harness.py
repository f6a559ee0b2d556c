"""A whole hub in processes, small and quick: what fault tests act on and look at."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch import sums
from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import SendState
from clicksendhub.jobs.models import Nudge
from messaging.models import Send
from tests import make
from tests.faults import processes
from tests.faults.waiting import happens, until
from tests.support.engine import KEY, USERNAME, states

IS_LONG = bool(os.environ.get("HUB_FAULTS_LONG"))

# Seconds instead of minutes. The lease outlasts the longest call (0.5 + 2 x 1).
QUICK = {
    "CLICKSEND_CONNECT_SECONDS": "0.5",
    "CLICKSEND_READ_SECONDS": "1",
    "DISPATCH_LEASE_SECONDS": "4",
    "DISPATCH_LOOK_AFTER_SECONDS": "1",
    "DISPATCH_LOOK_SPACING_SECONDS": "1",
    "DISPATCH_BLIND_LOOKS": "30",
    "DISPATCH_PUMP_SECONDS": "2",
    "DISPATCH_BATCH_SIZE": "20",
    "DISPATCH_RETRY_BASE_SECONDS": "0.1",
    "DISPATCH_RETRY_CAP_SECONDS": "1",
    "GATE_CALLS_PER_MINUTE": "0",
    "GATE_PROBE_SECONDS": "0.5",
    "GATE_PROBE_CAP_SECONDS": "1",
    "HUB_WORKERS": "2",
    "HUB_WORKER_STALL_SECONDS": "2",
    "HUB_LOG_LEVEL": "WARNING",
}
_NOT_FOR_CHILDREN = ("HUB_NO_QUEUE", "REDIS_URL", "DATABASE_URL", "PUBLIC_URL")


@dataclass
class Hub:
    """One account, its sandbox, and the workers that send for it."""

    account: Account
    sandbox: processes.Sandbox
    watch: processes.Watch
    chance: random.Random
    seed: int
    kills: Counter[str] = field(default_factory=Counter)

    def fault(self, kind: str, **options: Any) -> None:
        """Switch a fault of the sandbox on."""
        self.sandbox.tell("faults", kind=kind, **options)

    def bulk(self, people: int) -> Send:
        """A released campaign."""
        return self._released(people, is_bulk=True)

    def single(self, people: int = 1) -> Send:
        """A released single send."""
        return self._released(people, is_bulk=False)

    def _released(self, people: int, *, is_bulk: bool) -> Send:
        # Seen without its rows, the send would count as done to a sweep that runs now.
        with transaction.atomic():
            return make.send(account_=self.account, people=people, is_bulk=is_bulk)

    def is_anyone_busy(self) -> bool:
        """Whether a worker is in a task now."""
        return bool(set(self.watch.workers()) & self.pids_at_work())

    def kill_a_worker(self) -> bool:
        """SIGKILL one of the workers, idle or not; False where none lives just now."""
        alive = self.watch.workers()
        if not alive:
            return False
        pid = self.chance.choice(alive)
        kind = "busy" if pid in self.pids_at_work() else "idle"
        self.kills[kind] += processes.kill(pid)
        return True

    @staticmethod
    def pids_at_work() -> set[int]:
        """The workers that are in a task, dead ones among them."""
        pids = Nudge.objects.values_list("pid", flat=True)
        return {pid for pid in pids if pid}

    def wait_for(self, *sends: Send, seconds: float) -> None:
        """Wait until every send is done; say how they stand where one never is."""
        done = happens(lambda: all(is_done(send) for send in sends), seconds=seconds)
        stand = [states(send) for send in sends]
        assert done, f"seed {self.seed}: {stand}\n{self.watch.log()[-3000:]}"

    def wait_until_left(self, send: Send, left: int, *, seconds: float) -> None:
        """Wait until at most so many rows of a send have still to go."""
        waiting = send.messages.filter(state__in=("queued", "submitting"))
        until(lambda: waiting.count() <= left, seconds=seconds, every=0.02)

    def settle_calls(self) -> None:
        """Wait until no call is under way."""
        until(lambda: not Batch.objects.filter(state="open").exists(), seconds=20)

    def calls_lost(self) -> int:
        """How many calls ended without a clean answer."""
        return Batch.objects.exclude(fault="").count()

    def ledger(self) -> Counter[str]:
        """How often each reference stands in the sandbox's ledger."""
        return Counter(entry["reference"] for entry in self.entries())

    def entries(self) -> list[dict[str, Any]]:
        """Everything that the sandbox accepted, in order."""
        found: list[dict[str, Any]] = self.sandbox.ask("ledger")["entries"]
        return found

    def calls(self, path: str = "/sms/send") -> list[dict[str, Any]]:
        """The calls that the sandbox saw at one of its paths."""
        calls = self.sandbox.ask("calls")["calls"]
        return [call for call in calls if call["path"].endswith(path)]


def is_done(send: Send) -> bool:
    """Whether the hub calls the send done."""
    send.refresh_from_db()
    return send.state == SendState.DONE


def assert_each_exactly_once(hub: Hub, sends: Sequence[Send]) -> None:
    """All accepted, every sum zero, and the ledger holds each reference once."""
    references = set()
    for send in sends:
        send.refresh_from_db()
        assert states(send) == {"accepted": send.planned_total}
        assert sums.rest(send.planned_total, sums.sum_of(send)) == 0
        references |= set(send.messages.values_list("reference", flat=True))
    ledger = hub.ledger()
    assert {reference for reference, times in ledger.items() if times > 1} == set()
    assert set(ledger) == references


@contextmanager
def a_hub(folder: Path, database_url: str, **changes: str) -> Iterator[Hub]:
    """The sandbox runs; the workers are for the test to start."""
    sandbox = processes.Sandbox(folder, account=(USERNAME, KEY))
    environment = _environment(folder, database_url, sandbox.url, changes)
    watch = processes.Watch(folder, environment)
    account = make.account(username=USERNAME, key=KEY)
    seed = int(os.environ.get("HUB_FAULTS_SEED") or random.randrange(10**6))
    try:
        sandbox.start()
        yield Hub(account, sandbox, watch, random.Random(seed), seed)
    finally:
        watch.stop()
        sandbox.close()


def _environment(
    folder: Path, database_url: str, sandbox_url: str, changes: dict[str, str]
) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in _NOT_FOR_CHILDREN and not name.endswith("_FILE")
    }
    return {
        **inherited,
        **QUICK,
        "HUB_DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "clicksendhub.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        # The account's key was sealed here, by the keys of this test run.
        "HUB_KEYRING": ",".join(settings.KEYRING),
        "HUB_KEYRING_PATH": str(settings.KEYRING_FILE),
        "CLICKSEND_REHEARSAL_URL": f"{sandbox_url}/v3",
        "PYTHONWARNINGS": "default",
        **changes,
    }


__all__ = ["IS_LONG", "Hub", "a_hub", "assert_each_exactly_once", "is_done", "until"]
