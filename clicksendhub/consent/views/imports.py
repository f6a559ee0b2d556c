"""Pages of bringing an old block list: file, columns, check, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.consent.forms.export import CSV_MARKED
from clicksendhub.consent.forms.imports import ColumnsForm, NewImportForm
from clicksendhub.consent.imports import applying, drafts, running, showing
from clicksendhub.consent.imports.columns import Columns
from clicksendhub.consent.imports.files import Look, layout_of, look_at
from clicksendhub.consent.models import AT_WORK, BlockImport, ImportState, Outcome
from clicksendhub.consent.views.export import as_file
from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import NOTHING_NEW, HttpRequest, wants_fragment
from clicksendhub.lib.tables import Unreadable

_PER_PAGE = 50
_EARLIER = 20
_SHOWN = 20
_SAMPLE_ROWS = 5
_DIGITS = 9
_TOLD_HEADINGS = ("Row", "What stands there", "Why it was not taken")


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bring a file, or paste numbers; earlier lists stand below."""
    form = NewImportForm(
        request.POST or None, request.FILES or None, account=request.account
    )
    if form.is_valid() and (begun := _begin(request, form)):
        if drafts.is_plain(begun):
            return _check(begun, drafts.columns_of(begun), begun.country)
        return redirect("consent:import_columns", begun.public_id)
    earlier = BlockImport.objects.filter(account=request.account).select_related("by")
    context = {"form": form, "earlier": earlier.order_by("-created_at")[:_EARLIER]}
    return render(request, "consent/imports/new.html", context)


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say which columns count, with real rows beside it."""
    found = _load(request, public_id)
    if found.state not in drafts.CHANGEABLE:
        return redirect(found)
    try:
        seen = look_at(found)
        form = ColumnsForm(request.POST or None, of=found, headings=seen.headings)
        if form.is_valid():
            return _go_on(request, found, form)
    except (Unreadable, FileNotFoundError) as error:
        sentence = getattr(error, "sentence", "The file is not kept any more.")
        messages.warning(request, f"{sentence} Bring it again.")
        return redirect("consent:import_new")
    return render(
        request, "consent/imports/columns.html", _columns_context(found, form, seen)
    )


@require(Ability.CAMPAIGN)
@require_GET
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One import: on its way, checked, or done. Polled while it moves."""
    found = _load(request, public_id)
    if found.state == ImportState.DRAFT:
        return redirect("consent:import_columns", found.public_id)
    context = _context(found)
    if not wants_fragment(request):
        return render(request, "consent/imports/import.html", context)
    if request.GET.get("known") == context["known"]:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "consent/imports/_standing.html", context)


@require(Ability.CAMPAIGN)
@require_GET
def rows(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The rows of one outcome, with their row numbers."""
    found = _load(request, public_id)
    kind = request.GET.get("outcome", "")
    told = showing.rows_of(found, kind)
    page = Paginator(told, _PER_PAGE).get_page(request.GET.get("page"))
    context = {"found": found, "page": page, **showing.words_for(kind)}
    return render(request, "consent/imports/rows.html", context)


@require(Ability.CAMPAIGN)
@require_GET
def told(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The rejected rows as a file, to be mended and brought again."""
    found = _load(request, public_id)
    drafts.note_told(found=found, by=request.user)
    rejected = showing.rows_of(found, Outcome.REJECTED).iterator(chunk_size=500)
    cells: Iterator[list[str]] = (
        [str(row.row), row.raw, row.sentence] for row in rejected
    )
    return as_file(CSV_MARKED, "rejected-rows", _TOLD_HEADINGS, cells)


@require(Ability.CAMPAIGN)
@require_POST
def act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm a checked list, or throw a draft away."""
    found = _load(request, public_id)
    deed = request.POST.get("act")
    if deed == "discard":
        if drafts.discard(found=found, by=request.user):
            messages.success(request, f"{found.file_name} was thrown away.")
            return redirect("consent:blocks")
    elif deed in ("start", "start_with_lifted"):
        _confirm(request, found, takes_lifted=deed == "start_with_lifted")
    return redirect(found)


def _confirm(request: HttpRequest, found: BlockImport, *, takes_lifted: bool) -> None:
    """Start with what this person saw: the check that their page showed."""
    shown, newest = request.POST.get("checks", ""), found.checks
    found.checks = int(shown) if shown.isdecimal() and len(shown) < _DIGITS else 0
    if applying.start(found=found, takes_lifted=takes_lifted, by=request.user):
        running.begin_work(found)
    elif shown != str(newest):
        messages.warning(request, "It was checked anew. Look again.")


def _begin(request: HttpRequest, form: NewImportForm) -> BlockImport | None:
    file, by = form.cleaned_data["file"], request.user
    try:
        if file:
            content: File[bytes] = file
            return drafts.begin(
                account=request.account, name=file.name, content=content, by=by
            )
        pasted = form.cleaned_data["pasted"]
        return drafts.begin_pasted(account=request.account, text=pasted, by=by)
    except Unreadable as error:
        form.add_error("file" if file else "pasted", error.sentence)
        return None


def _go_on(request: HttpRequest, found: BlockImport, form: ColumnsForm) -> HttpResponse:
    if form.is_other_layout:
        changed = drafts.choose_layout(
            found=found,
            sheet=form.cleaned_data.get("sheet", ""),
            has_heading=form.cleaned_data["has_heading"],
            country=form.cleaned_data["country"],
        )
        if not changed:
            return redirect(found)
        messages.info(request, "It is read in the other way now. Look at the columns.")
        return redirect("consent:import_columns", found.public_id)
    return _check(found, form.columns, form.cleaned_data["country"])


def _check(found: BlockImport, columns: Columns, country: str) -> HttpResponse:
    if drafts.start_check(found=found, columns=columns, country=country):
        running.begin_work(found)
    return redirect(found)


def _load(request: HttpRequest, public_id: UUID) -> BlockImport:
    imports = BlockImport.objects.filter(account=request.account)
    return get_object_or_404(
        imports.select_related("account", "by"), public_id=public_id
    )


def _columns_context(
    found: BlockImport, form: ColumnsForm, seen: Look
) -> dict[str, Any]:
    return {
        "found": found,
        "form": form,
        "headings": seen.headings,
        "samples": [
            list(zip(seen.headings, cells, strict=False))
            for cells in seen.samples[:_SAMPLE_ROWS]
        ],
        "doubts": layout_of(found).doubts,
    }


def _context(found: BlockImport) -> dict[str, Any]:
    found.refresh_from_db()
    rejected = showing.rows_of(found, Outcome.REJECTED)
    doubts = showing.rows_of(found, showing.DOUBT)
    return {
        "found": found,
        "is_at_work": found.state in AT_WORK,
        "known": f"{found.state}-{found.cursor}",
        "terms": showing.terms_of(found),
        "sum_words": showing.sum_words(found),
        "rejected": rejected[:_SHOWN],
        "more_rejected": found.rejected > _SHOWN,
        "doubts": doubts[:_SHOWN],
        "doubt_count": doubts.count(),
        "share": showing.share_done(found),
    }
