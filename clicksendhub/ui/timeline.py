"""What happened with one number, over every app: each registers what it knows of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from clicksendhub.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened; ``state`` is a badge, the words are personal."""

    moment: datetime
    title: str
    sentence: str = field(default="", repr=False)
    state: str = "planned"
    actor: str = ""
    url: str = ""


Source = Callable[[HttpRequest, str, int], Iterable[Happening]]
"""Given the request, a number in E.164 and how many at most: the latest happenings."""

_sources: list[Source] = []


def register(source: Source) -> None:
    """Let ``source`` tell what it knows; registered twice it is asked once."""
    if source not in _sources:
        _sources.append(source)


def timeline_of(request: HttpRequest, number: str, *, most: int) -> list[Happening]:
    """The latest happenings of all sources, the newest first."""
    found = [one for source in _sources for one in source(request, number, most)]
    return sorted(found, key=lambda one: one.moment, reverse=True)[:most]
