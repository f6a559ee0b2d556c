"""Whom an act on many people is about: ticked rows, or all that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Max, QuerySet

from contacts.finding import Finder
from contacts.finding.narrowing import candidates_of
from contacts.models import Change, Contact

MOST_NAMED: Final = 500
"""So few are kept by their keys, whatever they become until the act begins."""


def by_ids(account_id: int, ids: Sequence[int]) -> dict[str, Any]:
    """The rows that were ticked; keys of another account select nobody."""
    return {"ids": sorted(set(ids)), "up_to": max(ids, default=0)}


def by_finder(finder: Finder) -> dict[str, Any]:
    """Everybody found now: who is added later is not meant."""
    newest = Contact.objects.filter(account_id=finder.account_id)
    up_to = newest.aggregate(last=Max("pk"))["last"] or 0
    return {"finder": finder.as_json(), "up_to": up_to}


def counted(account_id: int, selection: dict[str, Any]) -> dict[str, Any]:
    """The selection with its count, so that nobody counts again.

    A few are the very people who are found now, whatever is searched for later; how
    they were found stays beside their keys.
    """
    people = selected(account_id, selection)
    few = list(people.values_list("pk", flat=True)[: MOST_NAMED + 1])
    if len(few) <= MOST_NAMED:
        return selection | by_ids(account_id, few) | {"count": len(few)}
    return selection | {"count": people.count()}


def planned_of(account_id: int, selection: dict[str, Any]) -> int:
    """How many are meant."""
    if "count" in selection:
        return int(selection["count"])
    return selected(account_id, selection).count()


def one_list_of(account_id: int, selection: dict[str, Any]) -> int | None:
    """The list that all of them are in; None where they may be in several."""
    if "finder" in selection:
        in_list: int | None = selection["finder"]["list_id"]
        return in_list
    people = selected(account_id, selection).order_by()
    lists = list(people.values_list("contact_list_id", flat=True).distinct()[:2])
    return lists[0] if len(lists) == 1 else None


def selected(account_id: int, selection: dict[str, Any]) -> QuerySet[Contact]:
    """The rows of a selection, in the order of their keys."""
    people = Contact.objects.filter(account_id=account_id)
    if "ids" in selection:
        people = people.filter(pk__in=selection["ids"])
    else:
        finder = Finder.from_json(selection["finder"], account_id=account_id)
        people = finder.rows()
        candidates = candidates_of(finder)
        if candidates is not None:
            people = people.filter(pk__in=candidates)
    standing = people.filter(contact_list__deleted_at=None)
    return standing.filter(pk__lte=selection["up_to"]).order_by("pk")


def left_of(change: Change) -> QuerySet[Contact]:
    """Whom an act has still to come to."""
    rows = selected(change.account_id, change.selection)
    return rows.filter(pk__gt=change.cursor)
