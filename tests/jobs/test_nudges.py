"""Nudges: asked for twice queued once, never lost for good, harmless when repeated."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from clicksendhub.jobs import health, nudge, nudges
from clicksendhub.jobs.models import Nudge

TASK = "tests.jobs.test_nudges.note"
NOW = timezone.now()
PID_OF_NOBODY = 2**22 + 1

done: list[str] = []

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    monkeypatch.delenv("HUB_NO_QUEUE", raising=False)
    # Whatever the broker of this run is, its queue is the table here.
    monkeypatch.setattr("django_q.conf.Conf.ORM", "default")
    monkeypatch.setattr("django_q.tasks.get_broker", _orm_broker)


def _orm_broker(list_key: str | None = None) -> Any:
    from django_q.brokers.orm import ORM

    return ORM(list_key=list_key or "hub")


def note(key: str) -> None:
    """A task."""
    done.append(key)


def fail(key: str) -> None:
    """A task that fails with something personal in its words."""
    raise ValueError("+61491570156 does not want this")


def only() -> Nudge:
    return Nudge.objects.get()


def test_asked_for_twice_it_is_queued_once() -> None:
    asked = [nudge(TASK, "1") for _ in range(3)]

    assert asked == [True, False, False]
    assert OrmQ.objects.count() == 1


def test_another_key_is_other_work() -> None:
    nudge(TASK, "1")
    nudge(TASK, "2")

    assert OrmQ.objects.count() == 2


def test_rolled_back_together_with_the_rows_it_is_about() -> None:
    with transaction.atomic():
        nudge(TASK, "1")
        transaction.set_rollback(True)

    assert (Nudge.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_one_that_is_not_taken_up_is_asked_for_again() -> None:
    nudge(TASK, "1")
    lost = timezone.now() - nudges.LOST_AFTER - timedelta(seconds=1)
    Nudge.objects.update(queued_at=lost, waiting_since=lost)

    assert nudge(TASK, "1")
    assert OrmQ.objects.count() == 2
    # It has waited since the first time, whatever was queued since.
    assert only().waiting_since == lost


def test_while_it_runs_it_may_be_asked_for_again() -> None:
    nudge(TASK, "1")

    nudges.run(TASK, "1")

    assert nudge(TASK, "1")


def test_running_it_twice_is_harmless() -> None:
    nudge(TASK, "1")

    for _ in range(2):
        nudges.run(TASK, "1")

    row = only()
    assert done == ["1", "1"]
    assert (row.queued_at, row.waiting_since, row.pid) == (None, None, None)
    assert row.started_at
    assert row.finished_at


def test_a_nudge_that_nobody_wrote_down_still_runs() -> None:
    nudges.run(TASK, "7")

    assert done == ["7"]


def test_a_failure_is_kept_as_the_name_of_its_class_alone() -> None:
    task = "tests.jobs.test_nudges.fail"
    nudge(task, "1")

    with pytest.raises(ValueError, match="does not want"):
        nudges.run(task, "1")

    assert (only().failure, only().pid) == ("ValueError", None)


def test_success_forgets_an_earlier_failure() -> None:
    nudge(TASK, "1")
    Nudge.objects.update(failure="ValueError")

    nudges.run(TASK, "1")

    assert only().failure == ""


def test_the_queue_holds_no_more_than_a_name_and_a_key() -> None:
    nudge(TASK, "1")

    task = OrmQ.objects.get().task
    assert task["args"] == (TASK, "1")


def row(
    *,
    waits: float | None = None,
    began: float | None = None,
    ended: float | None = None,
    pid: int | None = None,
    key: str = "",
) -> None:
    """A nudge by how many seconds ago each thing happened."""

    def ago(seconds: float | None) -> datetime | None:
        return None if seconds is None else NOW - timedelta(seconds=seconds)

    Nudge.objects.create(
        task=TASK,
        key=key,
        queued_at=ago(waits),
        waiting_since=ago(waits),
        started_at=ago(began),
        finished_at=ago(ended),
        pid=pid,
    )


@pytest.mark.parametrize(
    ("rows", "stalled"),
    [
        ([], False),
        ([{"waits": 19}], False),
        ([{"waits": 21}], True),
        # A worker gave a sign of life while it waited.
        ([{"waits": 60}, {"began": 10, "ended": 5, "key": "b"}], False),
        ([{"waits": 60}, {"began": 50, "ended": 40, "key": "b"}], True),
        # One of two workers is busy for long: the other ought to take it.
        ([{"waits": 60}, {"began": 50, "pid": os.getpid(), "key": "b"}], True),
        # Nothing waits; that nothing ran for an hour says nothing.
        ([{"began": 3600, "ended": 3599}], False),
        # A dead worker's mark does not make it busy.
        ([{"waits": 60}, {"began": 50, "pid": PID_OF_NOBODY, "key": "b"}], True),
        # Nor does another process that bears the number of one that died.
        (
            [
                {"waits": 60},
                {"began": 900, "pid": os.getpid(), "key": "b"},
                {"began": 900, "pid": os.getppid(), "key": "c"},
            ],
            True,
        ),
    ],
)
def test_workers_hang_where_work_waits_for_a_free_one(
    settings: Any, rows: list[dict[str, Any]], stalled: bool
) -> None:
    settings.WORKERS, settings.WORKER_STALL_SECONDS = 2, 20
    for fields in rows:
        row(**fields)

    assert health.is_stalled(NOW) is stalled


def test_workers_that_are_all_busy_do_not_hang(settings: Any) -> None:
    settings.WORKERS, settings.WORKER_STALL_SECONDS = 1, 20
    row(waits=60)
    row(began=50, pid=os.getpid(), key="b")

    assert not health.is_stalled(NOW)


def test_after_a_restart_what_was_queued_is_asked_for_anew() -> None:
    nudge(TASK, "1")

    forgotten = health.forget_what_was_queued()

    assert forgotten == 1
    assert nudge(TASK, "1")
