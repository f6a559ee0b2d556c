"""What each column of a file becomes, with three of its rows shown as people."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.lib.tables import DELIMITERS, ENCODINGS, Kind, Layout, Row, Unreadable
from contacts.forms.imports import ColumnsForm, initial_of
from contacts.models import Import, ImportState
from contacts.persons import labels_of
from contacts.services import imports as services
from contacts.views._as_people import shown_as_people
from contacts.views._imports import DRAFTS, load_import, steps_for

_SAMPLES: Final = 3
_LONGEST: Final = 40


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree what is what, then check every row."""
    found = load_import(request, public_id)
    if found.state not in DRAFTS - {ImportState.CHECKING}:
        return redirect(found)
    try:
        preview = services.preview(found)
    except (Unreadable, services.FileGone):
        return redirect("contacts:import_file", found.public_id)
    form = _form(request, found, preview)
    if "look" not in request.POST and form.is_valid() and _choose(request, found, form):
        return redirect("contacts:import_check", found.public_id)
    rows = preview.rows[:_SAMPLES]
    context = {
        "found": found,
        "people": shown_as_people(form, preview.headings, rows),
    }
    if wants_fragment(request):
        return render(request, "contacts/imports/_as_people.html", context)
    context |= {
        "form": form,
        "columns": form.columns(),
        "read_as": _read_as(Layout.from_json(found.layout)),
        "steps": steps_for(found, "columns"),
    }
    return render(request, "contacts/imports/match.html", context)


def _form(
    request: HttpRequest, found: Import, preview: services.Preview
) -> ColumnsForm:
    columns = range(len(preview.headings))
    return ColumnsForm(
        request.POST or None,
        found=found,
        headings=preview.headings,
        samples=[_sample(preview.rows, place) for place in columns],
        labels=labels_of(found.account_id),
        initial=initial_of(found, keeps_in_step=_keeps_in_step(found)),
    )


def _keeps_in_step(found: Import) -> bool:
    """What was chosen; of a draft without a choice, what suits its size."""
    is_chosen = bool(found.new_list_name)
    return found.keeps_in_step if is_chosen else services.steps_by_default(found)


def _choose(request: HttpRequest, found: Import, form: ColumnsForm) -> bool:
    """Keep what was chosen and begin to check; False where the form says why not."""
    chosen = form.cleaned_data
    try:
        services.choose_columns(
            found=found,
            mapping=form.mapping(),
            country=chosen["country"],
            policy=chosen["policy"],
            duplicates=chosen["duplicates"],
            contact_list=chosen["into"],
            new_list_name="" if chosen["into"] else chosen["new_list_name"],
            keeps_in_step=chosen["keeps_in_step"],
            by=request.user,
        )
        services.start_check(found=found, by=request.user)
    except services.ColumnsWrong as why:
        form.say_what_is_wrong(why.sentence, why.column)
        return False
    return True


def _sample(rows: list[Row], place: int) -> str:
    """What stands in a column, of the first rows that have something there."""
    cells = (row.cells[place].strip() for row in rows if place < len(row.cells))
    told = [Truncator(cell).chars(_LONGEST) for cell in cells if cell]
    return " · ".join(told[:_SAMPLES]) or "Blank in the first rows"


def _read_as(layout: Layout) -> str:
    """How the file is read, in one line."""
    heading = (
        f"headings in row {layout.heading_row}" if layout.heading_row else "no headings"
    )
    if layout.kind == Kind.SHEET:
        return f"Sheet “{layout.sheet}”, {heading}"
    encoding = ENCODINGS.get(layout.encoding, layout.encoding)
    delimiter = DELIMITERS.get(layout.delimiter, layout.delimiter).lower()
    return f"{encoding}, parted by {delimiter}, {heading}"
