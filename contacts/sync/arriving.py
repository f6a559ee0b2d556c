"""Takes what ClickSend has of people into our rows, a page in one transaction.

A contact there is one here by its id, else by what was asked for in a creation that got
no answer, else by its key; else it is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone

from clicksendhub.clicksend import Contact as ContactThere
from clicksendhub.lib.dbclock import db_now
from contacts.folding import base_key, free_key, key_of, name_key_of, search_of
from contacts.models import Conflict, Contact, ContactList, Removal
from contacts.sync import leases
from contacts.sync.bulk import in_doubt
from contacts.sync.mapping import details_of, from_json, seen_json, shared_of
from contacts.sync.merging import Merged, merge
from contacts.sync.turn import Turn
from contacts.values import COLUMNS, Details

# Only these come from ClickSend; the list and the account never change here.
_WRITTEN = (
    *COLUMNS,
    "key",
    "name_key",
    "search",
    "version",
    "updated_at",
    "provider_id",
    "known_there",
    "asked_at",
    "goes_out",
    "refused_version",
)


@dataclass(slots=True)
class _Page:
    """The rows here that a page of contacts there may be about."""

    seen: dict[int, dict[str, Any]]
    by_id: dict[int, Contact]
    asked: dict[str, list[Contact]]
    by_key: dict[str, Contact]
    undecided: dict[int, set[str]]
    leaving: set[int]
    filed: set[int]
    used: set[int] = field(default_factory=set)


def take_in(turn: Turn, contacts: Iterable[ContactThere]) -> int:
    """Merge contacts of ClickSend into the list; how many rows were changed or made."""
    country = turn.account.country
    seen = {
        contact.contact_id: seen_json(contact, country=country)
        for contact in contacts
        if contact.contact_id
    }
    if not seen:
        return 0
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        page = _page_of(turn, seen)
        written = [
            _take_one(turn, page, contact_id)
            for contact_id in seen
            if contact_id not in page.leaving
        ]
        if page.used & page.filed:
            _note_file(turn)
    return sum(written)


def _page_of(turn: Turn, seen: dict[int, dict[str, Any]]) -> _Page:
    rows = turn.contact_list.contacts.select_for_update()
    keys = {key_of(_shared(known)) for known in seen.values()}
    unlinked = rows.filter(provider_id=None)
    by_id = {row.provider_id or 0: row for row in rows.filter(provider_id__in=seen)}
    asked: dict[str, list[Contact]] = defaultdict(list)
    doubts = _doubts(turn)
    ids = [pk for key in keys for pk in doubts.get(key, ())]
    for row in unlinked.filter(pk__in=ids, asked_at__isnull=False):
        asked[_asked_key(row)].append(row)
    of_file = turn.contact_list.filed_at
    by_key = {row.key: row for row in unlinked.filter(asked_at=None, key__in=keys)}
    return _Page(
        seen=seen,
        by_id=by_id,
        asked=asked,
        filed={row.pk for row in chain(*asked.values()) if row.asked_at == of_file},
        by_key=by_key,
        undecided=_undecided(
            [*by_id.values(), *by_key.values(), *chain(*asked.values())]
        ),
        leaving=_leaving(turn, seen),
    )


def _doubts(turn: Turn) -> dict[str, list[int]]:
    """Rows in doubt by the key that was asked for; read once a turn, as they are many.

    Only the holder of the lease adds to them, after its pull.
    """
    if turn.doubts is None:
        turn.doubts = defaultdict(list)
        for row in in_doubt(turn.contact_list):
            turn.doubts[_asked_key(row)].append(row.pk)
    return turn.doubts


def _asked_key(row: Contact) -> str:
    return key_of(from_json(row.known_there) or shared_of(row.details))


def _note_file(turn: Turn) -> None:
    """Somebody of the last file is there: ClickSend did read it."""
    ours = turn.contact_list
    if ours.file_seen_at is None:
        ours.file_seen_at = db_now()
        found = ContactList.objects.filter(pk=ours.pk)
        found.update(file_seen_at=ours.file_seen_at)


def _undecided(rows: list[Contact]) -> dict[int, set[str]]:
    fields: dict[int, set[str]] = defaultdict(set)
    open_ones = Conflict.objects.filter(contact__in=rows, decided_at=None)
    for contact_id, name in open_ones.values_list("contact_id", "field"):
        fields[contact_id].add(name)
    return fields


def _leaving(turn: Turn, ids: Collection[int]) -> set[int]:
    """Deleted here, not yet there: they must not come back."""
    waiting = Removal.objects.filter(
        account=turn.account,
        list_provider_id=turn.list_there,
        contact_provider_id__in=ids,
    )
    return {found for (found,) in waiting.values_list("contact_provider_id") if found}


def _take_one(turn: Turn, page: _Page, contact_id: int) -> bool:
    known = page.seen[contact_id]
    row = page.by_id.get(contact_id) or _unlinked(page, _shared(known))
    if row is None:
        _give_birth(turn, contact_id, known)
        return True
    undecided = page.undecided.get(row.pk, set())
    if row.provider_id is None and undecided:
        # Of another copy: they were moved, or are put back.
        row.conflicts.filter(decided_at=None).delete()
        undecided = set()
    is_as_known = row.provider_id == contact_id and row.known_there == known
    if is_as_known and not undecided:
        return False
    _merge_into(turn, row, contact_id, known, undecided)
    return True


def _shared(known: dict[str, Any]) -> Details:
    return from_json(known) or Details()


def _unlinked(page: _Page, shared: Details) -> Contact | None:
    """The row that this contact is the copy of: what was asked for counts first."""
    key = key_of(shared)
    asked = [row for row in page.asked.get(key, ()) if row.pk not in page.used]
    # Of several people with one number the one who is alike in everything.
    asked.sort(key=lambda row: from_json(row.known_there) != shared)
    row = asked[0] if asked else page.by_key.pop(key, None)
    if row:
        page.used.add(row.pk)
    return row


def _give_birth(turn: Turn, contact_id: int, known: dict[str, Any]) -> None:
    details = details_of(_shared(known), was=None, country=turn.account.country)
    row = Contact(
        account=turn.account,
        contact_list=turn.contact_list,
        provider_id=contact_id,
        known_there=known,
    )
    _write_details(row, details)
    row.save(force_insert=True)


def _merge_into(
    turn: Turn,
    row: Contact,
    contact_id: int,
    known: dict[str, Any],
    undecided: set[str],
) -> None:
    base = from_json(row.known_there)
    ours = shared_of(row.details, known=base)
    merged = merge(base=base, ours=ours, theirs=_shared(known), undecided=undecided)
    if merged.taken:
        was, country = row.details, turn.account.country
        _write_details(row, details_of(merged.ours, was=was, country=country))
        row.version += 1
        row.updated_at = timezone.now()
    row.provider_id, row.known_there, row.asked_at = contact_id, known, None
    row.goes_out = merged.goes_out and turn.contact_list.keeps_in_step
    row.refused_version = None
    row.save(update_fields=_WRITTEN)
    _write_clashes(row, merged, undecided)


def _write_clashes(row: Contact, merged: Merged, undecided: set[str]) -> None:
    clashing = {clash.field for clash in merged.clashes}
    for clash in merged.clashes:
        Conflict.objects.update_or_create(
            contact=row,
            field=clash.field,
            decided_at=None,
            defaults={"ours": clash.ours, "theirs": clash.theirs},
        )
    if settled := undecided - clashing:
        row.conflicts.filter(decided_at=None, field__in=settled).delete()


def _write_details(row: Contact, details: Details) -> None:
    for name in COLUMNS:
        setattr(row, name, getattr(details, name))
    row.name_key, row.search = name_key_of(details), search_of(details)
    row.key = _free_key(row, key_of(details))


def _free_key(row: Contact, key: str) -> str:
    """The key, or that of a further person: ClickSend may hold a number twice."""
    others = Contact.objects.filter(contact_list_id=row.contact_list_id)
    if row.pk:
        if base_key(row.key) == key:
            return row.key
        others = others.exclude(pk=row.pk)
    return free_key(key, lambda taken: others.filter(key=taken).exists())
