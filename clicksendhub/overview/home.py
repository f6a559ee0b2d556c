"""What Home answers: what needs me, what runs, what comes, how the last one went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from clicksendhub.consent.models import Review
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState
from clicksendhub.dispatch.sums import sum_of
from clicksendhub.lib.money import Money
from messaging.costs import costs_of
from messaging.inbox import unread_count
from messaging.lists import Tab, rows_needing_a_look, sends_in
from messaging.models import Send
from messaging.standing import name_of, standing_of

MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of thing that waits for a person."""

    count: int
    words: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class LastSend:
    """How the last one went, as a sentence."""

    name: str
    url: str
    state: str
    sentence: str
    moment: datetime
    charged: Money | None


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page."""

    needs: Sequence[Need]
    running: Sequence[Send]
    coming: Sequence[Send]
    last: LastSend | None

    @property
    def is_first_day(self) -> bool:
        """Nothing was ever sent: the page shows the first steps."""
        return not (self.running or self.coming or self.last)


def home_of(account: Account, *, now: datetime) -> Home:
    """Work out the page in a fixed number of questions."""
    coming = sends_in(account, Tab.SCHEDULED, now=now)
    return Home(
        needs=[need for need in _needs(account) if need.count],
        running=list(sends_in(account, Tab.SENDING, now=now)[:MOST_ROWS]),
        coming=list(coming.order_by("due_at")[:MOST_ROWS]),
        last=_last(account, now=now),
    )


def _needs(account: Account) -> list[Need]:
    replies = unread_count(account)
    unclear = rows_needing_a_look(account)
    reviews = Review.objects.filter(
        account=account, decision=Review.Decision.OPEN
    ).count()
    return [
        Need(
            unclear,
            "text waits for a decision"
            if unclear == 1
            else "texts wait for a decision",
            f"{reverse('messaging:sends')}?tab={Tab.NEEDS_A_LOOK}",
            "needs_a_look",
        ),
        Need(
            replies,
            "conversation has unread replies"
            if replies == 1
            else "conversations have unread replies",
            reverse("messaging:inbox"),
            "received",
        ),
        Need(
            reviews,
            "reply may be an opt-out" if reviews == 1 else "replies may be opt-outs",
            reverse("messaging:review"),
            "blocked",
        ),
    ]


def _last(account: Account, *, now: datetime) -> LastSend | None:
    done = Send.objects.filter(account=account, state=SendState.DONE)
    send = done.order_by("-created_at").first()
    if send is None:
        return None
    standing = standing_of(send, sum_of(send), now=now)
    return LastSend(
        name=name_of(send),
        url=send.get_absolute_url(),
        state=standing.state,
        sentence=standing.sentence,
        moment=send.done_at or send.created_at,
        charged=costs_of(send, currency=account.currency).charge,
    )
