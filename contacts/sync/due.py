"""Searches for lists that want a turn and for removals that wait; asks for jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from clicksendhub.credentials.models import Account
from clicksendhub.jobs import nudge, started_since
from contacts.models import Contact, ContactList, Removal, StepState
from contacts.sync import removing
from contacts.sync.leases import free_at
from contacts.sync.opt_outs import due_opt_outs

STEP: Final = "contacts.jobs_sync.step"
REMOVE: Final = "contacts.jobs_sync.remove"
READ_OPT_OUTS: Final = "contacts.jobs_sync.read_opt_outs"
PULL_EVERY: Final = timedelta(minutes=15)
# An account with many lists fetches each more seldom: two calls a list, so at most ten
# a minute for news alone.
SECONDS_A_LIST: Final = 12
EXAMPLES_KEPT: Final = timedelta(days=1)
LISTS_A_SWEEP: Final = 200

# Deleted here while nobody knew whether ClickSend had made them.
_LEFT_IN_DOUBT: Final = Q(
    deleted_at__isnull=False,
    asked_at__isnull=False,
    provider_id=None,
    keeps_in_step=True,
)


def find_due_steps(now: datetime) -> int:
    """The sweep’s search: how many jobs were asked for."""
    forget_examples(now)
    asked = sum(nudge(STEP, str(found)) for found in due_lists(now))
    return asked + sum(nudge(REMOVE, str(found)) for found in due_removals(now))


def find_due_opt_outs(now: datetime) -> int:
    """The sweep’s search for ClickSend’s opt-out lists: how many jobs it asked for."""
    return sum(nudge(READ_OPT_OUTS, str(found)) for found in due_opt_outs(now))


def due_lists(now: datetime) -> list[object]:
    """Public ids of the lists with something to do, that nobody works on."""
    outgoing = Contact.objects.filter(contact_list=OuterRef("pk"), goes_out=True)
    behind = (
        Q(provider_id=None)
        | Q(pulled_at=None)
        | _stale(now)
        | Q(pull_began_at__isnull=False)
        | Q(importing_since__isnull=False)
        | Q(marks_after__isnull=False)
        | (Q(own_name="") & ~Q(name=F("known_name")))
        | (~Q(own_name="") & ~Q(name=F("own_name")))
        | Q(Exists(outgoing))
    )
    wants_turn = Q(keeps_in_step=True, deleted_at=None) & behind
    wants_look = Q(
        compare_asked_at__isnull=False, provider_id__isnull=False, deleted_at=None
    )
    due = workable().filter(free_at(now), wants_turn | wants_look | _LEFT_IN_DOUBT)
    # Who waited longest comes first; the next sweep finds the rest.
    due = due.order_by(F("pulled_at").asc(nulls_first=True), "pk")
    return list(due.values_list("public_id", flat=True)[:LISTS_A_SWEEP])


def workable() -> QuerySet[ContactList]:
    """Lists that a turn may work on: standing ones, and those deleted in doubt."""
    lists = ContactList.objects.exclude(step_state=StepState.GONE)
    standing = lists.filter(Q(deleted_at=None) | _LEFT_IN_DOUBT)
    return standing.filter(account__in=Account.objects.working())


def pull_every(lists: int) -> timedelta:
    """How old the news of a list may be, in an account with so many."""
    return max(PULL_EVERY, timedelta(seconds=SECONDS_A_LIST * lists))


def _stale(now: datetime) -> Q:
    """Lists whose last fetch is too long ago."""
    stepping = ContactList.objects.standing().filter(keeps_in_step=True).order_by()
    stale = Q(pk__in=())
    for row in stepping.values("account_id").annotate(lists=Count("pk")):
        before = now - pull_every(row["lists"])
        stale |= Q(account_id=row["account_id"], pulled_at__lt=before)
    return stale


def due_removals(now: datetime) -> list[int]:
    """Accounts with removals that were not tried a moment ago."""
    tried = started_since(REMOVE, now - removing.REST)
    working = Account.objects.working().filter(
        Exists(Removal.objects.filter(account=OuterRef("pk")))
    )
    found = working.values_list("pk", flat=True)
    rested = [pk for pk in found if str(pk) not in tried]
    return [pk for pk in rested if removing.lists_in_turn(pk)]


def forget_examples(now: datetime) -> None:
    """Names of a comparison are kept for a day; its counts stay."""
    # One that is under way writes on what it has found so far.
    old = ContactList.objects.filter(
        compared_at__lt=now - EXAMPLES_KEPT,
        compared__has_key="began_at",
        compare_asked_at=None,
    )
    for contact_list in old:
        counts = {
            kind: {"count": found["count"], "examples": []}
            for kind, found in contact_list.compared.items()
            if isinstance(found, dict)
        }
        old.filter(pk=contact_list.pk).update(compared=counts)
