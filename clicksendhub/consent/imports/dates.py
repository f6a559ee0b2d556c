"""Reads the day on which somebody asked, however a list writes it. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_FIRST_YEAR: Final = 1990
# Clocks differ, and so do zones of a list without one.
_AHEAD: Final = timedelta(days=1)
_MONTH_FIRST: Final = frozenset({"US", "PR", "GU", "VI", "PH", "FM", "PW", "MH"})
_IN_DIGITS: Final = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})\b[ ,]*(.*)")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b[ T]*(.*)")
_IN_WORDS: Final = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d-%b-%Y")
_TIMES: Final = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")


def read_date(cell: str, *, country: str, zone: str, now: datetime) -> datetime | None:
    """The moment that a cell tells, aware; None where it is none, or not past.

    3/4/2021 is the third of April, but in countries that write the month first. What
    can only be read in one way is read so.
    """
    text = " ".join(cell.split())
    found = _read(text, month_first=country in _MONTH_FIRST)
    if found is None or found.year < _FIRST_YEAR:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC) if aware <= now + _AHEAD else None


def _read(text: str, *, month_first: bool) -> datetime | None:
    if match := _IN_DIGITS.fullmatch(text):
        first, _mark, second, year, time = match.groups()
        return _in_digits(int(first), int(second), int(year), time, month_first)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day, time = match.groups()
        return _day(int(year), int(month), int(day), time)
    try:
        return datetime.fromisoformat(text) if len(text) >= len("2021-03-04") else None
    except ValueError:
        return _in_words(text.replace(",", ""))


def _in_digits(
    first: int, second: int, year: int, time: str, month_first: bool
) -> datetime | None:
    month, day = (first, second) if month_first else (second, first)
    if month > 12:
        month, day = day, month
    return _day(year, month, day, time)


def _day(year: int, month: int, day: int, time: str) -> datetime | None:
    try:
        found = datetime(year, month, day)
    except ValueError:
        return None
    for form in _TIMES if time else ():
        try:
            of_day = datetime.strptime(time.upper(), form)
        except ValueError:
            continue
        return found.replace(
            hour=of_day.hour, minute=of_day.minute, second=of_day.second
        )
    return found


def _in_words(text: str) -> datetime | None:
    for form in _IN_WORDS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
