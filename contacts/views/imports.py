"""Imports: the history, a new one, and the page of one that works or is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.lib.tables import COLUMNS, Unreadable
from clicksendhub.ui.tabs import CONTACTS, tabs_for
from clicksendhub.ui.uploads import was_too_big
from contacts.forms.imports import FileForm
from contacts.models import Import, ImportState
from contacts.services import imports as services
from contacts.views._imports import (
    MOVING,
    first_steps,
    imports_of,
    into_words,
    load_import,
    pace_of,
    people_words,
    steps_for,
    sum_of,
)
from contacts.views._left import left_by
from contacts.views.imports_check import problems_of

PER_PAGE: Final = 50
_STEP_OF: Final = {
    ImportState.DRAFT: "contacts:import_columns",
    ImportState.CHECKING: "contacts:import_check",
    ImportState.CHECKED: "contacts:import_check",
}
_NOT_ANY_MORE: Final = "That is not possible any more: it has moved on meanwhile."


@require(Ability.CAMPAIGN)
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """Every import of the account, drafts too: they belong to the team."""
    found = imports_of(request).order_by("-created_at")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (each, f"import_{each.state}", sum_of(each), into_words(each))
            for each in page
        ],
        "tabs": tabs_for(request, CONTACTS, current="imports"),
    }
    return render(request, "contacts/imports/imports.html", context)


# What is too long to be read has no token to be checked; it changes nothing, either.
@csrf_exempt
@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Bring a file, or paste rows."""
    try:
        request.POST  # noqa: B018 - reading it is what finds out
    except RequestDataTooBig:
        opened_here = {"account": request.account.public_id}
        form = FileForm(opened_here, account=request.account)
        form.say_that_it_is_too_much()
        return _page_of_new(request, form)
    return _bring(request)


@csrf_protect
def _bring(request: HttpRequest) -> HttpResponse:
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(
        *typed, account=request.account, initial={"into": request.GET.get("into")}
    )
    if was_too_big(request):
        too_big = services.FileTooBig(settings.IMPORT_FILE_BYTES)
        form.say_that_it_is_too_big(too_big.sentence)
    elif form.is_bound and form.is_valid() and (begun := _begin(request, form)):
        # A doubt about how it is read comes before what its columns are.
        step = "file" if begun.layout["doubts"] else "columns"
        return redirect(f"contacts:import_{step}", begun.public_id)
    return _page_of_new(request, form)


def _page_of_new(request: HttpRequest, form: FileForm) -> HttpResponse:
    context = {
        "form": form,
        "steps": first_steps(),
        "most_mb": settings.IMPORT_FILE_BYTES // 1_000_000,
        "most_columns": COLUMNS,
    }
    return render(request, "contacts/imports/new.html", context)


