"""Holds lists and people until the commit, so that nobody writes them meanwhile.

Lists come before their people, and both in the order of their keys: whoever holds in
this order never waits for somebody who waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from contacts.models import Contact, ContactList


def hold_lists(ids: Iterable[int]) -> dict[int, ContactList]:
    """The lists with these keys as they are now, deleted ones among them."""
    lists = ContactList.objects.select_for_update().filter(pk__in=set(ids))
    return {of_list.pk: of_list for of_list in lists.order_by("pk")}


def hold_people(ids: Iterable[int], *, beside: Iterable[int] = ()) -> list[Contact]:
    """The people with these keys, their lists, and the lists ``beside`` them.

    Who was deleted meanwhile is missing, also with their whole list.
    """
    people = Contact.objects.filter(pk__in=set(ids))
    hold_lists({*people.values_list("contact_list_id", flat=True), *beside})
    standing = people.filter(contact_list__deleted_at=None).order_by("pk")
    rows = standing.select_related("contact_list")
    return list(rows.select_for_update(of=("self",)))
