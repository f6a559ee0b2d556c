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
from contacts.models import Change, ChangeKind, ChangeState, Contact, ContactList
from contacts.selecting import left_of, one_list_of, planned_of
from contacts.services.counts import counts_changed
from contacts.services.holding import hold_people
from contacts.services.journal import leave
from contacts.services.moving import copy, move
from contacts.services.removing import delete
from contacts.services.writing import ask_for_a_turn

__all__ = [
    "AT_ONCE",
    "CARRY_ON",
    "PIECE",
    "UNDER_WAY",
    "NowhereToGo",
    "carry_on",
    "copy_people",
    "delete_people",
    "finish",
    "leave",
    "move_people",
]

AT_ONCE: Final = 500
"""So many people are changed while somebody waits; more by a job."""
PIECE: Final = 500
CARRY_ON: Final = "contacts.jobs_people.carry_on"
UNDER_WAY: Final = frozenset({ChangeState.WAITING, ChangeState.WORKING})


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
        ids = list(left_of(held).values_list("pk", flat=True)[:PIECE])
        if not ids:
            finish(held)
            return False
        beside = [held.to_list_id] if held.to_list_id else []
        rows = hold_people(ids, beside=beside)
        if _has_lost_its_target(held):
            leave(held, "list_gone", ids, count=left_of(held).count())
            finish(held)
            return False
        _do(held, rows)
        held.cursor, held.state = ids[-1], ChangeState.WORKING
        held.save(update_fields=["cursor", "state", "done", "left"])
    return True


def _check_target(account: Account, to_list: ContactList) -> None:
    if to_list.account_id != account.pk or to_list.deleted_at:
        raise NowhereToGo


def _has_lost_its_target(change: Change) -> bool:
    """The list that they go to was deleted meanwhile, with everybody in it."""
    if change.kind == ChangeKind.DELETE:
        return False
    return change.to_list is None or change.to_list.deleted_at is not None


@transaction.atomic
def _begin(
    account: Account,
    kind: ChangeKind,
    selection: dict[str, Any],
    by: User,
    *,
    to_list: ContactList | None,
) -> Change:
    planned = planned_of(account.pk, selection)
    change = Change.objects.create(
        account=account,
        kind=kind,
        by=by,
        from_list_id=one_list_of(account.pk, selection),
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


def finish(change: Change) -> None:
    """Nothing is left to do; whom it was about is forgotten, the journal stays."""
    change.state = ChangeState.DONE
    change.finished_at = timezone.now()
    change.undo_until = change.finished_at + timedelta(days=settings.UNDO_DAYS)
    # The ticks and the search were only needed to do it.
    change.selection = {}
    change.save(
        update_fields=["state", "finished_at", "undo_until", "selection", "left"]
    )


def _do(change: Change, rows: Sequence[Contact]) -> None:
    lists = {row.contact_list_id: row.contact_list for row in rows}
    if change.kind == ChangeKind.DELETE:
        change.done += delete(change, rows)
    elif change.to_list:
        act = move if change.kind == ChangeKind.MOVE else copy
        change.done += act(change, rows, change.to_list)
        lists[change.to_list.pk] = change.to_list
    counts_changed(lists)
    for of_list in lists.values():
        ask_for_a_turn(of_list)
