"""What the pages of an import share: loading it, its steps, its sum, its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from clicksendhub.http import HttpRequest
from clicksendhub.ui.badges import badge_for
from clicksendhub.ui.steps import Step, steps_of
from clicksendhub.ui.sums import LEFT, Sum, Term
from contacts.models import Import, ImportState
from contacts.services import imports as services

STEPS: Final = {
    "file": "File",
    "columns": "Match",
    "check": "Check",
    "result": "Result",
}
# Until then nothing but the draft itself has changed.
DRAFTS: Final = frozenset(
    {
        ImportState.DRAFT,
        ImportState.CHECKING,
        ImportState.CHECKED,
        ImportState.FAILED,
    }
)
MOVING: Final = frozenset(
    {ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING}
)
# One that was stopped, and perhaps undone then, did not come to every row.
_PERHAPS_IN_PART: Final = frozenset(
    {
        ImportState.IMPORTING,
        ImportState.STOPPED,
        ImportState.UNDOING,
        ImportState.HALTED,
        ImportState.UNDONE,
    }
)
FILE_GONE: Final = "The file is not here any more. Bring it again."
TERMS: Final = ("new", "changed", "same", "duplicate", "rejected")


@dataclass(frozen=True, slots=True)
class RowSum(Sum):
    """The rows of a file: new + changed + same + duplicate + rejected."""

    @property
    def sentence(self) -> str:
        """``12 rows = 8 new + 1 changed + 0 same + 1 duplicate + 2 rejected``."""
        told = [
            f"{term.count:,} {term.badge.word.lower()}"
            for term in self.terms
            if term.count or term.state in TERMS
        ]
        rows = "1 row" if self.planned == 1 else f"{self.planned:,} rows"
        return f"{rows} = {' + '.join(told)}"


def sum_of(found: Import, *, url_for: Callable[[str], str] | None = None) -> RowSum:
    """Where every row stands; what an import has not come to is left."""
    if found.state == ImportState.FAILED:
        return RowSum(0, ())
    counts = {state: int(getattr(found, state)) for state in TERMS}
    known = sum(counts.values())
    terms = [
        Term(
            state,
            count,
            url_for(state) if url_for and count else "",
            badge_for(f"row_{state}"),
        )
        for state, count in counts.items()
    ]
    if found.state == ImportState.CHECKING:
        return RowSum(known, (*terms,))
    if found.state in _PERHAPS_IN_PART and found.rows > known:
        terms.append(Term("left", found.rows - known, "", LEFT))
    return RowSum(found.rows, (*terms,))


def load_import(request: HttpRequest, public_id: UUID) -> Import:
    """An import of the account in use."""
    return get_object_or_404(imports_of(request), public_id=public_id)


def imports_of(request: HttpRequest) -> QuerySet[Import]:
    """All of the account in use, with what their pages name."""
    imports = Import.objects.filter(account=request.account)
    return imports.select_related("account", "by", "contact_list", "change")


def steps_for(found: Import, current: str) -> list[Step]:
    """The four steps; a draft may go back to those behind."""
    urls: Mapping[str, str] = {}
    if found.state in DRAFTS - {ImportState.CHECKING}:
        urls = {
            name: reverse(f"contacts:import_{name}", args=[found.public_id])
            for name in STEPS
            if name != "result"
        }
    return steps_of(STEPS, current=current, urls=urls)


def first_steps() -> list[Step]:
    """The four steps before there is a file."""
    return steps_of(STEPS, current="file")


def people_words(count: int) -> str:
    """“1 person”, “1,412 people”."""
    return "1 person" if count == 1 else f"{count:,} people"


def into_words(found: Import) -> str:
    """The list that it goes to, by name; "" where none is chosen yet."""
    return found.contact_list.name if found.contact_list else found.new_list_name


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a job is: for the bar, and in words for beside it."""

    done: int
    total: int
    share: int
    words: str
    speed: str


def pace_of(found: Import) -> Pace:
    """How far it came, how fast it is and how long it takes, where that is known."""
    now = services.progress(found)
    if now.waits:
        return Pace(0, 0, 0, "Waits for another import into the same list", "")
    rows = f"{now.done:,} of {now.total:,} rows" if now.total else f"{now.done:,} rows"
    share = round(100 * now.done / now.total) if now.total else 0
    told = []
    if now.rows_per_second >= 1:
        told.append(f"{now.rows_per_second:,.0f} rows a second")
    if now.seconds_left is not None:
        told.append(f"{_time_words(now.seconds_left)} left")
    return Pace(min(now.done, now.total), now.total, share, rows, " · ".join(told))


def _time_words(seconds: int) -> str:
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    return "about a minute" if minutes == 1 else f"about {minutes:,} minutes"
