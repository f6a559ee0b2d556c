"""The questions that lists of sends ask, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate.circuit import trouble_of
from messaging.models import Message, Send

_UNDER_WAY = (SendState.RELEASED, SendState.PAUSED)


class Tab(StrEnum):
    """The neighbouring views of the list of sends."""

    ALL = "all"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    NEEDS_A_LOOK = "needs_a_look"
    DRAFTS = "drafts"
    DONE = "done"


TAB_LABELS = {
    Tab.ALL: "All",
    Tab.SCHEDULED: "Scheduled",
    Tab.SENDING: "Sending",
    Tab.NEEDS_A_LOOK: "Needs a look",
    Tab.DRAFTS: "Drafts",
    Tab.DONE: "Done",
}


def sends_in(account: Account, tab: Tab, *, now: datetime) -> QuerySet[Send]:
    """The sends of an account under one tab, the newest first."""
    sends = Send.objects.filter(account=account).select_related("author", "account")
    return sends.filter(_conditions(tab, now)).order_by("-created_at", "-pk")


def sends_that_went(account: Account, *, now: datetime) -> QuerySet[Send]:
    """What is over and was not called off before its time, the newest first."""
    over = sends_in(account, Tab.DONE, now=now)
    came = over.filter(Q(due_at=None) | Q(due_at__lte=now))
    rows = Message.objects.filter(send_id=OuterRef("pk"))
    return came.filter(Exists(rows.exclude(state=State.CANCELLED)))


def _conditions(tab: Tab, now: datetime) -> Q | Exists:
    match tab:
        case Tab.SCHEDULED:
            return Q(state=SendState.RELEASED, due_at__gt=now)
        case Tab.SENDING:
            return Q(state__in=_UNDER_WAY, due_at__lte=now)
        case Tab.NEEDS_A_LOOK:
            return Q(state__in=_UNDER_WAY) & Q(_with_rows(State.NEEDS_A_LOOK))
        case Tab.DRAFTS:
            return Q(state=SendState.DRAFT)
        case Tab.DONE:
            return Q(state__in=(SendState.DONE, SendState.STOPPED))
        case _:
            return Q()


def _with_rows(state: State) -> Exists:
    return Exists(Message.objects.filter(send_id=OuterRef("pk"), state=state))


def counts_of(sends: Iterable[Send]) -> dict[int, dict[str, int]]:
    """How many people of each send stand in each state, for all of them at once."""
    ids = [send.pk for send in sends]
    rows = (
        Message.objects.filter(send_id__in=ids)
        .order_by()
        .values_list("send_id", "state")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for send_id, state, n in rows:
        found[send_id][state] = n
    return found


def rows_needing_a_look(account: Account) -> int:
    """How many texts of the account wait for a person’s decision."""
    return Message.objects.filter(
        send__account=account, send__state__in=_UNDER_WAY, state=State.NEEDS_A_LOOK
    ).count()


def sends_under_way(account: Account, *, now: datetime) -> QuerySet[Send]:
    """Confirmed, due and not done."""
    return sends_in(account, Tab.SENDING, now=now)


def may_leave(account: Account) -> bool:
    """False while nothing of the account leaves: it is paused or in trouble."""
    return account.is_working and trouble_of(account.pk) is None


def earlier_texts(account: Account, channel: str, *, most: int = 3) -> list[Send]:
    """The last sends with different words: starting points for a new one."""
    recent = Send.objects.filter(
        account=account, channel=channel, released_at__isnull=False
    )
    found: dict[str, Send] = {}
    for send in recent.order_by("-created_at")[: most * 5]:
        found.setdefault(send.body, send)
    return list(found.values())[:most]
