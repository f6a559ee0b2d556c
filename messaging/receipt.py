"""What the receipt page tells of a send while it moves and when it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse

from clicksendhub.dispatch.states import State
from clicksendhub.dispatch.sums import sum_of
from clicksendhub.gate.circuit import Hold, hold_on
from clicksendhub.lib.countries import country_name
from clicksendhub.lib.money import Money
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.sums import Totals, totals_of
from messaging.answers import answer_of, tally_of
from messaging.balance import is_behind
from messaging.costs import Costs, costs_of, price_of
from messaging.kinds import kind_of
from messaging.looking import looks_of
from messaging.models import Message, Send
from messaging.reasons import sentence_for
from messaging.ringing import QUIET, quiet_of
from messaging.standing import CALM, Standing, people, standing_of
from messaging.waiting import (
    SLOWED,
    WAITS,
    slowed_until,
    when_it_goes,
    when_it_rings,
    why_waiting,
)

SHOWN_AT_FIRST = 20
PAGE_SIZE = 50
LEFT = "left"
_LEFT_STATES = (State.PLANNED, State.QUEUED, State.SUBMITTING)
# Up to so many people each change is said aloud; beyond, only quarter steps.
_EACH_CHANGE_SPOKEN = 10
_EXPLAINED = frozenset(
    {State.HELD, State.REFUSED, State.UNDELIVERED, State.SKIPPED, State.NEEDS_A_LOOK}
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the table of a send."""

    reference: str
    url: str
    number: str
    country: str
    state: str
    why: str
    answer: str
    price: Money | None
    moment: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a send, beside its sum."""

    level: str
    title: str
    words: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The part of the page that moves."""

    send: Send
    counts: Mapping[str, int]
    totals: Totals
    standing: Standing
    notices: Sequence[Notice]
    rows: Sequence[PersonRow]
    costs: Costs
    is_balance_behind: bool
    keys: Sequence[tuple[str, int]] = ()

    @property
    def poll_seconds(self) -> int | None:
        """How often the page asks again; a done one still waits for the balance."""
        if self.standing.poll_seconds is None and self.is_balance_behind:
            return CALM
        return self.standing.poll_seconds

    @property
    def charged(self) -> Money | str:
        """What was charged, or in words that nothing was."""
        is_over = self.standing.state == "cancelled"
        return self.costs.charge or ("nothing" if is_over else "nothing so far")

    @property
    def has_more(self) -> bool:
        """True where the first rows are not all."""
        return self.send.planned_total > len(self.rows)

    @property
    def announces_steps(self) -> bool:
        """True where only quarter steps are said aloud."""
        return self.send.planned_total > _EACH_CHANGE_SPOKEN

    def mark(self, *around: object) -> str:
        """Changes when anything on the page does: the same is not drawn anew.

        ``around``: what else follows this part, such as the frame.
        """
        facts = (
            self.send.state,
            sorted(self.counts.items()),
            self.standing,
            self.notices,
            [
                (row.reference, row.state, row.why, row.answer, str(row.price))
                for row in self.rows
            ],
            self.keys,
            self.costs,
            self.poll_seconds,
            around,
        )
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def receipt_of(send: Send, *, now: datetime) -> Receipt:
    """Work out what the page shows now, in a fixed number of questions."""
    counts = sum_of(send)
    rows = _rows_of(send)[:SHOWN_AT_FIRST]
    account = send.account
    hold = hold_on(send.account_id, now=now)
    is_stuck = hold.trouble is not None or not account.is_working
    costs = costs_of(send, currency=account.currency)
    return Receipt(
        send=send,
        counts=counts,
        totals=totals_of(
            counts,
            planned=send.planned_total,
            url_for=lambda state: people_url(send, state),
        ),
        standing=standing_of(
            send,
            counts,
            now=now,
            is_stuck=is_stuck,
            is_account_paused=not account.is_working,
            is_slowed=slowed_until(send, hold) is not None,
            quiet=quiet_of(send) if counts.get(State.HELD) else 0,
        ),
        notices=notices_of(send, counts, hold, now=now),
        rows=[person_row(row, send=send, hold=hold, now=now) for row in rows],
        costs=costs,
        is_balance_behind=is_behind(account, costs.charged_at, now=now),
        keys=tally_of(send),
    )


