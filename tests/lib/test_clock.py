"""Wall clocks, zones, the two odd nights of the year, and words for them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from clicksendhub.lib import clock
from clicksendhub.lib.clock import city_of, describe, in_zone, resolve_local

NOW = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_a_moment_is_shown_by_the_clock_of_a_zone():
    shown = in_zone(NOW, "Australia/Perth")

    assert (shown.hour, shown.minute) == (17, 0)
    assert shown == NOW


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        in_zone(NOW.replace(tzinfo=None), "Australia/Perth")


def test_an_unknown_zone_is_refused():
    with pytest.raises(ZoneInfoNotFoundError):
        in_zone(NOW, "Australia/Atlantis")


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Australia/Perth", "Perth"),
        ("Australia/Lord_Howe", "Lord Howe"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, city: str):
    assert city_of(zone) == city


# Day, wall time, zone; the instant, and a word of the note if one is due.
RESOLVED = [
    ("2026-10-04", "02:30", "Australia/Sydney", "2026-10-03T16:30Z", "forward"),
    ("2027-04-04", "02:30", "Australia/Sydney", "2027-04-03T15:30Z", "twice"),
    ("2026-10-25", "01:30", "Europe/London", "2026-10-25T00:30Z", "twice"),
    ("2027-03-28", "01:30", "Europe/London", "2027-03-28T01:30Z", "forward"),
    ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45Z", "forward"),
    ("2027-04-04", "01:45", "Australia/Lord_Howe", "2027-04-03T14:45Z", "twice"),
    ("2026-10-04", "01:59", "Australia/Sydney", "2026-10-03T15:59Z", ""),
    ("2026-10-04", "03:00", "Australia/Sydney", "2026-10-03T16:00Z", ""),
    ("2027-04-04", "03:00", "Australia/Sydney", "2027-04-03T17:00Z", ""),
    ("2026-06-09", "09:00", "Australia/Perth", "2026-06-09T01:00Z", ""),
    ("2026-06-09", "09:00", "UTC", "2026-06-09T09:00Z", ""),
]


@pytest.mark.parametrize(("day", "wall", "zone", "at", "word"), RESOLVED)
def test_a_wall_time_stands_for_one_instant(day, wall, zone, at, word):
    resolved = resolve_local(date.fromisoformat(day), time.fromisoformat(wall), zone)

    assert resolved.at == datetime.fromisoformat(at)
    assert resolved.at.utcoffset() == timedelta(0)
    assert word in resolved.note
    assert bool(resolved.note) is bool(word)


def test_a_skipped_time_is_moved_forward_by_what_was_skipped():
    sydney = resolve_local(date(2026, 10, 4), time(2, 30), "Australia/Sydney")
    lord_howe = resolve_local(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe")

    assert in_zone(sydney.at, "Australia/Sydney").isoformat() == (
        "2026-10-04T03:30:00+11:00"
    )
    assert in_zone(lord_howe.at, "Australia/Lord_Howe").isoformat() == (
        "2026-10-04T02:45:00+11:00"
    )


def test_the_note_says_what_is_odd_and_what_is_done():
    skipped = resolve_local(date(2026, 10, 4), time(2, 30), "Australia/Sydney")
    doubled = resolve_local(date(2026, 10, 25), time(1, 30), "Europe/London")

    assert skipped.note == (
        "2:30 does not exist in Sydney on 4 October, when the clocks go forward. "
        "3:30 is used."
    )
    assert doubled.note == (
        "1:30 comes twice in London on 25 October, when the clocks go back. "
        "The first is used."
    )


def test_a_moment_is_told_with_day_time_city_and_distance():
    moment = datetime(2026, 6, 9, 1, 0, tzinfo=UTC)

    assert describe(moment, "Australia/Perth", NOW) == (
        "Tue 9 June, 9:00 in Perth (in 16 hours)"
    )


def test_another_year_is_named_by_the_clock_of_the_zone():
    new_year = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)

    assert describe(new_year, "Australia/Perth", NOW).startswith("Fri 1 January 2027,")
    assert describe(new_year, "UTC", NOW).startswith("Thu 31 December,")


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(0), "now"),
        (timedelta(seconds=40), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(minutes=59, seconds=50), "in 1 hour"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(hours=30), "in 30 hours"),
        (timedelta(days=3), "in 3 days"),
    ],
)
def test_the_distance_is_told_in_one_unit(distance: timedelta, words: str):
    assert describe(NOW + distance, "UTC", NOW).endswith(f"({words})")
