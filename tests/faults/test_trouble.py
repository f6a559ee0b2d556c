"""Trouble at ClickSend: sends pause and nothing fails; mended, they go on alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clicksendhub.audit.models import Entry
from clicksendhub.dispatch.states import State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Gate
from messaging.models import Send
from tests.faults.harness import IS_LONG, Hub, assert_each_exactly_once
from tests.faults.processes import pause
from tests.faults.report import tell
from tests.faults.waiting import until
from tests.support.engine import USERNAME, states

PEOPLE = 1000 if IS_LONG else 100
SECONDS = 120 if IS_LONG else 45
# What the sandbox takes for one part to Australia.
PRICE = "0.0792"

pytestmark = pytest.mark.slow


def start_sending(hub: Hub) -> Send:
    """A campaign of which about half is gone when this returns."""
    hub.fault("late", path="/sms/send", seconds=0.1)
    campaign = hub.bulk(PEOPLE)
    hub.watch.start()
    hub.wait_until_left(campaign, PEOPLE // 2, seconds=SECONDS)
    return campaign


def assert_told_once() -> None:
    acts = Entry.objects.filter(act__startswith="gate.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["gate.paused", "gate.resumed"]


@pytest.mark.parametrize(
    ("kind", "options"),
    [("unauthorized", {}), ("forbidden", {}), ("error_before", {"status": 503})],
)
def test_a_refusing_clicksend_pauses_and_goes_on_by_itself(
    hub_with: Callable[..., Hub], kind: str, options: dict[str, object]
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5")
    campaign = start_sending(hub)
    hub.fault(kind, **options)
    until(lambda: circuit.trouble_of(hub.account.pk), seconds=SECONDS)
    hub.settle_calls()
    before = len(hub.calls())
    pause(1.5)

    assert len(hub.calls()) == before
    assert not campaign.messages.filter(state=State.REFUSED).exists()
    hub.sandbox.clear_faults()
    hub.wait_for(campaign, seconds=SECONDS)
    tell(hub, f"trouble: {kind}", campaign)
    assert_each_exactly_once(hub, [campaign])
    assert_told_once()


def test_a_dead_clicksend_pauses_and_goes_on_when_it_is_back(
    hub_with: Callable[..., Hub],
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5")
    campaign = start_sending(hub)
    hub.sandbox.stop()
    until(lambda: circuit.trouble_of(hub.account.pk), seconds=SECONDS)
    while_dead = states(campaign)

    hub.sandbox.start()
    # The calls that it took with it are found again through what went out later.
    witness = hub.single()
    hub.wait_for(campaign, witness, seconds=SECONDS)

    tell(hub, "trouble: dead", campaign)
    assert set(while_dead) <= {"accepted", "queued", "submitting", "in_doubt"}
    assert_each_exactly_once(hub, [campaign, witness])
    assert_told_once()


def test_credit_for_some_sends_exactly_those(hub_with: Callable[..., Hub]) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="7")
    affordable = PEOPLE * 47 // 100
    # A little is left over, less than one text costs: the account is not empty.
    balance = f"{affordable * float(PRICE) + 0.05:.4f}"
    hub.sandbox.tell("accounts", username=USERNAME, balance=balance)
    campaign = hub.bulk(PEOPLE)

    hub.watch.start()
    until(lambda: circuit.trouble_of(hub.account.pk), seconds=SECONDS)
    pause(3)
    paid_for = len(hub.entries())
    hub.sandbox.tell("accounts", username=USERNAME, balance="1000")
    hub.wait_for(campaign, seconds=SECONDS)

    tell(hub, "trouble: no credit", campaign)
    assert paid_for == affordable
    assert_each_exactly_once(hub, [campaign])
    assert_told_once()


@pytest.mark.parametrize("retry_after", [2, "date:2"])
def test_too_many_calls_rest_as_long_as_clicksend_says(
    hub_with: Callable[..., Hub], retry_after: object
) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5")
    campaign = start_sending(hub)
    hub.fault("too_many", retry_after=retry_after, path="/sms/send", count=2)
    until(lambda: Gate.objects.filter(closed_until__isnull=False), seconds=SECONDS)
    hub.sandbox.clear_faults()
    hub.wait_for(campaign, seconds=SECONDS)

    tell(hub, "trouble: 429", campaign)
    refused = [call["at"] for call in hub.calls() if call["status"] == 429]
    rests = [call["at"] - max(refused) for call in hub.calls()]
    # One call of the other worker may be on its way while the answer is read.
    at_once = [rest for rest in rests if 0 < rest < 0.3]
    assert len(at_once) <= 1
    # A date counts whole seconds, and our clocks milliseconds.
    assert min(rest for rest in rests if rest >= 0.3) >= 0.9
    assert_each_exactly_once(hub, [campaign])
    told = Entry.objects.filter(act__startswith="gate.").values_list("act", flat=True)
    assert set(told) == {"gate.slowed"}
