"""The call budget: no minute holds more than the limit; each lane has its reserve."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.clicksend import RateLimit, TooManyRequests
from clicksendhub.credentials.models import Account
from clicksendhub.gate import budget, calls
from clicksendhub.gate.models import Call, Gate, Lane
from tests import make
from tests.faults.database import Database

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Clock:
    """The database's clock, as far as the budget knows."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    fake = Clock()
    monkeypatch.setattr(budget, "db_now", fake)
    monkeypatch.setattr(calls, "db_now", fake)
    return fake


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    """Ten calls a minute, of which two are for single sends and one for upkeep."""
    settings.GATE_CALLS_PER_MINUTE = 10
    settings.GATE_RESERVE_SINGLE = 2
    settings.GATE_RESERVE_UPKEEP = 1


def call(account: Account, lane: str = Lane.BULK, *, seconds: float = 0) -> bool:
    """Make one call if there is leave for it."""
    ticket = budget.take(account.pk, lane, seconds=seconds)
    budget.finish(ticket)
    return ticket is not None


def calls_made(account: Account, lane: str, *, tries: int = 30) -> int:
    return sum(call(account, lane) for _ in range(tries))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lane", "most"), [(Lane.BULK, 7), (Lane.SINGLE, 9), (Lane.UPKEEP, 8)]
)
def test_each_lane_leaves_the_reserves_of_the_others(
    clock: Clock, lane: str, most: int
) -> None:
    assert calls_made(make.account(), lane) == most


@pytest.mark.django_db
def test_all_lanes_together_reach_the_limit_and_not_more(clock: Clock) -> None:
    account = make.account()

    made = [calls_made(account, lane) for lane in (Lane.BULK, Lane.SINGLE, Lane.UPKEEP)]

    assert made == [7, 2, 1]


@pytest.mark.django_db
def test_no_sixty_seconds_hold_more_than_the_limit(clock: Clock) -> None:
    account, moments = make.account(), []

    for _ in range(400):
        if call(account):
            moments.append(clock.now)
        clock.pass_by(0.9)

    window = timedelta(seconds=60)
    fullest = max(
        sum(begin <= moment < begin + window for moment in moments) for begin in moments
    )
    assert fullest == 7
    # Six minutes of it: the budget is used, not only kept.
    assert len(moments) >= 6 * 7


@pytest.mark.django_db
def test_a_call_counts_from_its_end_and_until_then_from_the_latest_end(
    clock: Clock,
) -> None:
    account = make.account()
    ticket = budget.take(account.pk, Lane.BULK, seconds=30)
    assert calls_made(account, Lane.BULK) == 6
    clock.pass_by(20)
    budget.finish(ticket)

    clock.pass_by(59)
    made_early = calls_made(account, Lane.BULK)
    clock.pass_by(2)

    # The six that ended at once are free again before the long one is.
    assert made_early == 6
    assert calls_made(account, Lane.BULK) == 1


@pytest.mark.django_db
def test_a_worker_that_dies_in_a_call_is_counted_until_its_lease_is_over(
    clock: Clock,
) -> None:
    account = make.account()
    for _ in range(7):
        assert budget.take(account.pk, Lane.BULK, seconds=30)

    clock.pass_by(89)
    before = call(account)
    clock.pass_by(2)

    assert (before, call(account)) == (False, True)


@pytest.mark.django_db
def test_a_call_that_was_not_made_is_given_back(clock: Clock) -> None:
    account = make.account()

    for _ in range(30):
        budget.give_back(budget.take(account.pk, Lane.BULK, seconds=30))

    assert calls_made(account, Lane.BULK) == 7


@pytest.mark.django_db
def test_accounts_do_not_share_a_budget(clock: Clock) -> None:
    one, two = make.account(), make.account()

    assert [calls_made(one, Lane.BULK), calls_made(two, Lane.BULK)] == [7, 7]


