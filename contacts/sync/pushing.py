"""Writes at ClickSend what waits to go out: person by person, or many by a file."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from clicksendhub.clicksend import (
    BadRequest,
    MaybeSent,
    NotFound,
    RequestRefused,
)
from clicksendhub.clicksend import Contact as ContactThere
from clicksendhub.lib.dbclock import db_now
from contacts.models import Conflict, Contact, ContactList, Removal
from contacts.services.counts import counts_changed
from contacts.sync import bulk, comparing, leases, steps
from contacts.sync.arriving import take_in
from contacts.sync.mapping import (
    as_json,
    as_there,
    from_json,
    is_reachable,
    new_contact,
    seen_json,
    shared_of,
)
from contacts.sync.merging import without_clashes
from contacts.sync.turn import NOT_SENT, Turn
from contacts.values import Details

FEW: Final = 50
"""New people up to so many go by single calls: a file costs three and takes longer."""

MOST_FAILED: Final = 3
_AT_ONCE: Final = 50


def push_changes(turn: Turn) -> None:
    """Write whom ClickSend has already: nothing holds them up."""
    _push_all(turn, Q(provider_id__isnull=False))


def push_new(turn: Turn) -> None:
    """Make whom ClickSend has not; ``TurnEnds`` where a file was sent."""
    if bulk.waiting(turn.contact_list)[: FEW + 1].count() > FEW:
        bulk.start(turn)
    _push_all(turn, Q(provider_id=None, asked_at=None))


def _push_all(turn: Turn, which: Q) -> None:
    """One whose answer is lost holds up nobody; a few of them end the turn."""
    while rows := _next(turn, which):
        for row in rows:
            try:
                _push_one(turn, row)
            except MaybeSent as error:
                _note_failure(turn, row, error)


def _next(turn: Turn, which: Q) -> list[Contact]:
    rows = turn.contact_list.contacts.filter(which, goes_out=True)
    rows = rows.exclude(pk__in=turn.failed).order_by("pk")
    ahead = rows.filter(pk__gt=turn.contact_list.push_after)[:_AT_ONCE]
    return list(ahead) or list(rows[:_AT_ONCE])


def _note_failure(turn: Turn, row: Contact, error: MaybeSent) -> None:
    turn.failed.append(row.pk)
    turn.trouble = error
    if len(turn.failed) >= MOST_FAILED:
        lists = ContactList.objects.filter(pk=turn.contact_list.pk)
        lists.update(push_after=row.pk)
        raise error


def _push_one(turn: Turn, row: Contact) -> None:
    known = from_json(row.known_there)
    wanted = _wanted(row, known)
    there = as_there(wanted, row.known_there)
    if not is_reachable(there):
        _keep_here(turn, row)
    elif row.provider_id is None:
        _create(turn, row, wanted)
    elif wanted == known:
        _settle(turn, row)
    else:
        _update(turn, row, there)


def _wanted(row: Contact, known: Details | None) -> Details:
    """As to be written there: fields that nobody decided on stay as they are there."""
    ours = shared_of(row.details, known=known)
    undecided = row.conflicts.filter(decided_at=None)
    if row.provider_id is None:
        # Of another copy: they were moved, or are made again.
        undecided.delete()
        return ours
    clashing = {one.field: one.theirs for one in undecided if _still_clashes(one, ours)}
    return without_clashes(ours, clashing)


def _still_clashes(conflict: Conflict, shared: Details) -> bool:
    """A later edit here may have ended it; else it shows what is ours by now."""
    undecided = Conflict.objects.filter(pk=conflict.pk, decided_at=None)
    ours = getattr(shared, conflict.field)
    if ours == conflict.theirs:
        undecided.delete()
        return False
    if ours != conflict.ours:
        undecided.update(ours=ours)
    return True


def _create(turn: Turn, row: Contact, wanted: Details) -> None:
    if not _ask(turn, row, wanted):
        return
    steps.at("create.after_ask")
    try:
        with turn.call():
            made = turn.client.contacts.create(
                turn.list_there, contact=new_contact(wanted)
            )
    except (BadRequest, RequestRefused):
        _settle(turn, row, refused_version=row.version, **_NOT_ASKED)
        return
    except NOT_SENT:
        _unask(turn, row)
        raise
    steps.at("create.after_call")
    _record(turn, row, made)
    steps.at("create.after_commit")


_NOT_ASKED: Final[dict[str, None]] = {"asked_at": None, "known_there": None}


def _ask(turn: Turn, row: Contact, wanted: Details) -> bool:
    """Commit, before the call, that this version is asked for."""
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        same = turn.contact_list.contacts.filter(pk=row.pk, version=row.version)
        asked = same.update(asked_at=db_now(), known_there=as_json(wanted))
    return bool(asked)


def _unask(turn: Turn, row: Contact) -> None:
    with transaction.atomic():
        leases.hold(turn.lease)
        turn.contact_list.contacts.filter(pk=row.pk).update(**_NOT_ASKED)


def _update(turn: Turn, row: Contact, wanted: Details) -> None:
    """Written whole, so that it may be written twice without harm.

    One look before: what was changed there since the last fetch is merged first, and
    then the row comes up again.
    """
    leases.hold_in_step(turn.lease)
    steps.at("update.before_call")
    try:
        if _take_changes(turn, row):
            return
        with turn.call():
            made = turn.client.contacts.update(
                turn.list_there,
                contact_id=row.provider_id or 0,
                contact=new_contact(wanted),
            )
    except (BadRequest, RequestRefused):
        _settle(turn, row, refused_version=row.version)
        return
    except NotFound:
        # Who was removed there stays here; a comparison tells who else was.
        _settle(turn, row)
        comparing.ask(turn)
        return
    steps.at("update.after_call")
    _record(turn, row, made)
    steps.at("update.after_commit")


def _take_changes(turn: Turn, row: Contact) -> bool:
    with turn.call():
        now = turn.client.contacts.get(turn.list_there, contact_id=row.provider_id or 0)
    if seen_json(now, country=turn.account.country) == row.known_there:
        return False
    if not take_in(turn, [now]):
        return False
    counts_changed([row.contact_list_id])
    return True


def _record(turn: Turn, row: Contact, made: ContactThere) -> None:
    """Keep id and state there; a version written meanwhile still goes out."""
    was_here = _settle(
        turn,
        row,
        provider_id=made.contact_id,
        known_there=seen_json(made, country=turn.account.country),
        asked_at=None,
        refused_version=None,
    )
    if not was_here:
        _remove_there(turn, made.contact_id)


def _settle(turn: Turn, row: Contact, **values: object) -> bool:
    """Write what became of a row; False where it is not in the list any more.

    It waits no longer, unless it was changed since it was read.
    """
    unchanged = When(version=row.version, then=Value(False))
    settled = {"goes_out": Case(unchanged, default=F("goes_out")), **values}
    with transaction.atomic():
        leases.hold(turn.lease)
        rows = turn.contact_list.contacts.filter(pk=row.pk)
        return bool(rows.update(**settled))


def _keep_here(turn: Turn, row: Contact) -> None:
    """ClickSend keeps nobody who cannot be reached: here alone, and not there.

    Who could not be reached there either did not lose anything here, and stays.
    """
    known = from_json(row.known_there)
    if known and not is_reachable(as_there(known, row.known_there)):
        _settle(turn, row)
        return
    gone_there: dict[str, object] = {"provider_id": None, "known_there": None}
    with transaction.atomic():
        was_here = _settle(turn, row, **gone_there)
        if was_here and row.provider_id:
            _remove_there(turn, row.provider_id)


def _remove_there(turn: Turn, contact_id: int) -> None:
    Removal.objects.get_or_create(
        account=turn.account,
        list_provider_id=turn.list_there,
        contact_provider_id=contact_id,
    )
