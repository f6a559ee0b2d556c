"""What the Check page tells of a draft: people, parts, money, time, and warnings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from clicksendhub.consent.models import Block
from clicksendhub.consent.services import blocked_among
from clicksendhub.credentials.models import Account
from clicksendhub.gate.circuit import TroubleNotice, trouble_of
from clicksendhub.lib.countries import country_name
from clicksendhub.lib.money import Money
from clicksendhub.lib.phone import pretty
from messaging.attached import ON_ITS_WAY, Attached, attached_to
from messaging.costs import Expected, expected_cost, price_of
from messaging.kinds import Kind, kind_of
from messaging.models import Message, Send, Sender
from messaging.moments import Due
from messaging.recipients import read_recipients
from messaging.ringing import waits_of
from messaging.segments import Saving
from messaging.sender_words import SenderWords, needs_own_sender, words_for
from messaging.services.plan import seal_of
from messaging.standing import people

PAGE_SIZE = 100
MANY_PEOPLE = 50
_BRISK = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One person who will get it."""

    number: str
    country: str
    parts: int
    price: Money | None
    note: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """One person who will not get it, and why."""

    number: str
    block: Block


@dataclass(frozen=True, slots=True)
class Check:
    """Everything on the page, worked out once."""

    send: Send
    page: Page[Message]
    lines: Sequence[Line]
    skipped: Sequence[Skipped]
    duplicates: Sequence[dict[str, object]]
    kind: Kind
    parts: int
    attached: Attached | None
    saving: Saving | None
    waits: Sequence[tuple[datetime, int]]
    expected: Expected
    sender: SenderWords
    due: Due | None
    warnings: Sequence[str]
    trouble: TroubleNotice | None
    seal: str

    @property
    def texts(self) -> int:
        """How many people will be reached."""
        return self.expected.texts

    @property
    def unit(self) -> str:
        """What is charged for: “part”, “page”; "" where each costs the same."""
        return self.kind.words.unit

    @property
    def measured(self) -> str:
        """How long it is, in words."""
        return self.kind.measured(self.send, self.texts)

    @property
    def obstacle(self) -> str:
        """Why it cannot be confirmed yet; empty where nothing is in the way."""
        return self.attached.obstacle if self.attached else ""

    @property
    def poll_seconds(self) -> int | None:
        """How often the page asks again; None where nothing is on its way."""
        if self.attached is None:
            return None
        is_waiting = self.attached.is_moving or self.send.quote_note == ON_ITS_WAY
        return _BRISK if is_waiting else None

    def mark(self) -> str:
        """Changes when anything on its moving part does."""
        facts = (self.seal, self.obstacle, self.send.quote_note, str(self.expected))
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]

    @property
    def is_promise_late(self) -> bool:
        """The promised time has passed while the draft waited."""
        return TIME_PASSED in self.warnings

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"Check {self.kind.words.counted(self.texts)}"

    @property
    def ring_at_once(self) -> int:
        """How many do not wait for their hours."""
        return self.texts - sum(count for _, count in self.waits)

    @property
    def balance_after(self) -> Money | None:
        """What will be left, where balance and price are known in one currency."""
        balance, total = balance_of(self.send.account), self.expected.total
        if not balance or not total or balance.currency != total.currency:
            return None
        return balance - total

    def deed(self, *, with_money: bool) -> str:
        """The words of the one button: “Send 2 texts · $0.16 AUD”."""
        words = self.kind.words
        deed = words.deed_for(self.texts)
        if self.due:
            deed = f"Schedule {words.counted(self.texts)}"
        total = self.expected.total
        if with_money and total and self.expected.is_whole:
            return f"{deed} · {total}"
        return deed


TIME_PASSED = "The chosen time has passed. Change it, or choose to send now."


def check_of(send: Send, *, number: str, now: datetime) -> Check:
    """Work out the page ``number`` of the Check page of a draft."""
    account = send.account
    blocks = _blocks(send)
    texts = send.messages.exclude(to__in=list(blocks)).order_by("pk")
    page = Paginator(texts, PAGE_SIZE).get_page(number)
    due = Due.kept(send.due_wall, send.due_zone) if send.due_wall else None
    expected = expected_cost(texts, currency=account.currency)
    kind = kind_of(send.channel)
    # Without hours nobody waits for them.
    numbers = texts.values_list("to", flat=True) if send.rings_from else []
    return Check(
        send=send,
        page=page,
        lines=_lines(send, list(page)),
        skipped=[Skipped(pretty(to), block) for to, block in blocks.items()],
        duplicates=[
            {**again, "number": pretty(str(again["number"]))} for again in send.left_out
        ],
        kind=kind,
        parts=kind.parts_of(send.body, kind.columns_of(send)),
        attached=attached_to(send),
        saving=kind.saving_of(send.body),
        waits=tuple(waits_of(send, numbers, now=now).items()),
        expected=expected,
        sender=words_for(send.sender, known=_known_sender(send)),
        due=due,
        warnings=_warnings(send, texts, expected, now=now),
        trouble=trouble_of(account.pk),
        seal=seal_of(send),
    )


def balance_of(account: Account) -> Money | None:
    """What ClickSend last said the account holds."""
    if account.balance is None or not account.currency:
        return None
    return Money(account.balance, account.currency)


def _blocks(send: Send) -> dict[str, Block]:
    if not kind_of(send.channel).obeys_blocks:
        return {}
    numbers = list(send.messages.values_list("to", flat=True))
    return blocked_among(send.account_id, numbers)


def _lines(send: Send, texts: Sequence[Message]) -> list[Line]:
    country, reach = send.account.country, kind_of(send.channel).reach
    read = read_recipients(send.typed_numbers, country=country, reach=reach)
    notes = {person.number: person.note for person in read.people}
    return [
        Line(
            number=pretty(text.to),
            country=country_name(text.country) if text.country else "",
            parts=text.parts,
            price=price_of(text, currency=send.account.currency),
            note=notes.get(text.to, ""),
        )
        for text in texts
    ]


def _warnings(
    send: Send, texts: QuerySet[Message], expected: Expected, *, now: datetime
) -> list[str]:
    """What to know before pressing the button; none of it stops anybody."""
    countries = set(texts.order_by().values_list("country", flat=True).distinct())
    balance, total = balance_of(send.account), expected.total
    kind = kind_of(send.channel)
    found = {
        TIME_PASSED: bool(send.due_at and send.due_at <= now),
        f"This goes to {people(expected.texts)} at once. Read the numbers and the "
        "words once more before you send.": expected.texts >= MANY_PEOPLE,
        "ClickSend’s shared number does not reach the United States or Canada. "
        "Choose another sender for them.": (
            kind.has_sender and needs_own_sender(send.sender, countries)
        ),
        "The balance of the account is lower than the price. What cannot be paid for "
        "waits until it is topped up.": bool(
            balance and total and balance.currency == total.currency and balance < total
        ),
        "The account is paused. What you confirm waits until an admin resumes it.": (
            send.account.paused_at is not None
        ),
    }
    return [words for words, applies in found.items() if applies]


def _known_sender(send: Send) -> Sender | None:
    if not send.sender:
        return None
    return Sender.objects.filter(account=send.account, value=send.sender).first()
