"""Takes the block list away as a file: what it holds is chosen, then it is streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clicksendhub.consent.exporting import HEADINGS, note_export, rows_of
from clicksendhub.consent.forms.export import ALL, CSV_MARKED, XLSX, ExportForm
from clicksendhub.consent.models import Block
from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from clicksendhub.lib.tables import csv_pieces, xlsx_pieces

_TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_CSV = "text/csv; charset=utf-8"


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Ask what the file holds, then give it."""
    blocks = Block.objects.filter(account=request.account)
    form = ExportForm(request.POST or None, count=blocks.count())
    if not form.is_valid():
        standing = blocks.standing().count()
        context = {"form": form, "standing": standing}
        return render(request, "consent/export.html", context)
    kind = form.cleaned_data["kind"]
    chosen = blocks if form.cleaned_data["which"] == ALL else blocks.standing()
    note_export(account=request.account, kind=kind, blocks=chosen, by=request.user)
    return as_file(kind, "opt-outs", HEADINGS, rows_of(request.account, chosen))


def as_file(
    kind: str, name: str, headings: Sequence[str], rows: Iterator[list[str]]
) -> StreamingHttpResponse:
    """A table as an attachment, streamed, named for the day."""
    if kind == XLSX:
        pieces = xlsx_pieces(headings, rows)
    else:
        pieces = csv_pieces(headings, rows, has_mark=kind == CSV_MARKED)
    answer = StreamingHttpResponse(pieces, content_type=_TYPES.get(kind, _CSV))
    ending = "xlsx" if kind == XLSX else "csv"
    day = f"{timezone.now():%Y-%m-%d}"
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.{ending}"'
    return answer