@pytest.mark.django_db
def test_without_a_limit_nothing_is_counted(clock: Clock, settings: Any) -> None:
    settings.GATE_CALLS_PER_MINUTE = 0

    assert calls_made(make.account(), Lane.BULK, tries=50) == 50
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_calls_of_past_windows_are_forgotten_and_fresh_ones_are_not(
    clock: Clock,
) -> None:
    account = make.account()
    call(account)
    clock.pass_by(121)
    call(account)

    assert budget.forget_old_calls(clock.now) == 1
    assert Call.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("retry_after", "seconds"), [(7.0, 7), (0.0, 60), (None, 60), (3600.0, 3600)]
)
def test_after_a_429_the_account_rests(
    clock: Clock, retry_after: float | None, seconds: int
) -> None:
    account = make.account()
    calls.note_failed_send(account.pk, TooManyRequests("429", retry_after=retry_after))

    clock.pass_by(seconds - 1)
    while_resting = call(account, Lane.SINGLE)
    clock.pass_by(2)

    assert (while_resting, call(account, Lane.SINGLE)) == (False, True)


@pytest.mark.django_db
def test_a_storm_of_429s_is_one_entry_of_the_audit() -> None:
    account = make.account()
    refused = TooManyRequests("429", retry_after=7)

    for _ in range(3):
        calls.note_failed_send(account.pk, refused)
    entries = Entry.objects.filter(act="gate.slowed", account_id=account.pk)
    assert entries.count() == 1

    entries.update(at=timezone.now() - timedelta(seconds=8))
    calls.note_failed_send(account.pk, refused)
    assert entries.count() == 2


@pytest.mark.django_db
def test_a_shorter_rest_does_not_end_a_longer_one(clock: Clock) -> None:
    account = make.account()
    budget.rest(account.pk, until=NOON + timedelta(seconds=60))
    budget.rest(account.pk, until=NOON + timedelta(seconds=5))

    clock.pass_by(30)

    assert not call(account)


@pytest.mark.django_db
@pytest.mark.parametrize(("told", "limit"), [(4, 4), (600, 10), (10, 10)])
def test_a_limit_that_a_send_tells_is_taken_over_where_it_is_lower(
    clock: Clock, told: int, limit: int
) -> None:
    account = make.account()
    hear = calls._budget_corrected_by(account.pk)

    hear(RateLimit(limit=told, remaining=3, reset_after=None))

    assert budget.limit_of(budget.gate_of(account.pk)) == limit
    lanes = (Lane.BULK, Lane.SINGLE, Lane.UPKEEP)
    assert sum(calls_made(account, lane) for lane in lanes) <= limit


@pytest.mark.django_db
def test_nothing_remaining_rests_until_the_reset(clock: Clock) -> None:
    account = make.account()
    hear = calls._budget_corrected_by(account.pk)

    hear(RateLimit(limit=None, remaining=0, reset_after=12.0))

    gate = Gate.objects.get(pk=account.pk)
    assert gate.closed_until == NOON + timedelta(seconds=12)


@pytest.mark.parametrize(
    ("used", "lane", "room"),
    [
        ({}, Lane.BULK, True),
        ({Lane.BULK: 7}, Lane.BULK, False),
        ({Lane.BULK: 7}, Lane.SINGLE, True),
        ({Lane.BULK: 7, Lane.SINGLE: 2}, Lane.SINGLE, False),
        ({Lane.BULK: 7, Lane.SINGLE: 2}, Lane.UPKEEP, True),
        ({Lane.SINGLE: 9}, Lane.UPKEEP, True),
        ({Lane.SINGLE: 9, Lane.UPKEEP: 1}, Lane.UPKEEP, False),
    ],
)
def test_room_in_the_window(used: dict[str, int], lane: str, room: bool) -> None:
    reserves: dict[str, int] = {Lane.SINGLE: 2, Lane.UPKEEP: 1, Lane.BULK: 0}

    assert budget.has_room(lane, used=used, limit=10, reserves=reserves) is room


@pytest.fixture
def file_database(
    tmp_path: Path, django_db_blocker: Any, django_db_use_migrations: bool
) -> Iterator[None]:
    """A real file, or a database on the server: threads meet in it as processes do."""
    database = Database(tmp_path, "budget")
    with django_db_blocker.unblock():
        database.create()
        database.make_schema(by_migrations=django_db_use_migrations)
        with database.in_use():
            yield
        database.drop()


@pytest.mark.slow
@pytest.mark.usefixtures("file_database")
def test_workers_that_ask_at_once_never_get_more_than_the_limit() -> None:
    account = make.account()

    def ask(_number: int) -> bool:
        try:
            return budget.take(account.pk, Lane.BULK, seconds=5) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        given = list(threads.map(ask, range(40)))

    assert sum(given) == 7
