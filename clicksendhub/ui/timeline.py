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


@dataclass(frozen=True, slots=True)
class Timeline:
    """The latest happenings, the newest first; ``is_cut`` where there were more."""

    happenings: tuple[Happening, ...]
    is_cut: bool


def timeline_of(
    request: HttpRequest, number: str, *, most: int, also: Iterable[Happening] = ()
) -> Timeline:
    """What all sources know of a number, if there is one, and a page ``also`` knows."""
    found = [*also]
    if number:
        # One more than is shown tells that there are more.
        for source in _sources:
            found += source(request, number, most + 1)
    found.sort(key=lambda one: one.moment, reverse=True)
    return Timeline(tuple(found[:most]), is_cut=len(found) > most)
