"""The promised time of a send: kept as wall time, zone and instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from messaging.moments import BadTime, Due, promise

NOW = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)


def test_a_wall_time_is_read_in_its_zone():
    due = promise(datetime(2026, 6, 9, 9, 0), "Australia/Perth", now=NOW)
    assert due.at == datetime(2026, 6, 9, 1, 0, tzinfo=UTC)
    assert (due.wall, due.zone, due.note) == ("2026-06-09T09:00", "Australia/Perth", "")


@pytest.mark.parametrize("wall", [datetime(2026, 6, 8, 17, 0), datetime(2026, 6, 1)])
def test_a_time_that_has_passed_is_refused(wall):
    with pytest.raises(BadTime, match="has passed"):
        promise(wall, "Australia/Perth", now=NOW)


def test_a_time_more_than_a_year_ahead_is_refused():
    with pytest.raises(BadTime, match="within a year"):
        promise(NOW.replace(tzinfo=None) + timedelta(days=400), "UTC", now=NOW)


def test_a_skipped_hour_moves_forward_and_says_so():
    due = Due.of_wall(datetime(2026, 10, 4, 2, 30), "Australia/Sydney")
    assert due.at == datetime(2026, 10, 3, 16, 30, tzinfo=UTC)
    assert "does not exist" in due.note


def test_a_doubled_hour_is_the_first_and_says_so():
    due = Due.of_wall(datetime(2027, 4, 4, 2, 30), "Australia/Sydney")
    assert due.at == datetime(2027, 4, 3, 15, 30, tzinfo=UTC)
    assert "comes twice" in due.note


def test_what_was_kept_is_the_same_again():
    due = Due.of_wall(datetime(2026, 10, 4, 2, 30), "Australia/Sydney")
    assert Due.kept(due.wall, due.zone) == due
