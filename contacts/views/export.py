"""Takes people away as a file: what it holds is chosen first, then it is streamed."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from clicksendhub.lib import tables
from contacts.forms.export import CSV, CSV_SEMICOLONS, XLSX, ExportForm
from contacts.services.exports import columns_of, note_export, rows_of
from contacts.views._chosen import (
    REFUSALS,
    Question,
    back_to,
    carried,
    question_of,
    refused,
)

_TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_CSV = "text/csv; charset=utf-8"


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Ask what the file holds, then give it. A GET leads to the people."""
    if request.method != "POST":
        return redirect(back_to(request))
    try:
        question = question_of(request)
    except REFUSALS as why:
        return refused(request, why)
    if not question.count:
        messages.info(request, "Nobody is ticked. Tick people, then choose again.")
        return redirect(back_to(request))
    columns = columns_of(request.account)
    given = request.POST if {"question", "kind"} <= request.POST.keys() else None
    form = ExportForm(given, columns=columns, count=question.count)
    if not form.is_valid():
        context = {
            "form": form,
            "count": question.count,
            "words": question.words,
            "carried": carried(request, question),
            "back": back_to(request),
        }
        return render(request, "contacts/export/export.html", context)
    return _take(request, form, question, columns)


def _take(
    request: HttpRequest, form: ExportForm, question: Question, columns: dict[str, str]
) -> StreamingHttpResponse:
    kind, ticked = form.cleaned_data["kind"], form.cleaned_data["columns"]
    names = [name for name in columns if name in ticked]
    note_export(
        account=request.account,
        kind=kind,
        selection=question.selection,
        people=question.count,
        by=request.user,
    )
    rows = rows_of(request.account, question.selection, names)
    return _file(kind, [columns[name] for name in names], rows)


def _file(
    kind: str, headings: list[str], rows: Iterator[list[str]]
) -> StreamingHttpResponse:
    if kind == XLSX:
        pieces = tables.xlsx_pieces(headings, rows)
    else:
        pieces = tables.csv_pieces(
            headings,
            rows,
            has_mark=kind != CSV,
            delimiter=";" if kind == CSV_SEMICOLONS else ",",
        )
    answer = StreamingHttpResponse(pieces, content_type=_TYPES.get(kind, _CSV))
    ending = "xlsx" if kind == XLSX else "csv"
    name = f"people-{timezone.now():%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
