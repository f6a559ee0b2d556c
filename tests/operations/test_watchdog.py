"""The watchdog sweeps, keeps its heartbeat, and notices workers that take nothing."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from clicksendhub.jobs import health, sweeps
from clicksendhub.jobs.models import Nudge
from clicksendhub.operations import heartbeats, tasks
from clicksendhub.operations.models import HeartbeatName, beat, last_beat
from clicksendhub.operations.watchdog import Watchdog

pytestmark = pytest.mark.django_db
SHOW_LIFE = "clicksendhub.operations.tasks.show_life"


@pytest.fixture(autouse=True)
def keep_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction lives in this connection."""
    monkeypatch.setattr(
        "clicksendhub.operations.watchdog.close_old_connections", lambda: None
    )


def test_each_look_sweeps_and_keeps_the_moment(monkeypatch: pytest.MonkeyPatch):
    now = timezone.now()
    seen: list[object] = []
    monkeypatch.setattr(sweeps, "_searches", {"mine": seen.append})
    Watchdog().look(now)
    assert seen == [now]
    assert last_beat(HeartbeatName.SWEEP) == now


def test_search_that_fails_is_logged_by_name_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def explode(_now: object) -> None:
        raise RuntimeError("boom")

    seen: list[object] = []
    monkeypatch.setattr(sweeps, "_searches", {"bad": explode, "good": seen.append})
    Watchdog().look(timezone.now())
    assert len(seen) == 1
    assert "The sweep bad failed." in caplog.messages
    assert last_beat(HeartbeatName.SWEEP) is not None


def test_database_that_is_away_does_not_end_the_watch(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def away(_now: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(sweeps, "run_all", away)
    with caplog.at_level(logging.ERROR):
        Watchdog().look(timezone.now())
    assert "The sweep could not be made." in caplog.messages


@pytest.mark.parametrize(("waited", "expected"), [(19, False), (21, True)])
def test_work_that_waits_too_long_is_a_hang(waited: int, expected: bool):
    now = timezone.now()
    began = now - timedelta(seconds=waited)
    Nudge.objects.create(task="t", queued_at=now, waiting_since=began)
    watch = Watchdog()
    watch.look(now)
    assert watch.workers_hang() is expected


def test_new_worker_group_begins_with_nothing_held_against_it():
    now = timezone.now()
    long_ago = now - timedelta(minutes=5)
    Nudge.objects.create(task="t", queued_at=long_ago, waiting_since=long_ago)
    watch = Watchdog()
    watch.look(now)
    watch.workers_began()
    watch.look(now)
    assert not watch.workers_hang()
    waits_since = health.oldest_wait()
    assert waits_since is None or waits_since >= now


@pytest.mark.parametrize(
    ("age", "asked"), [(None, True), (5, False), (11, True)], ids=str
)
def test_workers_are_asked_for_a_sign_of_life_when_the_last_is_old(
    age: int | None, asked: bool
):
    now = timezone.now()
    if age is not None:
        beat(HeartbeatName.WORKERS, now=now - timedelta(seconds=age))
    heartbeats.ask_workers(now)
    assert Nudge.objects.filter(task=SHOW_LIFE).exists() is asked


def test_sign_of_life_given_twice_is_one_row():
    tasks.show_life("")
    tasks.show_life("")
    assert last_beat(HeartbeatName.WORKERS) is not None
