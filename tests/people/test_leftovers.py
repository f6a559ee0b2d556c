"""What is kept of signing in is forgotten when it has served."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clicksendhub.people import leftovers

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def session(key: str, *, ends: timedelta) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=NOW + ends)


def attempt(username: str, *, ago: timedelta) -> None:
    made = AccessAttempt.objects.create(
        username=username, ip_address="192.0.2.1", failures_since_start=1
    )
    AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=NOW - ago)


def test_ended_sessions_and_old_tries_go_and_the_others_stay() -> None:
    session("ended", ends=timedelta(seconds=-1))
    session("lasts", ends=timedelta(hours=1))
    attempt("old@example.com", ago=timedelta(hours=1))
    attempt("fresh@example.com", ago=timedelta(minutes=5))

    assert leftovers.forget(NOW) == 2
    assert [one.session_key for one in Session.objects.all()] == ["lasts"]
    assert [one.username for one in AccessAttempt.objects.all()] == [
        "fresh@example.com"
    ]


def test_with_nothing_to_forget_nothing_is_written() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        leftovers.forget(NOW)

    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "SELECT"]
