"""Times as people mean and read them: wall clocks, zones, how long until then.

Stored times are aware UTC. A wall time that the clocks skip is moved forward by
what was skipped; one that they show twice is taken the first time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
# From how many seconds on, the unit, its name: so that nothing is “in 60 minutes”.
_STEPS = ((47.5 * _HOUR, _DAY, "day"), (3570, _HOUR, "hour"), (45, _MINUTE, "minute"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The instant that a wall time stands for, and a word if it needed one."""

    at: datetime
    note: str = ""


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def in_zone(moment: datetime, zone: str) -> datetime:
    """The same instant as a clock in that zone shows it."""
    if moment.tzinfo is None:
        raise ValueError("A time without a zone has no place on the clock.")
    return moment.astimezone(ZoneInfo(zone))


def city_of(zone: str) -> str:
    """“Perth” for Australia/Perth."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def describe(moment: datetime, zone: str, now: datetime) -> str:
    """“Tue 9 June, 9:00 in Perth (in 16 hours)”; the year only if it differs."""
    local = in_zone(moment, zone)
    year = "" if local.year == in_zone(now, zone).year else f" {local.year}"
    day = f"{_DAYS[local.weekday()]} {_day_of_year(local.date())}{year}"
    return f"{day}, {_clock(local.time())} in {city_of(zone)} ({_until(moment - now)})"


def resolve_local(day: date, wall: time, zone: str) -> Resolved:
    """The instant of a wall time, also on the two odd nights of the year."""
    place = ZoneInfo(zone)
    naive = datetime.combine(day, wall.replace(tzinfo=None, fold=0))
    first = naive.replace(tzinfo=place)
    second = naive.replace(tzinfo=place, fold=1)
    at = first.astimezone(UTC)
    shown = at.astimezone(place)
    if shown.replace(tzinfo=None) != naive:
        return Resolved(at, _skipped(naive, shown, zone))
    if first.utcoffset() != second.utcoffset():
        return Resolved(at, _shown_twice(naive, zone))
    return Resolved(at)


def _skipped(asked: datetime, used: datetime, zone: str) -> str:
    return (
        f"{_clock(asked.time())} does not exist in {city_of(zone)} on "
        f"{_day_of_year(asked.date())}, when the clocks go forward. "
        f"{_clock(used.time())} is used."
    )


def _shown_twice(asked: datetime, zone: str) -> str:
    return (
        f"{_clock(asked.time())} comes twice in {city_of(zone)} on "
        f"{_day_of_year(asked.date())}, when the clocks go back. "
        "The first is used."
    )


def _clock(wall: time) -> str:
    return f"{wall.hour}:{wall.minute:02}"


def _day_of_year(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _until(distance: timedelta) -> str:
    """“in 16 hours”, “3 days ago”, “now”."""
    seconds = round(distance.total_seconds())
    for least, size, word in _STEPS:
        if abs(seconds) >= least:
            count = round(abs(seconds) / size)
            amount = f"{count} {word}{'' if count == 1 else 's'}"
            return f"in {amount}" if seconds > 0 else f"{amount} ago"
    return "now"
