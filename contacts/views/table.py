"""The table of people: of one list, or of every list of the account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clicksendhub.consent.services import blocked_among
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.tabs import CONTACTS, tabs_for
from contacts.fields import FIELD
from contacts.finding import Filter, Finder, FoundPage, find_page
from contacts.finding.filters import sentence_of
from contacts.forms.finding import FindForm
from contacts.models import Contact, ContactList
from contacts.views._found import keep, kept_finder, opened, sealed

PER_PAGE: Final = 50
COLUMNS: Final = (
    *("number", "email", "organisation", "city", "state", "postal_code", "country"),
    *("custom_1", "custom_2", "custom_3", "custom_4"),
)
_SHOWN_FIRST: Final = ("number", "email", "city")
_CHOSEN: Final = "contacts_columns"
_CLEAN_UP: Final = ("not_textable", "blocked", "no_number")


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the table draws them."""

    pk: int
    url: str
    name: str
    list_name: str
    cells: tuple[tuple[str, str], ...]
    is_blocked: bool


@require(Ability.READ)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in every list."""
    return _page(request, Finder(request.account.pk), None)


@require(Ability.READ)
@require_http_methods(["GET", "POST"])
def list_(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Everybody in one list."""
    lists = ContactList.objects.standing().filter(account=request.account)
    found = get_object_or_404(lists, public_id=public_id)
    return _page(request, Finder(request.account.pk, found.pk), found)


def _page(
    request: HttpRequest, place: Finder, of_list: ContactList | None
) -> HttpResponse:
    finder = kept_finder(request, place)
    form = FindForm(request.POST or _start(request, finder), account=request.account)
    is_sound = form.is_valid()
    if request.method == "POST":
        _choose_columns(request)
        finder = form.finder(finder) if is_sound else finder
    key = (
        keep(request, finder) if request.method == "POST" else request.GET.get("s", "")
    )
    address = _address(request.path, s=key)
    if request.method == "POST" and is_sound and not wants_fragment(request):
        return redirect(address)
    context = _context(request, finder, of_list, key) | {"form": form}
    if wants_fragment(request):
        answer = render(request, "contacts/people/_found.html", context)
        answer["HX-Replace-Url"] = address
        return answer
    context["tabs"] = tabs_for(
        request, CONTACTS, current="lists" if of_list else "people"
    )
    return render(request, "contacts/people/people.html", context)


def _start(request: HttpRequest, finder: Finder) -> dict[str, str]:
    """What the form shows on a page that is opened; a link may bring a filter."""
    kind = request.GET.get("only", "")
    return {
        "words": finder.words,
        "sort": finder.sort.value,
        "kind": kind if kind in _CLEAN_UP else "",
    }


def _context(
    request: HttpRequest, finder: Finder, of_list: ContactList | None, key: str
) -> dict[str, Any]:
    if request.method == "GET" and (asked := _asked(request)):
        finder = finder.with_filters([*finder.filters, asked])
        key = keep(request, finder)
    page = find_page(finder, opened(request.GET.get("at", "")), PER_PAGE)
    chosen = request.session.get(_CHOSEN, list(_SHOWN_FIRST))
    return {
        "of_list": of_list,
        "step_badge": f"step_{of_list.step_state}" if of_list else "",
        "sentence": _sentence(of_list) if of_list else "",
        "finder": finder,
        "page": page,
        "count_words": count_words(page),
        "rows": _rows(request, page, chosen),
        "headings": [FIELD[name].label for name in chosen],
        "columns": [(name, FIELD[name].label, name in chosen) for name in COLUMNS],
        "sentences": [sentence_of(request.account, each) for each in finder.filters],
        "key": key,
        "here": _address(request.path, s=key),
        "next_url": _page_url(request, key, page, "next"),
        "previous_url": _page_url(request, key, page, "previous"),
        "is_empty": finder.is_plain and not page.rows and page.previous is None,
        "may_change": may(request, Ability.SEND),
        "may_act": may(request, Ability.CAMPAIGN),
    }


def _asked(request: HttpRequest) -> Filter | None:
    """A filter that a link brings: a clean-up, or whom an import brought."""
    only = request.GET.get("only", "")
    if only in _CLEAN_UP:
        return Filter(only)
    came_with = request.GET.get("import", "")
    return Filter("came_with", came_with) if came_with else None


def _sentence(of_list: ContactList) -> str:
    people = "person" if of_list.people_count == 1 else "people"
    return (
        f"{of_list.people_count:,} {people}, {of_list.textable_count:,} can be texted, "
        f"{of_list.blocked_count:,} opted out."
    )


def count_words(page: FoundPage) -> str:
    """“1 person”, “1,000+ people”."""
    if page.count == 1 and not page.is_capped:
        return "1 person"
    return f"{page.count:,}{'+' if page.is_capped else ''} people"


def _rows(request: HttpRequest, page: FoundPage, chosen: list[str]) -> list[Row]:
    numbers = [row.number for row in page.rows if row.number]
    blocked = blocked_among(request.account.pk, numbers)
    ids = {row.contact_list_id for row in page.rows}
    names = dict(ContactList.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Row(
            pk=row.pk,
            url=row.get_absolute_url(),
            name=pretty(row.name) if row.name == row.number else row.name,
            list_name=names[row.contact_list_id],
            cells=tuple((FIELD[name].label, _cell(row, name)) for name in chosen),
            is_blocked=row.number in blocked,
        )
        for row in page.rows
    ]


def _cell(row: Contact, name: str) -> str:
    value = str(getattr(row, name))
    return pretty(value) if name == "number" else value


def _choose_columns(request: HttpRequest) -> None:
    """The columns that somebody ticked, kept for their session."""
    if "columns_shown" in request.POST:
        ticked = request.POST.getlist("columns")
        request.session[_CHOSEN] = [name for name in COLUMNS if name in ticked]


def _page_url(request: HttpRequest, key: str, page: FoundPage, way: str) -> str:
    cursor = sealed(getattr(page, way))
    return _address(request.path, s=key, at=cursor) if cursor else ""


def _address(path: str, **query: str) -> str:
    wanted = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{wanted}" if wanted else path
