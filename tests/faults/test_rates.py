"""The call budget over more than a minute: four workers, single sends between."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from tests.faults.harness import IS_LONG, Hub, assert_each_exactly_once, is_done
from tests.faults.processes import pause
from tests.faults.report import tell
from tests.faults.waiting import until

LIMIT = 60
WINDOW_SECONDS = 60.0
RUN_SECONDS = 75

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not IS_LONG, reason="takes more than a minute: bin/faults"),
]


def test_no_minute_holds_more_calls_than_the_limit(
    hub_with: Callable[..., Hub],
) -> None:
    hub = hub_with(
        DISPATCH_BATCH_SIZE="1", GATE_CALLS_PER_MINUTE=str(LIMIT), HUB_WORKERS="4"
    )
    campaign = hub.bulk(90)
    hub.watch.start()

    waits = send_singles_meanwhile(hub, until_monotonic=time.monotonic() + RUN_SECONDS)
    hub.wait_for(campaign, seconds=120)

    moments = [call["at"] for call in hub.sandbox.ask("calls")["calls"]]
    fullest = fullest_window(moments)
    tell(hub, f"budget: {fullest} in the fullest minute of {LIMIT}", campaign)
    assert fullest <= LIMIT
    assert sorted(waits)[int(len(waits) * 0.95)] < 5
    assert set(hub.ledger().values()) == {1}


def send_singles_meanwhile(hub: Hub, *, until_monotonic: float) -> list[float]:
    """A single send every six seconds; how long each took to be done."""
    waits = []
    while time.monotonic() < until_monotonic:
        single, began = hub.single(), time.monotonic()
        until(partial(is_done, single), seconds=30)
        waits.append(time.monotonic() - began)
        pause(6)
    return waits


def fullest_window(moments: Sequence[float]) -> int:
    """The most calls that any 60 seconds held."""
    ordered = sorted(moments)
    return max(
        sum(begin <= moment < begin + WINDOW_SECONDS for moment in ordered)
        for begin in ordered
    )


@pytest.mark.parametrize("retry_after", [7, "date:7", "none", "garbage"])
def test_a_storm_of_429_uses_no_attempt_and_loses_nothing(
    hub_with: Callable[..., Hub], retry_after: object
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5", HUB_WORKERS="4")
    campaign = hub.bulk(100)
    hub.fault("too_many", retry_after=retry_after, path="/sms/send", count=4)

    hub.watch.start()
    hub.wait_for(campaign, seconds=300)

    tell(hub, f"429 with {retry_after}", campaign)
    assert_each_exactly_once(hub, [campaign])
