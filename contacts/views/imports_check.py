"""The dry run: where every row stands, what is the matter, and the one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest, wants_fragment
from contacts.models import Import, ImportRow, ImportState, Outcome
from contacts.services import imports as services
from contacts.views._imports import (
    DRAFTS,
    into_words,
    load_import,
    pace_of,
    people_words,
    steps_for,
    sum_of,
)

_ROWS_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One cause, and the first of its rows."""

    group: services.ProblemGroup
    badge: str
    rows: list[ImportRow]


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def import_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What would happen; a POST makes it happen, once."""
    found = load_import(request, public_id)
    if request.method == "POST":
        return _start(request, found)
    if found.state == ImportState.CHECKING:
        return _moving(request, found)
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if found.state != ImportState.CHECKED:
        return redirect(found)
    people = found.new + found.changed
    context = {
        "found": found,
        "checked": services.seal_of(found),
        "people": people,
        "deed": f"Import {people_words(people)}",
        "into": into_words(found),
        "sum": sum_of(found, url_for=_rows_of),
        "problems": problems_of(found),
        "earlier": services.earlier_same_file(found),
        "undo_days": settings.UNDO_DAYS,
        "steps": steps_for(found, "check"),
    }
    return render(request, "contacts/imports/check.html", context)


def problems_of(found: Import) -> list[Problem]:
    """Each cause with the first rows of the person’s own counting."""
    return [
        Problem(
            group,
            f"row_{group.outcome}",
            list(services.told_rows(found, group.code, 0, _ROWS_NAMED)),
        )
        for group in services.problems_of(found)
    ]


def _start(request: HttpRequest, found: Import) -> HttpResponse:
    """A second click, or another tab, lands on the same page; what is there counts.

    Nobody imports what another tab, or another person, checked anew meanwhile.
    """
    seen = request.POST.get("checked", "")
    try:
        services.start(found=found, by=request.user, seen=seen)
    except services.NotChecked as why:
        found.refresh_from_db()
        if found.state in DRAFTS:
            messages.warning(request, why.sentence)
    return redirect(found)


def _moving(request: HttpRequest, found: Import) -> HttpResponse:
    context = {
        "found": found,
        "pace": pace_of(found),
        "steps": steps_for(found, "check"),
    }
    if wants_fragment(request):
        return render(request, "contacts/imports/_checking.html", context)
    return render(request, "contacts/imports/checking.html", context)


def _rows_of(state: str) -> str:
    return "#problems" if state in {Outcome.REJECTED, Outcome.DUPLICATE} else ""
