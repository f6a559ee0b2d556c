"""Balances are read anew when they are old, and seldom while that fails."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from clicksendhub.clicksend import TooManyRequests
from clicksendhub.credentials.models import Account
from clicksendhub.gate import budget, calls, upkeep
from clicksendhub.gate.models import Lane
from clicksendhub.jobs.models import Nudge
from tests import make

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


def account_read(*, ago: timedelta) -> Account:
    return make.account(checked_at=NOW - ago)


def asked_for(now: datetime = NOW) -> list[str]:
    """The accounts whose balance is to be read now; as if a worker then began."""
    upkeep.find_due_upkeep(now)
    waiting = Nudge.objects.filter(task=upkeep.REFRESH, queued_at__isnull=False)
    keys = list(waiting.values_list("key", flat=True))
    waiting.update(queued_at=None, started_at=now)
    return keys


def test_a_balance_is_read_anew_after_five_minutes() -> None:
    old = account_read(ago=timedelta(minutes=6))
    account_read(ago=timedelta(minutes=4))

    assert asked_for() == [str(old.pk)]


def test_a_reading_that_failed_is_tried_once_a_minute() -> None:
    account = account_read(ago=timedelta(minutes=6))

    asked = [asked_for(NOW + timedelta(seconds=s)) for s in (0, 2, 58, 62, 64)]

    assert asked == [[str(account.pk)], [], [], [str(account.pk)], []]


def test_too_many_reads_do_not_let_sends_rest() -> None:
    account = make.account()

    calls.note_failed_read(account.pk, TooManyRequests("429", retry_after=30))

    assert budget.take(account.pk, Lane.BULK, seconds=5)
