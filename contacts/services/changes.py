"""Acts on many people: done in pieces, journalled so that they can be undone.

A piece is one transaction: its rows, its journal and how far the act came. A worker
that is killed between two pieces loses nothing and repeats nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.folding import key_of, shared_key
from contacts.images import image_of
from contacts.models import (
    Change,
    ChangedRow,
    ChangeKind,
    ChangeState,
    Contact,
    ContactList,
)
from contacts.selecting import left_of, selected
from contacts.services.counts import counts_changed
from contacts.services.writing import (
    ask_for_a_turn,
    fill,
    forget_there,
    is_on_its_way,
    mark_changed,
)
from contacts.values import COLUMNS, Details

AT_ONCE: Final = 500
"""So many people are changed while somebody waits; more by a job."""
PIECE: Final = 500
CARRY_ON: Final = "contacts.jobs_people.carry_on"
UNDER_WAY: Final = frozenset({ChangeState.WAITING, ChangeState.WORKING})
GONE: Final = 0
"""The version of a row that an act deleted."""
_TOLD: Final = 50


class NowhereToGo(Exception):
    """Moving and copying need another list of the same account."""


def delete_people(*, account: Account, selection: dict[str, Any], by: User) -> Change:
    """Delete people from their lists; their blocks stay."""
    return _begin(account, ChangeKind.DELETE, selection, by, to_list=None)


def move_people(
    *, account: Account, selection: dict[str, Any], to_list: ContactList, by: User
) -> Change:
    """Move people to another list; who is there already stays where they are."""
    _check_target(account, to_list)
    return _begin(account, ChangeKind.MOVE, selection, by, to_list=to_list)


def copy_people(
    *, account: Account, selection: dict[str, Any], to_list: ContactList, by: User
) -> Change:
    """Put people into another list too; who is there already is left out."""
    _check_target(account, to_list)
    return _begin(account, ChangeKind.COPY, selection, by, to_list=to_list)


def carry_on(change: Change) -> bool:
    """Do the next piece of an act; False when there is none left."""
    with transaction.atomic():
        held = Change.objects.select_for_update().get(pk=change.pk)
        if held.state not in UNDER_WAY:
            return False
        rows = list(left_of(held).select_related("contact_list")[:PIECE])
        if not rows:
            _finish(held)
            return False
        _do(held, rows)
        held.cursor, held.state = rows[-1].pk, ChangeState.WORKING
        held.save(update_fields=["cursor", "state", "done", "left"])
    return True


def _check_target(account: Account, to_list: ContactList) -> None:
    if to_list.account_id != account.pk or to_list.deleted_at:
        raise NowhereToGo


@transaction.atomic
def _begin(
    account: Account,
    kind: ChangeKind,
    selection: dict[str, Any],
    by: User,
    *,
    to_list: ContactList | None,
) -> Change:
    planned = selected(account.pk, selection).count()
    change = Change.objects.create(
        account=account,
        kind=kind,
        by=by,
        to_list=to_list,
        selection=selection,
        planned=planned,
    )
    record(
        f"contacts.people_{kind}",
        actor=by,
        account_id=account.pk,
        target=change.public_id,
        people=planned,
    )
    if planned <= AT_ONCE:
        while carry_on(change):
            pass
        change.refresh_from_db()
    else:
        nudge(CARRY_ON, str(change.public_id))
    return change


def _finish(change: Change) -> None:
    change.state = ChangeState.DONE
    change.finished_at = timezone.now()
    change.undo_until = change.finished_at + timedelta(days=settings.UNDO_DAYS)
    # The ticks and the search were only needed to do it.
    change.save(update_fields=["state", "finished_at", "undo_until"])


def _do(change: Change, rows: Sequence[Contact]) -> None:
    act = {
        ChangeKind.DELETE: _delete,
        ChangeKind.MOVE: _move,
        ChangeKind.COPY: _copy,
    }[ChangeKind(change.kind)]
    done = act(change, rows)
    change.done += done
    lists = {row.contact_list_id: row.contact_list for row in rows}
    if change.to_list:
        lists[change.to_list.pk] = change.to_list
    counts_changed(lists)
    for of_list in lists.values():
        ask_for_a_turn(of_list)


def _delete(change: Change, rows: Sequence[Contact]) -> int:
    rows = _without_those_on_their_way(change, rows)
    _journal(change, [(row.pk, image_of(row), GONE) for row in rows])
    _forget_there(rows)
    Contact.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _move(change: Change, rows: Sequence[Contact]) -> int:
    """One key may come twice among the rows, from two lists: the first one moves."""
    target = _held_target(change)
    settled = _without_those_on_their_way(change, rows)
    moving = _without_those_there(change, target, settled)
    before = [(row.pk, image_of(row)) for row in moving]
    _forget_there(moving)
    for row in moving:
        row.contact_list = target
        row.provider_id = row.known_there = row.asked_at = row.seen_there_at = None
        mark_changed(row)
    Contact.objects.bulk_update(moving, MOVED_COLUMNS)
    _journal(
        change,
        [
            (pk, image, row.version)
            for (pk, image), row in zip(before, moving, strict=True)
        ],
    )
    return len(moving)


def _copy(change: Change, rows: Sequence[Contact]) -> int:
    target = _held_target(change)
    fresh = [
        _twin(row, target, change) for row in _without_those_there(change, target, rows)
    ]
    Contact.objects.bulk_create(fresh)
    _journal(change, [(row.pk, None, row.version) for row in fresh])
    return len(fresh)


def _twin(row: Contact, target: ContactList, change: Change) -> Contact:
    image = image_of(row)
    for name in ("id", "contact_list_id", "provider_id", "known_there", "asked_at"):
        image.pop(name)
    twin = Contact(
        contact_list=target,
        **{name: getattr(row, name) for name in image if name not in _BORN_ANEW},
    )
    twin.born_in = change
    twin.goes_out = target.keeps_in_step
    return twin


_BORN_ANEW: Final = frozenset(
    {
        *("version", "created_at", "updated_at", "born_in_id", "goes_out"),
        *("refused_version", "seen_there_at"),
    }
)
MOVED_COLUMNS: Final = (
    *("contact_list", "version", "updated_at", "goes_out", "refused_version"),
    *("provider_id", "known_there", "asked_at", "seen_there_at"),
)


def _held_target(change: Change) -> ContactList:
    """The list they go to, held, so that nobody adds the same person meanwhile."""
    lists = ContactList.objects.select_for_update()
    return lists.get(pk=change.to_list_id or 0)


def _without_those_on_their_way(
    change: Change, rows: Sequence[Contact]
) -> list[Contact]:
    leave(change, "on_their_way", [row.pk for row in rows if is_on_its_way(row)])
    return [row for row in rows if not is_on_its_way(row)]


def _without_those_there(
    change: Change, target: ContactList, rows: Sequence[Contact]
) -> list[Contact]:
    keys = [row.key for row in rows]
    taken = set(target.contacts.filter(key__in=keys).values_list("key", flat=True))
    free, left = [], []
    for row in rows:
        if row.key in taken or row.contact_list_id == target.pk:
            left.append(row.pk)
        else:
            taken.add(row.key)
            free.append(row)
    leave(change, "already_there", left)
    return free


def leave(change: Change, why: str, ids: Sequence[int]) -> None:
    """Keep how many were left as they are, for which reason, and the first of them."""
    if not ids:
        return
    told = change.left.setdefault(why, {"count": 0, "ids": []})
    told["count"] += len(ids)
    told["ids"] = [*told["ids"], *ids][:_TOLD]


def _journal(
    change: Change, lines: Sequence[tuple[int, dict[str, Any] | None, int]]
) -> None:
    ChangedRow.objects.bulk_create(
        ChangedRow(change=change, contact_id=pk, before=before, version_after=version)
        for pk, before, version in lines
    )


def _forget_there(rows: Sequence[Contact]) -> None:
    by_list: dict[int, list[Contact]] = {}
    for row in rows:
        by_list.setdefault(row.contact_list_id, []).append(row)
    for some in by_list.values():
        forget_there(some, some[0].contact_list)


@transaction.atomic
def merge_people(*, keep: Contact, other: Contact, by: User) -> Change:
    """Make two rows of an account one: blanks are filled, the other one goes.

    What both have stays as it is in ``keep``; what the other had is in the journal, so
    that nothing is lost and the merge can be undone.
    """
    if keep.pk == other.pk or keep.account_id != other.account_id:
        raise NowhereToGo
    rows = Contact.objects.select_for_update().select_related("contact_list")
    keep, other = rows.get(pk=keep.pk), rows.get(pk=other.pk)
    if is_on_its_way(other):
        raise NowhereToGo
    change = Change.objects.create(
        account_id=keep.account_id,
        kind=ChangeKind.MERGE,
        by=by,
        to_list=keep.contact_list,
        planned=2,
        state=ChangeState.WORKING,
    )
    before = image_of(keep)
    _journal(change, [(other.pk, image_of(other), GONE)])
    _forget_there([other])
    Contact.objects.filter(pk=other.pk).delete()
    _fill_blanks(keep, other)
    mark_changed(keep).save()
    _journal(change, [(keep.pk, before, keep.version)])
    change.done = 2
    _finish(change)
    counts_changed({keep.contact_list_id, other.contact_list_id})
    for of_list in {keep.contact_list, other.contact_list}:
        ask_for_a_turn(of_list)
    record(
        "contacts.people_merged",
        actor=by,
        account_id=keep.account_id,
        target=change.public_id,
    )
    return change


def _fill_blanks(keep: Contact, other: Contact) -> None:
    ours, theirs = keep.details, other.details
    merged = {
        name: getattr(ours, name) or getattr(theirs, name)
        for name in COLUMNS
        if name != "extra"
    }
    if ours.number:
        merged["number_kind"], merged["number_raw"] = ours.number_kind, ours.number_raw
    own = {name: value for name, value in ours.extra.items() if value}
    details = Details(**merged, extra={**theirs.extra, **own})
    key = key_of(details)
    others = keep.contact_list.contacts.exclude(pk=keep.pk)
    ordinal, wanted = 1, keep.key if keep.key.partition("~")[0] == key else key
    while others.filter(key=wanted).exists():
        ordinal += 1
        wanted = shared_key(key, ordinal)
    fill(keep, details, key=wanted)
    keep.time_zone = keep.time_zone or other.time_zone
