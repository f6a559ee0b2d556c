"""The balance is read anew soon after texts were paid for, in few calls."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clicksendhub.dispatch.models import Batch, BatchState
from clicksendhub.gate.upkeep import REFRESH
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


def call(of, *, ended: int, state: str = BatchState.SETTLED) -> None:
    now = timezone.now()
    at = now - timedelta(seconds=ended)
    Batch.objects.create(
        account=of,
        channel="sms",
        state=state,
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
    clinic = account(read=40)
    call(clinic, ended=1)
    if is_sending:
        make.send(account_=clinic, people=1)
    past = timezone.now() - timedelta(seconds=seconds)
    Nudge.objects.create(task=REFRESH, key=str(clinic.pk), started_at=past)
    ask_after_charges(timezone.now())
    assert (Nudge.objects.get(task=REFRESH).queued_at is not None) is asks


def test_a_call_that_ended_in_doubt_is_no_reason():
    call(account(read=90), ended=1, state=BatchState.IN_DOUBT)
    assert asked() == set()


def test_a_paused_account_is_left_alone():
    clinic = account(read=90, paused_at=timezone.now())
    call(clinic, ended=1)
    assert asked() == set()
