"""Where one is in a row of pages, as ``components/steps.html`` draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Place = Literal["done", "current", "ahead"]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the row; ``url`` is empty where one cannot go there (any more)."""

    label: str
    place: Place
    url: str = ""


def steps_of(
    labels: Mapping[str, str], *, current: str, urls: Mapping[str, str] | None = None
) -> list[Step]:
    """The pages by name, with the way back to those behind where ``urls`` has one."""
    return list(_placed(labels, current, urls or {}))


def _placed(
    labels: Mapping[str, str], current: str, urls: Mapping[str, str]
) -> Iterator[Step]:
    place: Place = "done"
    for name, label in labels.items():
        if name == current:
            yield Step(label, "current")
            place = "ahead"
        else:
            yield Step(label, place, urls.get(name, "") if place == "done" else "")
