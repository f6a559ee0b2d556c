"""Deletes people of several lists, here and at ClickSend."""

from __future__ import annotations

from collections.abc import Sequence

from contacts.images import images_of
from contacts.models import Change, Contact
from contacts.services.journal import GONE, keep_before, leave
from contacts.services.writing import forget_there, is_on_its_way


def delete(change: Change, rows: Sequence[Contact]) -> int:
    """Delete rows, but for those whom nobody knows yet whether ClickSend has."""
    rows = without_those_on_their_way(change, rows)
    images = images_of(rows)
    keep_before(change, [(row.pk, images[row.pk], GONE) for row in rows])
    forget_all_there(rows)
    Contact.objects.filter(pk__in=images).delete()
    return len(rows)


def without_those_on_their_way(
    change: Change, rows: Sequence[Contact]
) -> list[Contact]:
    """The others; those are left, and told."""
    leave(change, "on_their_way", [row.pk for row in rows if is_on_its_way(row)])
    return [row for row in rows if not is_on_its_way(row)]


def forget_all_there(rows: Sequence[Contact]) -> None:
    """Remember to remove these rows from ClickSend, list by list."""
    by_list: dict[int, list[Contact]] = {}
    for row in rows:
        by_list.setdefault(row.contact_list_id, []).append(row)
    for some in by_list.values():
        forget_there(some, some[0].contact_list)
