"""Workers that are stopped for a while, or told to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import State
from tests.faults.harness import (
    IS_LONG,
    QUICK,
    Hub,
    assert_each_exactly_once,
    is_done,
)
from tests.faults.processes import is_alive, kill, pause
from tests.faults.report import tell
from tests.faults.waiting import happens, until

LEASE_SECONDS = float(QUICK["DISPATCH_LEASE_SECONDS"])
PEOPLE = 1000 if IS_LONG else 200
FREEZES = 3 if IS_LONG else 1
TERMS = 20 if IS_LONG else 2
SECONDS = 180 if IS_LONG else 60

pytestmark = pytest.mark.slow


def test_a_worker_that_was_frozen_past_its_lease_changes_nothing(
    hub_with: Callable[..., Hub],
) -> None:
    hub = hub_with(
        DISPATCH_BATCH_SIZE="5", HUB_WORKERS="4", HUB_WORKER_STALL_SECONDS="60"
    )
    # Long calls, so that it is frozen in a call and not while it holds the database.
    hub.fault("late", path="/sms/send", seconds=0.7)
    campaign = hub.bulk(PEOPLE)
    hub.watch.start()
    hub.wait_until_left(campaign, PEOPLE - 10, seconds=SECONDS)

    frozen: list[int] = []
    while len(frozen) < FREEZES:
        assert not is_done(campaign), "none of those that were frozen held a claim"
        freeze_one_with_a_claim(hub, frozen)
    for pid in frozen:
        kill(pid, signal.SIGCONT)
    until(lambda: hub.watch.log().count("was lost") >= FREEZES, seconds=SECONDS)
    witness = hub.single()
    hub.wait_for(campaign, witness, seconds=SECONDS)

    tell(hub, "frozen workers", campaign)
    assert_each_exactly_once(hub, [campaign, witness])


def freeze_one_with_a_claim(hub: Hub, frozen: list[int]) -> None:
    """SIGSTOP a worker; where it held no claim, let it go on and leave it at that."""
    before = lost_by_lease()
    at_work = set(hub.watch.workers()) & hub.pids_at_work() - set(frozen)
    if not at_work:
        pause(0.05)
        return
    pid = hub.chance.choice(sorted(at_work))
    kill(pid, signal.SIGSTOP)
    if happens(lambda: lost_by_lease() > before, seconds=LEASE_SECONDS + 2):
        frozen.append(pid)
    else:
        kill(pid, signal.SIGCONT)


def lost_by_lease() -> int:
    return Batch.objects.filter(fault="lease_ended").count()


def test_a_group_told_to_end_finishes_its_calls(hub_with: Callable[..., Hub]) -> None:
    # A group that is only slow to begin, on a busy machine, is not one that hangs.
    hub = hub_with(
        DISPATCH_BATCH_SIZE="5",
        DISPATCH_PUMP_SECONDS="1",
        HUB_WORKER_STALL_SECONDS="60",
    )
    hub.fault("late", path="/sms/send", seconds=0.1)
    campaign = hub.bulk(PEOPLE)
    hub.watch.start()

    while hub.watch.restarts < TERMS:
        until(hub.is_anyone_busy, seconds=SECONDS)
        pause(hub.chance.uniform(0, 0.3))
        main = main_process_of(hub)
        kill(main, signal.SIGTERM)
        until(partial(is_replaced, hub, main), seconds=SECONDS)
    hub.wait_for(campaign, seconds=SECONDS)

    tell(hub, "told to end", campaign)
    assert hub.watch.exit_codes == ["0"] * TERMS
    assert not campaign.messages.filter(state=State.IN_DOUBT).exists()
    assert hub.calls_lost() == 0
    assert_each_exactly_once(hub, [campaign])


def is_replaced(hub: Hub, main: int) -> bool:
    """Whether another group works now."""
    return bool(hub.watch.workers()) and main_process_of(hub) != main


def main_process_of(hub: Hub) -> int:
    """The first process of the group: its session is named after it."""
    return os.getsid(hub.watch.workers()[0])


def test_nothing_outlives_the_watch(hub: Hub) -> None:
    hub.watch.start()
    until(lambda: len(hub.watch.workers()) == 2, seconds=SECONDS)
    session = main_process_of(hub)

    hub.watch.stop()

    assert [pid for pid in processes_of(session) if is_alive(pid)] == []


def processes_of(session: int) -> list[int]:
    """Every process of a session."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and session_of(int(folder.name)) == session:
            found.append(int(folder.name))
    return found


def session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None
