"""Which value of a field stands that both sides changed: a person decides."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.people.models import User
from contacts.folding import base_key, free_key, key_of, name_key_of, search_of
from contacts.models import Conflict, Contact
from contacts.services.counts import counts_changed
from contacts.services.writing import ask_for_a_turn, end_rest
from contacts.sync.mapping import details_of, from_json, shared_of
from contacts.sync.merging import without_clashes
from contacts.sync.running import conclude


@transaction.atomic
def take_theirs(*, conflict: Conflict, by: User) -> bool:
    """Decide for the value at ClickSend; False where it was decided already."""
    if not _decide(conflict, by, took_theirs=True):
        return False
    row = _locked(conflict)
    known = from_json(row.known_there)
    shared = shared_of(row.details, known=known)
    wanted = without_clashes(shared, {conflict.field: conflict.theirs})
    details = details_of(wanted, was=row.details, country=row.account.country)
    for name in ("number", "number_kind", "number_raw", conflict.field):
        setattr(row, name, getattr(details, name))
    row.key = _key_for(row)
    row.name_key, row.search = name_key_of(row.details), search_of(row.details)
    _write_version(row)
    return True


@transaction.atomic
def keep_ours(*, conflict: Conflict, by: User) -> bool:
    """Decide for our value: it goes out; False where it was decided already."""
    if not _decide(conflict, by, took_theirs=False):
        return False
    _write_version(_locked(conflict))
    return True


def _decide(conflict: Conflict, by: User, *, took_theirs: bool) -> bool:
    """One conditional write: of two people who decide at once the first counts.

    What changed since it was shown is not decided.
    """
    undecided = Conflict.objects.filter(
        pk=conflict.pk, decided_at=None, ours=conflict.ours, theirs=conflict.theirs
    )
    decided = undecided.update(
        decided_at=timezone.now(), decided_by=by, took_theirs=took_theirs
    )
    if decided:
        record(
            "contacts.conflict_decided",
            actor=by,
            account_id=conflict.contact.account_id,
            target=conflict.contact_id,
            field=conflict.field,
            took_theirs=took_theirs,
        )
    return bool(decided)


def _locked(conflict: Conflict) -> Contact:
    rows = Contact.objects.select_for_update()
    return rows.get(pk=conflict.contact_id)


def _write_version(row: Contact) -> None:
    """Save a decided person; what differs from ClickSend now goes out."""
    row.version += 1
    row.updated_at = timezone.now()
    row.goes_out = row.contact_list.keeps_in_step
    row.save()
    counts_changed([row.contact_list_id])
    if row.goes_out:
        end_rest(row.contact_list)
        ask_for_a_turn(row.contact_list)
    else:
        conclude(row.contact_list)


def _key_for(row: Contact) -> str:
    key = key_of(row.details)
    if base_key(row.key) == key:
        return row.key
    rows = Contact.objects.filter(contact_list_id=row.contact_list_id)
    others = rows.exclude(pk=row.pk)
    return free_key(key, lambda taken: others.filter(key=taken).exists())
