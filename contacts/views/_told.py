"""Acts on people in words: what was done to how many, and where it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contacts.models import Change, ChangeKind, ChangeState, Import

MOVING = frozenset({ChangeState.WAITING, ChangeState.WORKING, ChangeState.UNDOING})


@dataclass(frozen=True, slots=True)
class Told:
    """One act as a list of them shows it."""

    change: Change
    title: str
    url: str


def title_of(change: Change) -> str:
    """“1 person deleted from Patients”; how far it is while it is done."""
    if change.kind == ChangeKind.MERGE:
        return "Two rows merged into one"
    done = f"{change.done:,}"
    if change.state in {ChangeState.WAITING, ChangeState.WORKING}:
        done = f"{change.done:,} of {change.planned:,}"
    people = "1 person" if done == "1" else f"{done} people"
    return f"{people} {change.get_kind_display().lower()}{_where(change)}"


def told(changes: Sequence[Change]) -> list[Told]:
    """Acts with their titles; an import is told on a page of its own."""
    by_change = {
        found.change_id: found for found in Import.objects.filter(change__in=changes)
    }
    return [_told(change, by_change.get(change.pk)) for change in changes]


def _told(change: Change, found: Import | None) -> Told:
    if found:
        title = f"Import of {found.file_name}"
        return Told(change, title, found.get_absolute_url())
    return Told(change, title_of(change), change.get_absolute_url())


def _where(change: Change) -> str:
    if change.to_list:
        return f" to {change.to_list}"
    return f" from {change.from_list}" if change.from_list else ""
