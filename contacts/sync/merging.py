"""Merges a person of both sides by what both last agreed on. Pure.

What changed on one side alone is taken by the other. What changed on both is a clash:
each side keeps its own until a person decides.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contacts.sync.mapping import SHARED
from contacts.values import Details


@dataclass(frozen=True, slots=True)
class Clash:
    """One field with a different value on each side, both newer than the last."""

    field: str
    ours: str = dataclasses.field(repr=False)
    theirs: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class Merged:
    """The person as to be kept here, what of it is new, and whether ours goes out."""

    ours: Details
    taken: tuple[str, ...]
    clashes: tuple[Clash, ...]
    goes_out: bool


def merge(
    *,
    base: Details | None,
    ours: Details,
    theirs: Details,
    undecided: Collection[str] = (),
) -> Merged:
    """Merge shared details; ``base`` is None where both sides meet the first time.

    Fields that are ``undecided`` clash as long as they differ.
    """
    base = base or Details()
    taken: dict[str, Any] = {}
    clashes: list[Clash] = []
    goes_out = False
    for name in SHARED:
        mine, yours = getattr(ours, name), getattr(theirs, name)
        before = getattr(base, name)
        if mine == yours:
            continue
        if name in undecided or (mine != before and yours != before):
            clashes.append(Clash(name, mine, yours))
        elif mine == before:
            taken[name] = yours
        else:
            goes_out = True
    return Merged(replace(ours, **taken), tuple(taken), tuple(clashes), goes_out)


def without_clashes(ours: Details, theirs_by_field: Mapping[str, str]) -> Details:
    """What may be written at ClickSend: ours, but theirs where nobody decided yet."""
    theirs: dict[str, Any] = dict(theirs_by_field)
    return replace(ours, **theirs)
