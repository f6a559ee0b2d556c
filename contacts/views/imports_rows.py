"""The rows with one cause, each with the cells that can be mended in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.lib.tables import FIELD_CHARACTERS
from contacts.imports.planned import PlanBroken
from contacts.models import Import, ImportRow, ImportState
from contacts.services import imports as services
from contacts.views._imports import FILE_GONE, load_import, steps_for

PER_PAGE: Final = 25
_CELL: Final = "cell_"
_PLAN_GONE: Final = "The check is not there any more. Check the file again."


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row that became something, as a field to write in."""

    name: str
    id: str
    label: str
    value: str
    is_faulty: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row as the page shows it."""

    row: int
    sentence: str
    cells: tuple[Cell, ...]

    @property
    def faulty(self) -> tuple[Cell, ...]:
        """The cells to mend first: all of them where no single one is to blame."""
        return tuple(cell for cell in self.cells if cell.is_faulty) or self.cells

    @property
    def summary(self) -> str:
        """The rest of the row in one line, by which its owner knows it."""
        told = (cell.value.strip() for cell in self.others)
        return " · ".join(filter(None, told))

    @property
    def others(self) -> tuple[Cell, ...]:
        """The rest of the row, folded away."""
        return tuple(cell for cell in self.cells if cell not in self.faulty)


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def import_rows(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Rows of one cause; a POST mends one of them."""
    found = load_import(request, public_id)
    if request.method == "POST":
        return _mend(request, found)
    code, after = request.GET.get("code", ""), _number(request.GET.get("after", ""))
    group = next((one for one in services.problems_of(found) if one.code == code), None)
    if group is None:
        return redirect(found)
    rows = list(services.told_rows(found, code, after, PER_PAGE + 1))
    context = _context(found, code) | {
        "group": group,
        "badge": f"row_{group.outcome}",
        "rows": [_told(found, row) for row in rows[:PER_PAGE]],
        "after": after,
        "next_url": _address(found, code, rows[PER_PAGE - 1].row)
        if len(rows) > PER_PAGE
        else "",
        "first_url": _address(found, code) if after else "",
        "steps": steps_for(found, "check" if _may_mend(found) else "result"),
    }
    return render(request, "contacts/imports/rows.html", context)


def _mend(request: HttpRequest, found: Import) -> HttpResponse:
    """Write the cells that somebody changed, and say what came of it."""
    row, code = _number(request.POST.get("row", "")), request.POST.get("code", "")
    cells = _cells_in(request)
    back = _address(found, code, _number(request.POST.get("after", "")))
    if fault := _fault_of(cells):
        return _refused(request, f"Row {row}: {fault}", back)
    try:
        told = services.mend_row(
            found=found, row=row, cells=_changed(found, row, cells), by=request.user
        )
    except services.NotChecked as why:
        return _refused(request, why.sentence, back)
    except services.FileGone:
        return _refused(request, FILE_GONE, back)
    except PlanBroken:
        return _refused(request, _PLAN_GONE, back)
    if wants_fragment(request):
        context = _context(found, code) | {"number": row}
        context["row"] = _told(found, told) if told else None
        return render(request, "contacts/imports/_row.html", context)
    if told is None:
        messages.success(request, f"Row {row} is fine now.")
        return redirect(back)
    # Why stands on the page: messages lie in the session, and a number would with it.
    messages.warning(request, f"Row {row} is not fine yet.")
    if told.code != code:
        back = _address(found, told.code, row - 1)
    return redirect(back)


def _cells_in(request: HttpRequest) -> dict[int, str]:
    """What was written, by the place of its column."""
    places = {name: name.removeprefix(_CELL) for name in request.POST}
    return {
        int(place): str(request.POST[name])
        for name, place in places.items()
        if name.startswith(_CELL) and _is_number(place)
    }


def _fault_of(cells: dict[int, str]) -> str:
    """Why no cell of a file could hold that; "" where it could."""
    if any("\0" in cell for cell in cells.values()):
        return "What was written has a sign that cannot be kept. Write it anew."
    if any(len(cell) > FIELD_CHARACTERS for cell in cells.values()):
        return f"A cell holds at most {FIELD_CHARACTERS:,} characters."
    return ""


def _refused(request: HttpRequest, sentence: str, back: str) -> HttpResponse:
    """Nothing was written; in the place of one row there is no room to say why."""
    messages.warning(request, sentence)
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(back)


def _changed(found: Import, row: int, cells: dict[int, str]) -> dict[int, str]:
    """What was written anew; a field of one line has lost the line breaks of a cell."""
    told = found.told.filter(row=row).first()
    before = _written(told, len(found.mapping)) if told else []
    return {
        place: value
        for place, value in cells.items()
        if place < len(before) and value.split() != before[place].split()
    }


def _context(found: Import, code: str) -> dict[str, Any]:
    return {"found": found, "code": code, "may_mend": _may_mend(found)}


def _may_mend(found: Import) -> bool:
    return found.state == ImportState.CHECKED


def _told(found: Import, row: ImportRow) -> ToldRow:
    labels = _labels(found)
    cells = tuple(
        Cell(
            name=f"{_CELL}{place}",
            id=f"row-{row.row}-{place}",
            label=labels[place],
            value=value,
            is_faulty=place == row.column,
        )
        for place, value in enumerate(_written(row, len(found.mapping)))
        if found.mapping[place]
    )
    return ToldRow(row.row, row.sentence, cells)


def _written(row: ImportRow, columns: int) -> list[str]:
    """The cells as they are now: what somebody wrote stands before the file’s."""
    cells = [*row.cells, *[""] * columns][:columns]
    return [str(row.mended.get(str(at), cell)) for at, cell in enumerate(cells)]


def _labels(found: Import) -> list[str]:
    """The headings of the file: what its owner calls the columns."""
    return [str(heading) for heading in found.headings]


def _address(found: Import, code: str, after: int = 0) -> str:
    path = reverse("contacts:import_rows", args=[found.public_id])
    wanted: dict[str, str | int] = {"code": code}
    if after:
        wanted["after"] = after
    return f"{path}?{urlencode(wanted)}"


def _number(written: str) -> int:
    """A row number as it was sent; 0 where it is none."""
    return int(written) if _is_number(written) else 0


def _is_number(written: str) -> bool:
    return written.isdecimal() and len(written) < 10
