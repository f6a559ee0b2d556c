"""Hours during which a phone may ring, by the clock where the person is. Pure.

Where a number does not tell the place, it must be within the hours in every place that
it may be. A window may go over midnight.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Changes of the clocks and all zones of the earth lie within this.
_LOOKED_AHEAD_DAYS = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """From this time of day until just before that one."""

    begins: time
    ends: time

    @classmethod
    def of(cls, begins: time | None, ends: time | None) -> Hours | None:
        """The hours of a send; None where it may ring at any hour."""
        if begins is None or ends is None:
            return None
        return cls(begins, ends)

    def hold(self, wall: time) -> bool:
        """True where a clock that shows this time lets the phone ring."""
        if self.begins <= self.ends:
            return self.begins <= wall < self.ends
        return wall >= self.begins or wall < self.ends


DEFAULT = Hours(time(9), time(20))


def may_ring(hours: Hours | None, zones: Collection[str], *, at: datetime) -> bool:
    """True where it is within the hours in every zone."""
    if hours is None:
        return True
    return all(hours.hold(at.astimezone(ZoneInfo(zone)).time()) for zone in zones)


def next_opening(
    hours: Hours, zones: Collection[str], *, after: datetime
) -> datetime | None:
    """The first moment from ``after`` on that is within the hours in every zone."""
    if may_ring(hours, zones, at=after):
        return after
    begins = sorted(
        begin for zone in zones for begin in _beginnings(hours, zone, after=after)
    )
    for moment in begins:
        if moment >= after and may_ring(hours, zones, at=moment):
            return moment
    return None


def never_opens(hours: Hours, zones: Collection[str]) -> bool:
    """True where the zones lie too far apart for these hours, all year round."""
    seasons = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
    return any(next_opening(hours, zones, after=at) is None for at in seasons)


def in_words(hours: Hours | None) -> str:
    """“From 9:00 to 20:00, where the person is”."""
    if hours is None:
        return "At any hour"
    begins, ends = _clock(hours.begins), _clock(hours.ends)
    return f"From {begins} to {ends}, by the clock where the person is"


def _beginnings(hours: Hours, zone: str, *, after: datetime) -> list[datetime]:
    """When the hours begin there: on a night with a time twice, both times."""
    place = ZoneInfo(zone)
    today = after.astimezone(place).date()
    days = [today + timedelta(days=n) for n in range(-1, _LOOKED_AHEAD_DAYS)]
    return [
        datetime.combine(day, hours.begins.replace(fold=fold), place).astimezone(UTC)
        for day in days
        for fold in (0, 1)
    ]


def _clock(wall: time) -> str:
    return f"{wall.hour}:{wall.minute:02}"
