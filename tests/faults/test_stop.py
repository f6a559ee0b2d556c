"""STOP while a send is running: nothing more goes out once the block is committed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.dispatch.states import State
from clicksendhub.lib.dbclock import db_now
from messaging.models import Message, Send
from tests.faults.harness import IS_LONG, Hub
from tests.faults.report import tell

PEOPLE = 2000 if IS_LONG else 150
STOPS = 200 if IS_LONG else 30
SECONDS = 120 if IS_LONG else 45

pytestmark = pytest.mark.slow


def stop_texts_to(hub: Hub, number: str) -> datetime:
    """The block of a number that says STOP; when it stood."""
    block(account_id=hub.account.pk, number=number, source=BlockSource.REPLY)
    return db_now()


def assert_nothing_after(hub: Hub, blocked_at: dict[str, datetime]) -> None:
    """The ledger has nothing for these numbers from a batch begun after the block."""
    sent = [entry["reference"] for entry in hub.entries()]
    too_late = [
        message.reference
        for message in Message.objects.filter(reference__in=sent, to__in=blocked_at)
        if message.batch and message.batch.started_at > blocked_at[message.to]
    ]
    assert too_late == []


def test_stop_with_the_workers_up(hub_with: Callable[..., Hub]) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5")
    hub.fault("late", path="/sms/send", seconds=0.1)
    campaign = hub.bulk(PEOPLE)
    numbers = list(campaign.messages.values_list("to", flat=True))
    hub.watch.start()

    hub.wait_until_left(campaign, PEOPLE - 10, seconds=SECONDS)
    chosen = hub.chance.sample(numbers, STOPS)
    blocked_at = {number: stop_texts_to(hub, number) for number in chosen}
    hub.wait_for(campaign, seconds=SECONDS)

    tell(hub, f"stop, workers up ({skipped(campaign)} skipped)", campaign)
    assert skipped(campaign)
    assert_nothing_after(hub, blocked_at)


def test_stop_with_the_workers_down(hub_with: Callable[..., Hub]) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5")
    hub.fault("late", path="/sms/send", seconds=0.1)
    campaign = hub.bulk(PEOPLE)
    hub.watch.start()
    hub.wait_until_left(campaign, PEOPLE - 10, seconds=SECONDS)
    hub.watch.stop()

    left = campaign.messages.filter(state=State.QUEUED)
    blocked_at = {
        message.to: stop_texts_to(hub, message.to) for message in left[:STOPS]
    }
    hub.watch.start()
    witness = hub.single()
    hub.wait_for(campaign, witness, seconds=SECONDS)

    tell(hub, f"stop, workers down ({skipped(campaign)} skipped)", campaign)
    assert skipped(campaign) == STOPS
    assert not set(blocked_at) & {entry["to"] for entry in hub.entries()}


def skipped(send: Send) -> int:
    """How many rows of a send were skipped."""
    return send.messages.filter(state=State.SKIPPED).count()
