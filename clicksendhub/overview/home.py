"""What Home answers: what needs me, what runs, what comes, how the last ones went."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from clicksendhub.consent.models import Review
from clicksendhub.credentials.models import Account
from clicksendhub.lib.money import Money
from contacts.models import Import, ImportState
from messaging.costs import costs_of
from messaging.inbox import unread_count
from messaging.lists import Tab, rows_needing_a_look, sends_in, sends_that_went
from messaging.models import Send
from messaging.send_rows import SendRow, send_rows

MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of thing that waits for a person."""

    count: int
    words: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Home:
    """The sends on the page; ``charged`` is what the last one cost, where known."""

    running: Sequence[SendRow]
    coming: Sequence[SendRow]
    last: Sequence[SendRow]
    charged: Money | None

    @property
    def is_first_day(self) -> bool:
        """Nothing was ever sent: the page shows the first steps."""
        return not (self.running or self.coming or self.last)

    def outcome(self, *, with_money: bool) -> str:
        """How the last one went: “The last one: All 2 delivered. Charged: $0.16.”"""
        if not self.last:
            return ""
        told = f"The last one: {self.last[0].sentence}"
        is_paid = with_money and self.charged is not None
        return f"{told} Charged: {self.charged}." if is_paid else told

    def mark(self, *around: object) -> str:
        """Changes when anything that is drawn does: the same is not drawn anew.

        ``around``: what else follows this part, such as the frame.
        """
        tables = (self.running, self.coming, self.last)
        facts = [[_drawn(row) for row in rows] for rows in tables], around
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _drawn(row: SendRow) -> tuple[object, ...]:
    """What a table shows of a send."""
    words = (row.url, row.name, row.send.your_reference, str(row.send.author))
    return *words, row.state, row.totals, row.moment


def home_of(account: Account, *, now: datetime) -> Home:
    """Work out the page in a fixed number of questions."""
    coming = sends_in(account, Tab.SCHEDULED, now=now).order_by("due_at")
    found = [
        list(sends[:MOST_ROWS])
        for sends in (
            sends_in(account, Tab.SENDING, now=now),
            coming,
            sends_that_went(account, now=now),
        )
    ]
    rows = iter(send_rows([send for sends in found for send in sends], now=now))
    running, coming_rows, last = ([next(rows) for _ in sends] for sends in found)
    return Home(
        running=running,
        coming=coming_rows,
        last=last,
        charged=_charged(last[0].send, account) if last else None,
    )


def _charged(send: Send, account: Account) -> Money | None:
    return costs_of(send, currency=account.currency).charge


def needs_of(account: Account, *, may_import: bool) -> list[Need]:
    """What waits for a person, and how much of each."""
    needs = [*_counted(account), *([_imports(account)] if may_import else [])]
    return [need for need in needs if need.count]


def _imports(account: Account) -> Need:
    """Drafts that were checked, and imports that stopped half-way."""
    waiting = (ImportState.CHECKED, ImportState.STOPPED, ImportState.HALTED)
    count = Import.objects.filter(account=account, state__in=waiting).count()
    return Need(
        count,
        "import waits to be finished" if count == 1 else "imports wait to be finished",
        reverse("contacts:imports"),
        "import_stopped",
    )


def _counted(account: Account) -> list[Need]:
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
