"""What the sweep finds: lists with something to do, removals, names to forget."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.lib.dbclock import db_now
from contacts.models import ContactList, Removal, StepState
from contacts.sync import due
from tests import make
from tests.contacts.sync.support import contact, contact_list


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def settled(account: Account) -> ContactList:
    """A list in step, of whom ClickSend told everything a moment ago."""
    return contact_list(
        account,
        provider_id=7,
        known_name="Tenants",
        step_state=StepState.IN_STEP,
        pulled_at=db_now(),
    )


def is_due(found: ContactList, **changes: Any) -> bool:
    ContactList.objects.filter(pk=found.pk).update(**changes)
    return found.public_id in due.due_lists(db_now())


def test_a_list_in_step_rests(settled: ContactList) -> None:
    assert not is_due(settled)


@pytest.mark.parametrize(
    "changes",
    [
        {"provider_id": None},
        {"name": "Renters"},
        {"pulled_at": None},
        {"pulled_at": timezone.now() - timedelta(minutes=16)},
        {"pull_began_at": timezone.now()},
        {"importing_since": timezone.now()},
        {"marks_after": 0},
        {"compare_asked_at": timezone.now()},
        {"compare_asked_at": timezone.now(), "keeps_in_step": False},
    ],
)
def test_a_list_with_something_to_do_is_due(
    settled: ContactList, changes: dict[str, Any]
) -> None:
    assert is_due(settled, **changes)


def test_a_list_with_people_to_write_is_due(settled: ContactList) -> None:
    contact(settled, email="a@b.co")

    assert is_due(settled)


@pytest.mark.parametrize(
    "changes",
    [
        {"keeps_in_step": False},
        {"step_state": StepState.GONE},
        {"deleted_at": timezone.now()},
        {"step_due_at": timezone.now() + timedelta(days=1)},
        {"rests_until": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_list_that_waits_for_somebody_is_not_due(
    settled: ContactList, changes: dict[str, Any]
) -> None:
    contact(settled, email="a@b.co")

    assert not is_due(settled, **changes)


def test_lists_of_a_paused_account_are_not_due(settled: ContactList) -> None:
    contact(settled, email="a@b.co")
    Account.objects.update(paused_at=timezone.now())

    assert not is_due(settled)


@pytest.mark.parametrize(("lists", "minutes"), [(1, 15), (75, 15), (1000, 200)])
def test_an_account_with_many_lists_asks_for_news_more_seldom(
    lists: int, minutes: int
) -> None:
    assert due.pull_every(lists) == timedelta(minutes=minutes)


def test_the_sweep_asks_once_for_each_job(
    settled: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    contact(settled, email="a@b.co")
    Removal.objects.create(account=settled.account, list_provider_id=9)

    assert due.find_due_steps(db_now()) == 2
    assert due.find_due_steps(db_now()) == 0
    assert set(Nudge.objects.values_list("task", flat=True)) == {due.STEP, due.REMOVE}


def test_a_removal_tried_a_moment_ago_rests(
    settled: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    Removal.objects.create(account=settled.account, list_provider_id=9)
    Nudge.objects.create(
        task=due.REMOVE, key=str(settled.account_id), started_at=timezone.now()
    )

    assert due.due_removals(timezone.now()) == []
    assert due.due_removals(timezone.now() + timedelta(seconds=31)) == [
        settled.account_id
    ]


def test_names_of_a_comparison_are_forgotten_after_a_day(settled: ContactList) -> None:
    compared = {
        "began_at": "2026-01-01T00:00:00+00:00",
        "only_there": {"count": 1, "examples": [{"there": 9, "name": "Eve"}]},
    }
    now = timezone.now()
    ContactList.objects.update(compared=compared, compared_at=now)

    due.forget_examples(now + timedelta(hours=23))
    settled.refresh_from_db()
    kept = settled.compared
    due.forget_examples(now + timedelta(hours=25))
    settled.refresh_from_db()

    assert kept == compared
    assert settled.compared == {"only_there": {"count": 1, "examples": []}}


def test_every_job_is_found_by_its_path() -> None:
    from django.utils.module_loading import import_string

    assert callable(import_string(due.STEP))
    assert callable(import_string(due.REMOVE))
