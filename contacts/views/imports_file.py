"""How a file is read: what was found, with real rows, and every choice changeable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from clicksendhub.lib.tables import ENCODINGS, Kind, Layout, Unreadable, sample_of
from contacts.forms.imports import LayoutForm
from contacts.models import Import, ImportState
from contacts.services import imports as services
from contacts.services.imports_files import local_file
from contacts.views._imports import DRAFTS, FILE_GONE, load_import, steps_for

# Wide ones turn any file into signs that nobody would take for names.
_WIDE: Final = ("utf-16", "utf-32")
_TRIED: Final = [name for name in ENCODINGS if not name.startswith(_WIDE)]
_NO_NAME: Final = frozenset({"Cc", "Cf", "Cn", "Co", "So", "Sm", "Sk"})
_MOST_WAYS: Final = 5
_MOST_WORDS: Final = 3
_LOOKED_AT: Final = 200
_READ_OTHERWISE: Final = "Choose another way to read it below, or bring the file again."


@dataclass(frozen=True, slots=True)
class Way:
    """The names of a file as another encoding reads them."""

    encoding: str
    label: str
    words: str


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the first rows as they are read now, and take another choice."""
    found = load_import(request, public_id)
    if found.state not in DRAFTS - {ImportState.CHECKING}:
        return redirect(found)
    layout = Layout.from_json(found.layout)
    form = LayoutForm(request.POST or None, layout=layout)
    if form.is_valid() and _choose(request, found, form):
        look = "look" in request.POST or "read_as" in request.POST
        step = "contacts:import_file" if look else "contacts:import_columns"
        return redirect(step, found.public_id)
    preview, trouble = _preview(found)
    context = {
        "found": found,
        "form": form,
        "layout": layout,
        "preview": preview,
        "trouble": trouble,
        "ways": _other_ways(found, layout),
        "steps": steps_for(found, "file"),
    }
    return render(request, "contacts/imports/file.html", context)


def _choose(request: HttpRequest, found: Import, form: LayoutForm) -> bool:
    chosen = form.chosen
    if (encoding := request.POST.get("read_as", "")) in ENCODINGS:
        chosen = replace(chosen, encoding=encoding)
    if chosen == Layout.from_json(found.layout):
        return True
    try:
        services.choose_layout(found=found, layout=chosen, by=request.user)
    except (Unreadable, services.ColumnsWrong) as why:
        form.add_error(None, why.sentence)
        return False
    except services.FileGone:
        form.add_error(None, FILE_GONE)
        return False
    return True


def _preview(found: Import) -> tuple[services.Preview | None, str]:
    """The first rows; None, and what to do, where they cannot be read so."""
    try:
        return services.preview(found), ""
    except Unreadable:
        return None, _READ_OTHERWISE
    except services.FileGone:
        return None, FILE_GONE


def _other_ways(found: Import, layout: Layout) -> list[Way]:
    """The words with accents as other encodings read them, where it is a text."""
    if layout.kind != Kind.TEXT:
        return []
    try:
        with local_file(found) as path:
            return list(_ways(path, layout))
    except services.FileGone:
        return []


def _ways(path: Path, layout: Layout) -> Iterator[Way]:
    """Each reading once."""
    seen = {_accented(path, layout)}
    if seen == {()}:
        return
    for encoding in _TRIED:
        words = _accented(path, replace(layout, encoding=encoding))
        if words and words not in seen and len(seen) < _MOST_WAYS:
            seen.add(words)
            yield Way(encoding, ENCODINGS[encoding], ", ".join(words))


def _accented(path: Path, layout: Layout) -> tuple[str, ...]:
    """The first cells that are more than plain letters, where it can be read so."""
    try:
        rows = sample_of(path, layout, most=_LOOKED_AT)
    except (Unreadable, OSError):
        return ()
    cells = (cell.strip() for row in rows for cell in row.cells)
    told = [cell[:40] for cell in cells if not cell.isascii()]
    return tuple(told[:_MOST_WORDS]) if all(map(_may_be_names, told)) else ()


def _may_be_names(cell: str) -> bool:
    """No boxes, no symbols, and no word that mixes alphabets."""
    if any(unicodedata.category(sign) in _NO_NAME for sign in cell):
        return False
    return not any(len(_alphabets(word)) > 1 for word in cell.split())


def _alphabets(word: str) -> set[str]:
    """The first words of the names of its letters: LATIN, GREEK, CYRILLIC …"""
    names = (unicodedata.name(sign, "") for sign in word if sign.isalpha())
    return {name.partition(" ")[0] for name in names}
