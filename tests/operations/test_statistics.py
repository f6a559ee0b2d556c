"""SQLite looks at its tables once a day, and when somebody wrote many rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from clicksendhub.jobs import sweeps
from clicksendhub.lib import dbstatistics
from clicksendhub.operations import statistics
from tests import make

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL does it itself")
@pytest.mark.django_db
def test_what_was_looked_at_is_known():
    make.account()

    dbstatistics.refresh()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1")
        assert cursor.fetchone()[0] > 0


def test_it_is_looked_at_once_a_day(monkeypatch: pytest.MonkeyPatch):
    times: list[int] = []
    monkeypatch.setattr(dbstatistics, "refresh", lambda: times.append(1))
    monkeypatch.setattr(statistics, "_last", [])

    for hours in (0, 1, 23, 24, 30, 48):
        statistics.refresh_daily(NOON + timedelta(hours=hours))

    assert len(times) == 3


def test_the_sweep_does_it():
    assert sweeps._searches["operations.statistics"] is statistics.refresh_daily
