"""Whom an act on many people is about: ticked rows, or all that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet

from contacts.finding import Finder
from contacts.models import Change, Contact


def by_ids(account_id: int, ids: Sequence[int]) -> dict[str, Any]:
    """The rows that were ticked; keys of another account select nobody."""
    return {"ids": sorted(set(ids)), "up_to": max(ids, default=0)}


def by_finder(finder: Finder) -> dict[str, Any]:
    """Everybody found now: who is added later is not meant."""
    newest = Contact.objects.filter(account_id=finder.account_id)
    up_to = newest.aggregate(last=Max("pk"))["last"] or 0
    return {"finder": finder.as_json(), "up_to": up_to}


def selected(account_id: int, selection: dict[str, Any]) -> QuerySet[Contact]:
    """The rows of a selection, in the order of their keys."""
    people = Contact.objects.filter(account_id=account_id)
    if "ids" in selection:
        people = people.filter(pk__in=selection["ids"])
    else:
        finder = Finder.from_json(selection["finder"], account_id=account_id)
        people = finder.rows()
    standing = people.filter(contact_list__deleted_at=None)
    return standing.filter(pk__lte=selection["up_to"]).order_by("pk")


def left_of(change: Change) -> QuerySet[Contact]:
    """Whom an act has still to come to."""
    rows = selected(change.account_id, change.selection)
    return rows.filter(pk__gt=change.cursor)
