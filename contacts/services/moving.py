"""Moves and copies people to another list, each under a key that is free there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contacts.folding import base_key, free_key, shared_key
from contacts.images import image_of, images_of
from contacts.models import Change, Contact, ContactList
from contacts.services.journal import keep_before, leave
from contacts.services.removing import forget_all_there, without_those_on_their_way
from contacts.services.writing import mark_changed

MOVED_COLUMNS: Final = (
    *("contact_list", "key", "version", "updated_at", "goes_out", "refused_version"),
    *("provider_id", "known_there", "asked_at", "seen_there_at"),
)
_BORN_ANEW: Final = frozenset(
    {
        *("id", "contact_list_id", "key", "version", "created_at", "updated_at"),
        *("born_in_id", "goes_out", "refused_version", "seen_there_at"),
        *("provider_id", "known_there", "asked_at"),
    }
)
_MOST_SHARING: Final = 50


def move(change: Change, rows: Sequence[Contact], target: ContactList) -> int:
    """Move rows; one key may come twice, from two lists: the first one moves."""
    settled = without_those_on_their_way(change, rows)
    places = _free_places(change, target, settled)
    moving = [row for row in settled if row.pk in places]
    before = images_of(moving)
    forget_all_there(moving)
    for row in moving:
        row.contact_list, row.key = target, places[row.pk]
        row.provider_id = row.known_there = row.asked_at = row.seen_there_at = None
        mark_changed(row)
    Contact.objects.bulk_update(moving, MOVED_COLUMNS)
    keep_before(change, [(row.pk, before[row.pk], row.version) for row in moving])
    return len(moving)


def copy(change: Change, rows: Sequence[Contact], target: ContactList) -> int:
    """Put a row of its own for each into the list."""
    places = _free_places(change, target, rows)
    fresh = [
        _twin(row, target, places[row.pk], change) for row in rows if row.pk in places
    ]
    Contact.objects.bulk_create(fresh)
    keep_before(change, [(row.pk, None, row.version) for row in fresh])
    return len(fresh)


def _twin(row: Contact, target: ContactList, key: str, change: Change) -> Contact:
    same = {name: getattr(row, name) for name in image_of(row).keys() - _BORN_ANEW}
    twin = Contact(contact_list=target, key=key, **same)
    twin.born_in = change
    twin.goes_out = target.keeps_in_step
    return twin


def _free_places(
    change: Change, target: ContactList, rows: Sequence[Contact]
) -> dict[int, str]:
    """The key in the list of each row that has a place there; the others are left.

    Who has a number for themselves is there already where that number is. Who shares
    one is told from the others by name, and comes after those who do not.
    """
    names = _names_there(target, rows)
    places, left = {}, []
    for row in sorted(rows, key=_shares):
        key = base_key(row.key)
        if row.contact_list_id == target.pk or _is_there(row, key, names):
            left.append(row.pk)
        else:
            places[row.pk] = place = free_key(key, names.__contains__)
            names[place] = row.name_key
    leave(change, "already_there", sorted(left))
    return places


def _shares(row: Contact) -> bool:
    return row.key != base_key(row.key)


def _is_there(row: Contact, key: str, names: Mapping[str, str]) -> bool:
    if not _shares(row):
        return key in names
    return row.name_key in {names.get(each) for each in _family(key)}


def _names_there(target: ContactList, rows: Sequence[Contact]) -> dict[str, str]:
    """The folded names of those in the list who may be the same people, by key."""
    keys = {base_key(row.key) for row in rows}
    people = target.contacts.filter(key__in=keys)
    names = dict(people.values_list("key", "name_key"))
    for key in {base_key(row.key) for row in rows if _shares(row)}:
        family = target.contacts.filter(key__in=_family(key))
        names |= family.values_list("key", "name_key")
    return names


def _family(key: str) -> list[str]:
    """Every key that people who share one may have."""
    return [key, *(shared_key(key, ordinal) for ordinal in range(2, _MOST_SHARING + 1))]
