"""Answers that are lost after ClickSend took the call, and calls that never arrive."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.faults.harness import IS_LONG, Hub, assert_each_exactly_once
from tests.faults.report import tell

PEOPLE = 2000 if IS_LONG else 200
SECONDS = 240 if IS_LONG else 60
# One call in twenty; of the few calls of the short form at least one must be struck.
SHARE = 0.05
STRIKES = 10 if IS_LONG else 2
# A call goes again once and no more. So the fault is over before any goes again: it
# strikes every second call, and two looks are this far apart.
OFTEN = 0.5
SPACING = "15" if IS_LONG else "1"

pytestmark = pytest.mark.slow


LOSSES: list[tuple[str, dict[str, object]]] = [
    ("reset_after", {}),
    ("hang_after", {"seconds": 5}),
]
if IS_LONG:
    LOSSES += [
        ("broken_json", {}),
        ("error_after", {"status": 502}),
        ("non_envelope", {"body": "html"}),
    ]


@pytest.mark.parametrize(("kind", "options"), LOSSES)
def test_answers_lost_after_acceptance_are_found_again(
    hub_with: Callable[..., Hub], kind: str, options: dict[str, object]
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="10")
    hub.fault(kind, **options, **_some_calls(hub))
    campaign, single = hub.bulk(PEOPLE), hub.single()

    hub.watch.start()
    hub.wait_for(campaign, single, seconds=SECONDS)

    tell(hub, f"answers lost by {kind}", campaign, single)
    assert hub.calls_lost()
    assert_each_exactly_once(hub, [campaign, single])


def test_calls_dropped_before_recording_go_again_once(
    hub_with: Callable[..., Hub],
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="10", DISPATCH_LOOK_SPACING_SECONDS=SPACING)
    hub.fault("hang_before", seconds=5, **_some_calls(hub, share=OFTEN))
    campaign = hub.bulk(PEOPLE)

    hub.watch.start()
    # It goes out last, and surely: history with it in it is history that has caught up.
    hub.wait_until_left(campaign, 0, seconds=SECONDS)
    hub.sandbox.clear_faults()
    witness = hub.single()
    hub.wait_for(campaign, witness, seconds=SECONDS)

    tell(hub, "calls dropped", campaign, witness)
    assert campaign.messages.filter(is_resent=True).exists()
    assert_each_exactly_once(hub, [campaign, witness])


def test_control_without_reconciliation_the_harness_sees_doubles(
    hub_with: Callable[..., Hub],
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="10")
    hub.fault("reset_after", count=2)
    campaign = hub.bulk(60)

    hub.watch.start(blind=True)
    hub.wait_for(campaign, seconds=SECONDS)

    tell(hub, "control without reconciliation", campaign)
    assert sorted(hub.ledger().values()) == [1] * 40 + [2] * 20


def _some_calls(hub: Hub, share: float = SHARE) -> dict[str, object]:
    """The fault strikes a share of the calls, in the short form the first two."""
    if not IS_LONG:
        return {"count": STRIKES}
    return {"share": share, "seed": hub.chance.randrange(10**6), "count": STRIKES}
