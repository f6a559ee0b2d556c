"""An import as a page tells it: its sum, and the rows behind each number of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from clicksendhub.consent.imports.applying import rows_to_block
from clicksendhub.consent.models import (
    BlockImport,
    BlockImportRow,
    ImportState,
    Outcome,
)

DOUBT: Final = "doubt"
TITLES: Final = {
    Outcome.NEW: "New numbers",
    Outcome.LIFTED: "Unblocked here before",
    Outcome.KNOWN: "Blocked already",
    Outcome.DOUBLE: "Twice in the file",
    Outcome.REJECTED: "Rejected rows",
    DOUBT: "Read with a guess",
}
"""What the page of such rows is called."""
_NOTES: Final = {
    Outcome.LIFTED: "left as they are unless you say so",
    Outcome.KNOWN: "they stay so, and START no longer lifts it",
    Outcome.DOUBLE: "the first row counts",
    Outcome.REJECTED: "no number that could be blocked",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the sum; ``url`` leads to its rows while they are kept."""

    label: str
    count: int
    note: str
    url: str


def terms_of(found: BlockImport) -> list[Term]:
    """The sum of the rows; what nobody is in is left out, but what is new."""
    return [
        Term(
            outcome.label,
            getattr(found, outcome),
            _NOTES.get(outcome, ""),
            _url(found, outcome),
        )
        for outcome in Outcome
        if outcome is Outcome.NEW or getattr(found, outcome)
    ]


def sum_words(found: BlockImport) -> str:
    """The sum as one line: “8 rows = 5 new + 1 twice in the file + 2 rejected”."""
    parts = [f"{term.count:,} {term.label.lower()}" for term in terms_of(found)]
    return f"{found.rows_words} = {' + '.join(parts)}"


def words_for(kind: str) -> dict[str, object]:
    """What the page of such rows is called, and which columns it has."""
    why = {DOUBT: "How it was read", Outcome.REJECTED: "Why"}
    known = kind if kind in TITLES else Outcome.REJECTED
    return {
        "title": TITLES[known],
        "why": why.get(known, ""),
        "has_numbers": known != Outcome.REJECTED,
    }


def rows_of(found: BlockImport, kind: str) -> QuerySet[BlockImportRow]:
    """The rows of one outcome, or those taken with a doubt, as the file has them."""
    told = BlockImportRow.objects.filter(of_import=found).order_by("row")
    if kind == DOUBT:
        taken = told.filter(outcome__in=(Outcome.NEW, Outcome.LIFTED))
        return taken.exclude(sentence="")
    known = kind if kind in Outcome.values else Outcome.REJECTED
    return told.filter(outcome=known)


def share_done(found: BlockImport) -> int:
    """How much of an import is done, in whole percent."""
    if found.state != ImportState.IMPORTING or not found.to_block:
        return 0
    done = rows_to_block(found).filter(row__lte=found.cursor).count()
    return 100 * done // found.to_block


def _url(found: BlockImport, outcome: Outcome) -> str:
    is_kept = found.state == ImportState.CHECKED or outcome is Outcome.REJECTED
    if not is_kept or not getattr(found, outcome):
        return ""
    address = reverse("consent:import_rows", args=[found.public_id])
    return f"{address}?{urlencode({'outcome': outcome.value})}"
