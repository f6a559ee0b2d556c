"""Workers killed at random while they send: each person gets the text exactly once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from messaging.models import Send
from tests.faults.harness import IS_LONG, Hub, assert_each_exactly_once, is_done
from tests.faults.processes import pause
from tests.faults.report import tell
from tests.faults.waiting import happens

PEOPLE = 2000 if IS_LONG else 300
KILLS = 20 if IS_LONG else 4
SECONDS = 240 if IS_LONG else 60

pytestmark = pytest.mark.slow


def kill_while_sending(hub: Hub, campaign: Send, *, kills: int) -> list[Send]:
    """Kill workers at random moments, with single sends going out meanwhile."""
    singles: list[Send] = []
    while hub.kills.total() < kills and not is_done(campaign):
        # After an idle one was killed the group hangs until the watch has seen it.
        happens(hub.is_anyone_busy, seconds=10)
        pause(hub.chance.uniform(0, 0.6))
        hub.kill_a_worker()
        singles.append(hub.single())
    return singles


def test_workers_killed_at_random(hub_with: Callable[..., Hub]) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="10")
    # Slow answers: most deaths come after ClickSend took the call and before we know.
    hub.fault("late", path="/sms/send", seconds=0.25)
    campaign = hub.bulk(PEOPLE)
    hub.watch.start()

    singles = kill_while_sending(hub, campaign, kills=KILLS)
    hub.sandbox.clear_faults()
    singles.append(hub.single())
    hub.wait_for(campaign, *singles, seconds=SECONDS)

    tell(hub, "killed at random", campaign, *singles)
    assert_each_exactly_once(hub, [campaign, *singles])
    assert hub.kills.total() == KILLS
