"""When a phone may ring: around midnight, on odd nights, in every place it may be."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from clicksendhub.lib.phone import zones_of
from messaging.hours import (
    DEFAULT,
    Hours,
    in_words,
    may_ring,
    never_opens,
    next_opening,
)

PERTH, SYDNEY, LONDON = "Australia/Perth", "Australia/Sydney", "Europe/London"
NIGHT = Hours(time(22), time(6))


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "rings"),
    [
        ("2026-06-09T00:59:59", False),  # 8:59:59 in Perth
        ("2026-06-09T01:00:00", True),
        ("2026-06-09T11:59:59", True),  # 19:59:59
        ("2026-06-09T12:00:00", False),
        ("2026-06-09T16:00:00", False),  # midnight
    ],
)
def test_the_first_minute_rings_and_the_last_does_not(moment, rings):
    assert may_ring(DEFAULT, [PERTH], at=at(moment)) is rings


@pytest.mark.parametrize(
    ("moment", "rings"),
    [
        ("2026-06-09T13:59:00", False),  # 21:59
        ("2026-06-09T14:00:00", True),
        ("2026-06-09T16:00:00", True),  # midnight
        ("2026-06-09T21:59:00", True),  # 5:59
        ("2026-06-09T22:00:00", False),
    ],
)
def test_hours_may_go_over_midnight(moment, rings):
    assert may_ring(NIGHT, [PERTH], at=at(moment)) is rings


def test_without_hours_it_rings_always():
    assert may_ring(None, [PERTH], at=at("2026-06-09T18:00:00"))
    assert Hours.of(None, None) is None


def test_it_must_be_within_the_hours_in_every_place():
    early = at("2026-06-08T23:30:00")  # 9:30 in Sydney, 7:30 in Perth
    assert may_ring(DEFAULT, [SYDNEY], at=early)
    assert not may_ring(DEFAULT, [SYDNEY, PERTH], at=early)
    opens = next_opening(DEFAULT, [SYDNEY, PERTH], after=early)
    assert opens == at("2026-06-09T01:00:00")


def test_after_the_hours_the_next_morning_is_the_opening():
    opens = next_opening(DEFAULT, [PERTH], after=at("2026-06-09T12:00:00"))
    assert opens == at("2026-06-10T01:00:00")


def test_within_the_hours_it_opens_at_once():
    now = at("2026-06-09T03:00:00")
    assert next_opening(DEFAULT, [PERTH], after=now) == now


def test_a_morning_after_the_clocks_went_forward_comes_an_hour_earlier():
    """Sydney, 4 October 2026: 9:00 is 22:00 UTC, where it was 23:00 the day before."""
    before = next_opening(DEFAULT, [SYDNEY], after=at("2026-10-02T12:00:00"))
    after = next_opening(DEFAULT, [SYDNEY], after=at("2026-10-03T12:00:00"))
    assert (before, after) == (at("2026-10-02T23:00:00"), at("2026-10-03T22:00:00"))


def test_hours_that_begin_at_a_time_that_is_skipped_begin_right_after_it():
    """London, 29 March 2026: 1:30 does not exist; the clock shows 2:00 next."""
    hours = Hours(time(1, 30), time(5))
    opens = next_opening(hours, [LONDON], after=at("2026-03-29T00:45:00"))
    assert opens is not None
    assert may_ring(hours, [LONDON], at=opens)
    assert opens <= at("2026-03-29T01:30:00")


def test_hours_that_begin_at_a_time_that_comes_twice_begin_the_first_time():
    """London, 25 October 2026: 1:30 comes at 0:30 and at 1:30 UTC."""
    hours = Hours(time(1, 30), time(5))
    opens = next_opening(hours, [LONDON], after=at("2026-10-25T00:00:00"))
    assert opens == at("2026-10-25T00:30:00")


def test_zones_too_far_apart_never_open_together():
    russia = zones_of("+79161234567")
    assert len(russia) > 10
    assert never_opens(Hours(time(9), time(17)), russia)
    assert not never_opens(DEFAULT, zones_of("+61412345678"))


def test_a_landline_tells_its_place_and_a_mobile_its_country():
    assert zones_of("+61261001234") == (SYDNEY,)
    assert PERTH in zones_of("+61412345678")
    assert zones_of("nonsense") == ()


def test_hours_are_told_in_words():
    assert in_words(DEFAULT).startswith("From 9:00 to 20:00")
    assert in_words(None) == "At any hour"
