"""Counts the people of lists, after each change to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from clicksendhub.consent.bulk import in_pieces
from clicksendhub.consent.models import Block
from clicksendhub.jobs import nudge
from contacts.fields import TEXTABLE
from contacts.models import Contact, ContactList

RECOUNT: Final = "contacts.jobs_people.recount"
COUNTED_AT_ONCE: Final = 5_000


def counts_changed(list_ids: Iterable[int]) -> None:
    """The people of these lists changed: count them anew, large ones by a job."""
    lists = ContactList.objects.filter(pk__in=list(list_ids))
    for pk, public_id, people in lists.values_list("pk", "public_id", "people_count"):
        if people <= COUNTED_AT_ONCE:
            recount(pk)
        else:
            nudge(RECOUNT, str(public_id))


def blocks_changed(account_id: int, numbers: Sequence[str]) -> None:
    """Numbers were blocked, or may be written to: their lists count anew, each once."""
    people, found = Contact.objects.filter(account_id=account_id), set()
    for some in in_pieces(numbers):
        theirs = people.filter(number__in=some).order_by()
        found |= set(theirs.values_list("contact_list", flat=True).distinct())
    lists = ContactList.objects.filter(pk__in=found)
    for public_id in lists.values_list("public_id", flat=True):
        nudge(RECOUNT, str(public_id))


def recount(contact_list_id: int) -> None:
    """Count a list with one question: everybody, who can be texted, who is blocked."""
    people = Contact.objects.filter(contact_list_id=contact_list_id)
    blocked = Block.objects.standing().filter(account__in=people.values("account"))
    is_blocked = Q(number__in=blocked.values("number"))
    counted = people.aggregate(
        people_count=Count("pk"),
        textable_count=Count("pk", filter=Q(number_kind__in=TEXTABLE) & ~is_blocked),
        blocked_count=Count("pk", filter=is_blocked),
    )
    ContactList.objects.filter(pk=contact_list_id).update(
        **counted, counted_at=timezone.now()
    )
