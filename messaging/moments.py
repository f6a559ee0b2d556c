"""When a send goes: a wall time in the account’s zone, held to the rules. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clicksendhub.lib.clock import resolve_local

FURTHEST = timedelta(days=366)
_WALL = "%Y-%m-%dT%H:%M"


class BadTime(ValueError):
    """The time cannot be promised; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Due:
    """A promised time: the instant, the wall time and zone that were promised, a note.

    The note tells of a wall time that the clocks skip or show twice.
    """

    at: datetime
    wall: str
    zone: str
    note: str = ""

    @classmethod
    def of_wall(cls, wall: datetime, zone: str) -> Due:
        """The instant of a wall time without a zone of its own."""
        resolved = resolve_local(wall.date(), wall.time(), zone)
        return cls(resolved.at, wall.strftime(_WALL), zone, resolved.note)

    @classmethod
    def kept(cls, wall: str, zone: str) -> Due:
        """The same again from what was stored."""
        return cls.of_wall(datetime.strptime(wall, _WALL), zone)


def promise(wall: datetime, zone: str, *, now: datetime) -> Due:
    """The promised time, or ``BadTime`` where it has passed or lies too far ahead."""
    due = Due.of_wall(wall, zone)
    if due.at <= now:
        raise BadTime("This time has passed. Choose a later one, or send it now.")
    if due.at - now > FURTHEST:
        raise BadTime("This is more than a year ahead. Choose a time within a year.")
    return due