def people_url(send: Send, state: str) -> str:
    """The address of the rows in one state."""
    url = reverse("messaging:send_people", args=[send.public_id])
    return f"{url}?state={state}" if state else url


def is_listed(state: str) -> bool:
    """True where ``people_of`` knows the state; empty stands for everyone."""
    return not state or state == LEFT or state in State.values


def people_of(send: Send, *, state: str, number: str) -> Page[Message]:
    """One page of the people of a send, all or in one state, in a stable order."""
    rows = _rows_of(send)
    if state == LEFT:
        rows = rows.filter(state__in=_LEFT_STATES)
    elif state in State.values:
        rows = rows.filter(state=state)
    return Paginator(rows, PAGE_SIZE).get_page(number)


def _rows_of(send: Send) -> QuerySet[Message]:
    return send.messages.select_related("batch").order_by("pk")


def person_row(message: Message, *, send: Send, hold: Hold, now: datetime) -> PersonRow:
    """One row of the table."""
    is_odd = message.state in _EXPLAINED
    what = kind_of(send.channel).words.one
    why = sentence_for(message.state, message.reason, what) if is_odd else ""
    why = f"{why} {when_it_rings(message, send, now=now)}".strip()
    return PersonRow(
        reference=message.reference,
        url=message.get_absolute_url(),
        number=pretty(message.to),
        country=country_name(message.country) if message.country else "",
        state=message.state,
        why=why
        or why_waiting(send, message.state, hold)
        or looks_of(message, send.account.time_zone, now=now),
        answer=answer_of(message, send),
        price=price_of(message, currency=send.account.currency),
        moment=message.final_at or message.accepted_at or message.created_at,
    )


def notices_of(
    send: Send, counts: Mapping[str, int], hold: Hold, *, now: datetime
) -> list[Notice]:
    """What holds it up first, then doubts, then what a person must do."""
    found = _held_up(send, counts, hold, now=now)
    if doubtful := counts.get(State.IN_DOUBT, 0):
        found.append(Notice("info", _doubt(doubtful)))
    if unclear := counts.get(State.NEEDS_A_LOOK, 0):
        found.append(
            Notice(
                "person",
                f"Your decision is needed for {people(unclear)}",
                "We cannot tell whether ClickSend has it. Open the person, see "
                "what is known, and decide.",
            )
        )
    if counts.get(State.HELD):
        found.extend(_held(send))
    return found


def _held_up(
    send: Send, counts: Mapping[str, int], hold: Hold, *, now: datetime
) -> list[Notice]:
    left = sum(counts.get(state, 0) for state in _LEFT_STATES)
    if hold.trouble and left and not send.account.is_paused:
        words = f"Still to go: {people(left)}. {hold.trouble.what_to_do}"
        return [Notice("bad", hold.trouble.sentence, words, hold.trouble.since)]
    until = slowed_until(send, hold)
    if until and any(counts.get(state) for state in WAITS):
        goes = when_it_goes(until, send.account.time_zone, now=now)
        return [Notice("info", SLOWED, f"The rest goes by itself {goes}.")]
    return []


def _doubt(doubtful: int) -> str:
    verb = "is" if doubtful == 1 else "are"
    return (
        f"{doubtful:,} {verb} being checked with ClickSend; "
        "we do not resend until we know."
    )


def _held(send: Send) -> list[Notice]:
    held = send.messages.filter(state=State.HELD).order_by()
    reasons = held.values_list("reason", flat=True).distinct()
    what = kind_of(send.channel).words.one
    return [
        Notice(
            "info" if reason == QUIET else "warn",
            "Waits for its hours" if reason == QUIET else "Held back",
            sentence_for(State.HELD, reason, what),
        )
        for reason in sorted(reasons)
    ]