@require(Ability.CAMPAIGN)
@require_GET
def import_(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A draft is led to its step; else what is being done, or what came of it."""
    found = load_import(request, public_id)
    if step := _STEP_OF.get(ImportState(found.state)):
        return redirect(step, found.public_id)
    context = _told(found)
    if not wants_fragment(request):
        return render(request, "contacts/imports/import.html", context)
    if found.state not in MOVING:
        # Title, acts and all: the whole page is another one now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "contacts/imports/_live.html", context)


@require(Ability.CAMPAIGN)
@require_POST
def import_act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Check again, stop, go on, undo, or throw a draft away."""
    found = load_import(request, public_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return redirect(found)
    if not act(request, found):
        messages.warning(request, _NOT_ANY_MORE)
    return redirect(found if _stands(found) else "contacts:imports")


@require(Ability.CAMPAIGN)
@require_GET
def import_told(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The rows that were not taken, with why, as a file to mend and bring again."""
    found = load_import(request, public_id)
    pieces = services.take_told(found=found, by=request.user)
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    # No name of theirs: a file name may hold what no header can.
    answer["Content-Disposition"] = 'attachment; filename="rows-not-imported.csv"'
    return answer


def _begin(request: HttpRequest, form: FileForm) -> Import | None:
    """The draft of what was brought; None where the form says why there is none."""
    brought = form.cleaned_data
    common = {
        "account": request.account,
        "by": request.user,
        "contact_list": brought["into"],
    }
    file = brought["file"]
    try:
        if file:
            return services.begin(name=file.name, pieces=file.chunks(), **common)
        return services.begin_pasted(text=brought["pasted"], **common)
    except Unreadable as why:
        form.add_error("file" if file else "pasted", why.sentence)
    except services.FileTooBig as why:
        form.say_that_it_is_too_big(why.sentence)
    return None


def _told(found: Import) -> dict[str, Any]:
    people = found.new + found.changed
    problems = [] if found.state in MOVING else problems_of(found)
    return {
        "found": found,
        "badge": f"import_{found.state}",
        "title": _title(found, people),
        "people": people,
        "into": into_words(found),
        "sum": sum_of(found, url_for=_rows_of(found, bool(problems))),
        "pace": pace_of(found),
        "is_moving": found.state in MOVING,
        "may_undo": services.may_undo(found),
        "may_go_on": services.may_go_on(found),
        "left": left_by(found.change) if found.change else [],
        "told": found.rejected + found.duplicate,
        "problems": problems,
        "people_url": _people_url(found),
        "steps": steps_for(found, _step_of(found)),
    }


def _step_of(found: Import) -> str:
    """Where it stands in the row of steps; what could not be read got no further."""
    return "check" if found.state == ImportState.FAILED else "result"


def _title(found: Import, people: int) -> str:
    into = into_words(found)
    titles = {
        ImportState.IMPORTING: f"Importing into {into}",
        ImportState.STOPPED: f"Stopped half-way into {into}",
        ImportState.DONE: f"{people_words(people)} imported into {into}",
        ImportState.UNDOING: f"Undoing the import into {into}",
        ImportState.HALTED: f"The import into {into} was undone half-way",
        ImportState.UNDONE: f"The import into {into} was undone",
        ImportState.FAILED: "The file could not be read to its end",
    }
    return titles[ImportState(found.state)]


def _rows_of(found: Import, has_problems: bool) -> Callable[[str], str]:
    """Where the rows behind a number stand; nowhere for those that are as before."""

    def url(state: str) -> str:
        if state in {"duplicate", "rejected"}:
            return "#problems" if has_problems else ""
        return _people_url(found) if state == "new" else ""

    return url


def _people_url(found: Import) -> str:
    """The people that came with it, in their list; "" where the list is gone."""
    of_list = found.contact_list
    if of_list is None or of_list.deleted_at or not found.change:
        return ""
    address = reverse("contacts:list", args=[of_list.public_id])
    return f"{address}?import={found.public_id}" if found.new else address


def _stands(found: Import) -> bool:
    return Import.objects.filter(pk=found.pk).exists()


def _check(request: HttpRequest, found: Import) -> bool:
    try:
        services.start_check(found=found, by=request.user)
    except services.ColumnsWrong as why:
        messages.warning(request, why.sentence)
    return True


def _stop(request: HttpRequest, found: Import) -> bool:
    return services.stop(found=found, by=request.user)


def _go_on(request: HttpRequest, found: Import) -> bool:
    return services.go_on(found=found, by=request.user)


def _undo(request: HttpRequest, found: Import) -> bool:
    return services.undo(found=found, by=request.user)


def _discard(request: HttpRequest, found: Import) -> bool:
    is_gone = services.discard(found=found, by=request.user)
    if is_gone:
        messages.success(request, f"The draft of {found.file_name} was thrown away.")
    return is_gone


_ACTS: Final[dict[str, Callable[[HttpRequest, Import], bool]]] = {
    "check": _check,
    "stop": _stop,
    "go_on": _go_on,
    "undo": _undo,
    "discard": _discard,
}
