"""The balance is read anew soon after texts were paid for, in few calls."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clicksendhub.dispatch.models import Batch, BatchState
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from clicksendhub.gate.upkeep import REFRESH, find_due_upkeep
from clicksendhub.jobs.models import Nudge
from messaging.balance import ask_after_charges
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_queue(monkeypatch):
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


def account(*, read: int, **fields):
    """An account whose balance was read so many seconds ago."""
    return make.account(checked_at=timezone.now() - timedelta(seconds=read), **fields)


def call(of, *, ended: int, state: str = BatchState.SETTLED, fault: str = "") -> None:
    now = timezone.now()
    at = now - timedelta(seconds=ended)
    Batch.objects.create(
        account=of,
        channel="sms",
        state=state,
        fault=fault,
        lease_until=now,
        started_at=at,
        ended_at=at,
    )


def asked() -> set[str]:
    ask_after_charges(timezone.now())
    return set(Nudge.objects.filter(task=REFRESH).values_list("key", flat=True))


def test_texts_that_were_paid_for_since_ask_for_the_balance():
    clinic = account(read=90)
    call(clinic, ended=1)
    call(account(read=10), ended=60)
    account(read=290)
    assert asked() == {str(clinic.pk)}


def test_many_calls_ask_once():
    clinic = account(read=90)
    for ended in range(20):
        call(clinic, ended=ended)
    assert asked() == {str(clinic.pk)}
    Nudge.objects.update(queued_at=None, started_at=timezone.now())
    ask_after_charges(timezone.now())
    assert Nudge.objects.get(task=REFRESH).queued_at is None


@pytest.mark.parametrize(
    ("is_sending", "seconds", "asks"),
    [(False, 9, False), (False, 11, True), (True, 11, False), (True, 31, True)],
)
def test_it_asks_again_after_a_while_and_later_while_a_send_runs(
    is_sending, seconds, asks
):
    clinic = account(read=seconds)
    call(clinic, ended=1)
    if is_sending:
        make.send(account_=clinic, people=1)
    Nudge.objects.create(task=REFRESH, key=str(clinic.pk), started_at=clinic.checked_at)
    ask_after_charges(timezone.now())
    assert (Nudge.objects.get(task=REFRESH).queued_at is not None) is asks


def test_a_call_that_ended_in_doubt_is_no_reason():
    call(account(read=90), ended=1, state=BatchState.IN_DOUBT)
    assert asked() == set()


def test_a_call_that_failed_is_no_reason():
    call(account(read=90), ended=1, fault="insufficient_credit")
    assert asked() == set()


@pytest.mark.parametrize("read", [30, 290])
def test_readings_that_fail_are_asked_for_once_a_minute_by_both_sweeps(read):
    call(account(read=read), ended=1)
    begun, start = [], timezone.now()
    for seconds in range(0, 121, 2):
        now = start + timedelta(seconds=seconds)
        find_due_upkeep(now)
        ask_after_charges(now)
        waiting = Nudge.objects.filter(task=REFRESH, queued_at__isnull=False)
        if waiting.update(queued_at=None, started_at=now):
            begun.append(seconds)
    assert begun == [0, 60, 120]


def test_an_account_in_trouble_is_left_alone_until_it_is_over():
    clinic = account(read=90)
    call(clinic, ended=1)
    circuit.report(clinic.pk, Trouble.NO_CREDIT)
    assert asked() == set()
    circuit.mend(clinic.pk)
    assert asked() == {str(clinic.pk)}


def test_a_paused_account_is_left_alone():
    clinic = account(read=90, paused_at=timezone.now())
    call(clinic, ended=1)
    assert asked() == set()
