"""Whom the table of people means: ticked rows, or all that its search finds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from clicksendhub.http import HttpRequest
from contacts.finding import Finder
from contacts.selecting import by_finder, by_ids
from contacts.views._found import kept_finder
from contacts.views._load import load_list

_LARGEST_KEY = 2**63


def chosen(request: HttpRequest) -> dict[str, Any]:
    """The selection that was posted; keys that are none select nobody."""
    if request.POST.get("everybody"):
        return by_finder(
            kept_finder(request, _place(request), key=request.POST.get("s", ""))
        )
    ticked = [int(pk) for pk in request.POST.getlist("people") if pk.isdecimal()]
    return by_ids(request.account.pk, [pk for pk in ticked if pk < _LARGEST_KEY])


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """The same selection as hidden fields of the next form."""
    names = ("people", "s", "everybody", "of_list")
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def back_to(request: HttpRequest) -> Any:
    """The list that the table was of, else everybody: for ``redirect``."""
    if of_list := request.POST.get("of_list"):
        return load_list(request, _uuid(of_list))
    return "contacts:people"


def _place(request: HttpRequest) -> Finder:
    if of_list := request.POST.get("of_list"):
        return Finder(request.account.pk, load_list(request, _uuid(of_list)).pk)
    return Finder(request.account.pk)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        return UUID(int=0)
