"""The sum line of a send or an import: where everyone stands, and none is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clicksendhub.ui.badges import Badge, Tone, badge_for

# In the order of the bar: what arrived first, what has not left last.
TERMS = (
    "delivered",
    "accepted",
    "undelivered",
    "refused",
    "skipped",
    "expired",
    "cancelled",
    "held",
    "in_doubt",
    "needs_a_look",
    "left",
)
TAKEN_BY_CLICKSEND = ("delivered", "accepted", "undelivered")
NOT_GONE_YET = ("planned", "queued", "submitting")
STILL_MOVING = ("held", "in_doubt", "needs_a_look", "left")
LEFT = Badge("Left", "quiet", "calendar", "Still to go.")
# A single person among ten thousand must still be seen in the bar.
MIN_SHARE = 1.2


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the sum: its count, its words, and its rows' address."""

    state: str
    count: int
    url: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the bar, in percent of its length."""

    start: float
    length: float
    tone: Tone
    state: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Everyone who was counted, split so that each stands in exactly one term."""

    planned: int
    terms: tuple[Term, ...]

    def count(self, state: str) -> int:
        return sum(term.count for term in self.terms if term.state == state)

    @property
    def rest(self) -> int:
        """People who stand nowhere; anything but zero is a fault of ours."""
        return self.planned - sum(term.count for term in self.terms)

    @property
    def shown(self) -> tuple[Term, ...]:
        """What the legend names: every term with someone in it, and what is left."""
        return tuple(term for term in self.terms if term.count or term.state == "left")

    @property
    def sentence(self) -> str:
        """The sum as one line; what is counted says it in its own words."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """The same for ears, where only a bar is drawn."""
        return ", ".join(f"{t.count:,} {t.badge.word.lower()}" for t in self.shown)

    @property
    def segments(self) -> tuple[Segment, ...]:
        present = [term for term in self.terms if term.count]
        shares = _visible_shares([term.count for term in present])
        starts = [sum(shares[:place]) for place in range(len(shares))]
        return tuple(
            Segment(round(start, 3), round(share, 3), term.badge.tone, term.state)
            for term, start, share in zip(present, starts, shares, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Totals(Sum):
    """Everyone planned in a send."""

    @property
    def left(self) -> int:
        return self.count("left")

    @property
    def accepted(self) -> int:
        """Everyone whom ClickSend took, with or without a receipt."""
        return sum(self.count(state) for state in TAKEN_BY_CLICKSEND)

    @property
    def share_done(self) -> int:
        """How much of the plan has come to rest, in whole percent."""
        moving = sum(self.count(state) for state in STILL_MOVING)
        return (
            round(100 * (self.planned - moving) / self.planned) if self.planned else 0
        )

    @property
    def sentence(self) -> str:
        """The sum as one line: ``12 planned = 10 accepted (9 delivered) + 2 left``."""
        receipts = [
            f"{term.count:,} {term.badge.word.lower()}"
            for term in self.terms
            if term.state in ("delivered", "undelivered") and term.count
        ]
        taken = f"{self.accepted:,} accepted"
        others = [
            f"{term.count:,} {term.badge.word.lower()}"
            for term in self.shown
            if term.state not in TAKEN_BY_CLICKSEND
        ]
        first = f"{taken} ({', '.join(receipts)})" if receipts else taken
        return f"{self.planned:,} planned = {' + '.join([first, *others])}"


def totals_of(
    counts: Mapping[str, int],
    *,
    planned: int,
    url_for: Callable[[str], str] | None = None,
) -> Totals:
    """Sort counts by message state into the terms of the sum line."""
    merged = {state: counts.get(state, 0) for state in TERMS}
    merged["left"] += sum(counts.get(state, 0) for state in NOT_GONE_YET)
    terms = tuple(
        Term(
            state,
            count,
            url_for(state) if url_for and count else "",
            LEFT if state == "left" else badge_for(state),
        )
        for state, count in merged.items()
    )
    return Totals(planned, terms)


def _visible_shares(counts: list[int]) -> list[float]:
    """Percentages of the bar that sum to 100, none too thin to be seen."""
    total = sum(counts)
    raised = [max(MIN_SHARE, 100 * count / total) for count in counts]
    whole = sum(raised)
    return [100 * share / whole for share in raised]
