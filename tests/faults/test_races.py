"""Several at once on the same rows: cancelling, pausing, confirming, sweeping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

import pytest
from django.db import connection

from clicksendhub.credentials.services import client_for
from clicksendhub.dispatch import engine, evidence, services, sums, sweep
from clicksendhub.dispatch import steps as engine_steps
from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.lib.dbclock import db_now
from messaging.models import Message, Send
from tests import make
from tests.faults.harness import IS_LONG, Hub, assert_each_exactly_once
from tests.faults.processes import pause
from tests.faults.report import tell
from tests.support.engine import let_time_pass, states

RUNS = 100 if IS_LONG else 5
SECONDS = 45

pytestmark = pytest.mark.slow
T = TypeVar("T")


def at_once(act: Callable[[], T], *, times: int) -> list[T]:
    """Do the same in so many threads, each with a connection of its own."""

    def act_and_hang_up(_number: int) -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(act_and_hang_up, range(times)))


@contextmanager
def four_workers(hub: Hub) -> Iterator[None]:
    """Four threads that pump until nothing is due."""

    def pump() -> int:
        try:
            with client_for(hub.account) as client:
                return engine.pump(hub.account.pk, client, seconds=20)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        pumps = [threads.submit(pump) for _ in range(4)]
        yield
        assert [each.result() for each in pumps]


@pytest.fixture
def quick(settings: object) -> None:
    """The engine of this process sends in small batches, without a limit of calls."""
    settings.DISPATCH_BATCH_SIZE = 3  # type: ignore[attr-defined]
    settings.GATE_CALLS_PER_MINUTE = 0  # type: ignore[attr-defined]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("_run", range(RUNS))
def test_cancelling_races_four_workers_and_the_sum_is_zero(hub: Hub, _run: int) -> None:
    person = make.user()
    campaign = hub.bulk(40)

    with four_workers(hub):
        pause(hub.chance.uniform(0.02, 0.2))
        cancelled = services.cancel_waiting(campaign, actor=person)

    counts = states(campaign)
    assert set(counts) <= {"accepted", "cancelled"}
    assert counts.get("cancelled", 0) == cancelled
    assert sums.rest(40, counts) == 0
    assert sorted(hub.ledger().values()) == [1] * counts.get("accepted", 0)


@pytest.mark.usefixtures("quick")
def test_four_workers_on_one_send_claim_each_row_once(hub: Hub) -> None:
    campaign = hub.bulk(200)

    with four_workers(hub):
        pass

    assert campaign.messages.filter(attempts=1).count() == 200
    assert_each_exactly_once(hub, [campaign])


def test_pause_lets_calls_finish_and_starts_none(hub_with: Callable[..., Hub]) -> None:
    hub = hub_with(DISPATCH_BATCH_SIZE="5")
    hub.fault("late", path="/sms/send", seconds=0.1)
    person = make.user()
    campaign = hub.bulk(100)
    hub.watch.start()
    hub.wait_until_left(campaign, 70, seconds=SECONDS)

    services.pause(campaign, actor=person)
    paused_at = db_now()
    hub.settle_calls()
    pause(1.0)
    after_it = Batch.objects.filter(started_at__gt=paused_at).count()
    services.resume(campaign, actor=person)
    hub.wait_for(campaign, seconds=SECONDS)

    tell(hub, "pause", campaign)
    assert after_it == 0
    assert_each_exactly_once(hub, [campaign])


@pytest.mark.usefixtures("quick")
def test_twenty_confirmations_at_once_release_once(hub: Hub) -> None:
    draft = make.send(
        account_=hub.account, state="draft", people=5, message_state=State.PLANNED
    )

    won = at_once(
        lambda: services.release(Send.objects.get(pk=draft.pk), actor=None), times=20
    )
    with four_workers(hub):
        pass

    assert sorted(won) == [False] * 19 + [True]
    draft.refresh_from_db()
    assert draft.state == SendState.DONE
    assert_each_exactly_once(hub, [draft])


@pytest.mark.usefixtures("quick")
def test_ten_sweeps_at_once_doubt_each_row_once(hub: Hub) -> None:
    campaign = hub.bulk(6)
    hub.fault("reset_after", count=2)
    batches = make_open_batches(campaign)
    let_time_pass()

    doubted = at_once(sweep.doubt_ended_leases, times=10)

    assert sum(doubted) == 6
    assert Batch.objects.filter(state="in_doubt").count() == batches


def make_open_batches(campaign: Send) -> int:
    """Batches whose worker died right after claiming them."""
    from clicksendhub.dispatch.claims import claim_from, next_send

    while (send := next_send(campaign.account_id)) and claim_from(send):
        pass
    return Batch.objects.filter(state="open").count()


def test_a_receipt_that_meets_a_claim_is_believed(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text waits to go again; the proof that it went comes while it is claimed."""
    campaign = hub.bulk(1)
    campaign.messages.update(attempts=1, is_resent=True)
    (reference,) = campaign.messages.values_list("reference", flat=True)
    is_claimed = Event()

    def hold_the_claim(boundary: str) -> None:
        if boundary == "claim.before_commit":
            is_claimed.set()
            pause(0.5)

    def prove() -> bool:
        try:
            assert is_claimed.wait(10)
            return evidence.accept_by_reference(
                Message, reference, provider_id="ID-1", how="receipt"
            )
        finally:
            connection.close()

    monkeypatch.setattr(engine_steps, "reached", hold_the_claim)
    with ThreadPoolExecutor(1) as threads, client_for(hub.account) as client:
        proof = threads.submit(prove)
        engine.pump(hub.account.pk, client, seconds=5)

    # SQLite lets the receipt in after the call at the earliest: then it is no news.
    assert proof.result() or connection.vendor == "sqlite"
    assert states(campaign) == {"accepted": 1}
