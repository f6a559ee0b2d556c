"""Imports what was checked, in pieces, each one transaction.

A piece: its people, the journal of those it changed, the sums, and how far the import
came. Two imports never write into one list at once, and neither does a person while a
piece does: all hold the row of the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.lib import dbstatistics
from contacts.folding import name_key_of, search_of
from contacts.images import image_of
from contacts.imports import steps
from contacts.imports.deciding import changes
from contacts.imports.planned import PlanBroken, Planned, unpack
from contacts.models import (
    Change,
    ChangedRow,
    ChangeState,
    Contact,
    ContactList,
    Import,
    ImportPiece,
    ImportState,
    Outcome,
)
from contacts.services import imports_leases as leases
from contacts.services.counts import counts_changed
from contacts.services.imports_drafts import note
from contacts.services.imports_files import forget_plan, read_piece
from contacts.services.imports_telling import first_in_line
from contacts.services.imports_writing import write_anew, write_new
from contacts.services.writing import ask_for_a_turn, mark_changed
from contacts.values import COLUMNS

_WRITTEN: Final = (
    *COLUMNS,
    *("name_key", "search", "version", "updated_at", "goes_out", "refused_version"),
)
_COUNTED: Final = ("new", "changed", "same")
_TERMS: Final = (*_COUNTED, "duplicate", "rejected")
_MANY: Final = 10_000
"""After so many rows the database looks at its tables anew."""
_LIST_GONE: Final = "The list was deleted meanwhile. Nothing more goes into it."
_PLAN_GONE: Final = (
    "What was checked cannot be read any more. Take the import back, and bring the "
    "file again."
)


@dataclass(slots=True)
class _Sorted:
    """People of a piece, by what becomes of them."""

    new: list[Planned] = field(default_factory=list)
    changed: list[Contact] = field(default_factory=list)
    before: list[dict[str, Any]] = field(default_factory=list)
    same: int = 0

    @property
    def sums(self) -> Counter[str]:
        return Counter(new=len(self.new), changed=len(self.changed), same=self.same)


class _Ends(Exception):
    """The import stops here; ``trouble`` says why, unless a person wanted it."""

    def __init__(self, trouble: str = "") -> None:
        super().__init__("the import stops")
        self.trouble = trouble


def apply(found: Import, lease: leases.Lease) -> bool:
    """Import for a slice; True where more is left. Raises LeaseLost."""
    if found.wants_stop:
        # Also while it waits for another one.
        stop_half_way(lease, "")
        return False
    if first_in_line(found):
        return False
    time = leases.Slice(found.cursor)
    try:
        for piece in _pieces_left(found):
            _apply_piece(piece, _people_of(found, piece), lease, time)
            steps.at("apply.after_piece")
            if time.is_over:
                _tell_list(found)
                return True
        _finish(lease)
        if found.rows > _MANY:
            dbstatistics.refresh()
    except _Ends as end:
        stop_half_way(lease, end.trouble)
    except PlanBroken:
        stop_half_way(lease, _PLAN_GONE)
    _tell_list(found)
    return False


def _pieces_left(found: Import) -> Iterator[ImportPiece]:
    left = found.pieces.filter(number__gt=found.piece).order_by("number")
    return left.defer("index").iterator(chunk_size=50)


def _people_of(found: Import, piece: ImportPiece) -> list[Planned]:
    """Who is to be imported of a piece: not who was superseded or mended since."""
    told = found.told.filter(row__range=(piece.first_row, piece.last_row))
    doubles = told.filter(outcome=Outcome.DUPLICATE).values_list("row", flat=True)
    left_out = {*piece.left_out, *doubles}
    content = read_piece(piece.file)
    planned = unpack(content, names=found.made_fields)
    return [person for person in planned if person.row not in left_out]


def _apply_piece(
    piece: ImportPiece,
    people: Sequence[Planned],
    lease: leases.Lease,
    time: leases.Slice,
) -> None:
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.IMPORTING)
        if held.wants_stop:
            raise _Ends
        of_list = _held_list(held)
        change = _change_of(held)
        found = _sort(held, of_list, people)
        write_new(found.new, of_list=of_list, change=change, now=timezone.now())
        steps.at("apply.after_new")
        write_anew(found.changed, _WRITTEN)
        _journal(change, found)
        steps.at("apply.before_commit")
        for name, count in found.sums.items():
            setattr(held, name, getattr(held, name) + count)
        held.piece = piece.number
        held.cursor += len(people)
        held.rows_per_second = time.rate(held.cursor)
        held.save(update_fields=[*_COUNTED, "piece", "cursor", "rows_per_second"])


def _held_list(held: Import) -> ContactList:
    lists = ContactList.objects.select_for_update().standing()
    of_list = lists.filter(pk=held.contact_list_id or 0).first()
    if of_list is None:
        raise _Ends(_LIST_GONE)
    return of_list


def _change_of(held: Import) -> Change:
    if held.change is None:
        raise _Ends(_LIST_GONE)
    return held.change


def _sort(held: Import, of_list: ContactList, people: Sequence[Planned]) -> _Sorted:
    """By how the list is now, which may not be how it was at the check."""
    keys = [planned.key for planned in people]
    rows = of_list.contacts.select_for_update().filter(key__in=keys).order_by("pk")
    there = {row.key: row for row in rows}
    found = _Sorted()
    for planned in people:
        row = there.get(planned.key)
        if row is None:
            found.new.append(planned)
        elif changed := changes(row.details, planned.details, policy=held.policy):
            row.contact_list = of_list
            found.before.append(image_of(row))
            found.changed.append(_changed(row, changed))
        else:
            found.same += 1
    return found


def _changed(row: Contact, changed: dict[str, Any]) -> Contact:
    """The row with its new values and what follows from them; its key stays."""
    for name, value in changed.items():
        setattr(row, name, value)
    details = row.details
    row.name_key, row.search = name_key_of(details), search_of(details)
    return mark_changed(row)


def _journal(change: Change, found: _Sorted) -> None:
    ChangedRow.objects.bulk_create(
        ChangedRow(
            change=change, contact_id=row.pk, before=before, version_after=row.version
        )
        for row, before in zip(found.changed, found.before, strict=True)
    )


def _finish(lease: leases.Lease) -> None:
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.IMPORTING)
        if sum(getattr(held, name) for name in _TERMS) != held.rows:
            # Some of the plan was not there: what is left is nobody’s “Done”.
            raise PlanBroken
        held.state, held.finished_at = ImportState.DONE, timezone.now()
        held.wants_stop = False
        held.save(update_fields=["state", "finished_at", "wants_stop"])
        _end_change(held, ChangeState.DONE)
        held.pieces.all().delete()
        note("contacts.import_done", held, None, new=held.new, changed=held.changed)
        transaction.on_commit(lambda: forget_plan(held))
    steps.at("apply.after_finish")


def stop_half_way(lease: leases.Lease, trouble: str) -> None:
    """What was imported so far stands; ``trouble`` says why, where no person did it."""
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.IMPORTING)
        held.state, held.finished_at = ImportState.STOPPED, timezone.now()
        held.wants_stop, held.trouble = False, trouble
        held.save(update_fields=["state", "finished_at", "wants_stop", "trouble"])
        _end_change(held, ChangeState.STOPPED)
    steps.at("apply.after_stop")


def _end_change(held: Import, state: ChangeState) -> None:
    if held.change is None or held.finished_at is None:
        return
    change = held.change
    change.state, change.finished_at = state, held.finished_at
    change.done = held.new + held.changed
    change.undo_until = held.finished_at + timedelta(days=settings.UNDO_DAYS)
    change.save(update_fields=["state", "finished_at", "done", "undo_until"])


def _tell_list(found: Import) -> None:
    """Its counts follow, and the job that keeps it in step wakes."""
    for of_list in ContactList.objects.filter(pk=found.contact_list_id or 0):
        counts_changed([of_list.pk])
        ask_for_a_turn(of_list)
