"""The table of people: of one list, or of every list of the account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clicksendhub.consent.services import blocked_among
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.tabs import CONTACTS, tabs_for
from contacts.columns import cell_of, columns_beside_the_name
from contacts.finding import Filter, Finder, FoundPage, find_page
from contacts.finding.filters import sentence_of
from contacts.forms.finding import FilterForm, FindForm
from contacts.models import ContactList
from contacts.views._found import keep, kept_finder, opened, sealed

PER_PAGE: Final = 50
_SHOWN_FIRST: Final = ("number", "email", "city")
_CHOSEN: Final = "contacts_columns"
_CLEAN_UP: Final = {
    "not_textable": "Cannot be texted",
    "blocked": "Opted out",
    "no_number": "No number",
}


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
    if request.method == "POST":
        return _search(request, place, of_list)
    finder, key = kept_finder(request, place), request.GET.get("s", "")
    if asked := _asked(request):
        finder = finder.with_filters([*finder.filters, asked])
        key = keep(request, finder)
    form = FindForm({"words": finder.words, "sort": finder.sort.value})
    adding = FilterForm(account=request.account)
    return _whole(request, finder, of_list, key, form=form, adding=adding)


def _search(
    request: HttpRequest, place: Finder, of_list: ContactList | None
) -> HttpResponse:
    """Take up what was typed; what cannot be understood changes nothing."""
    _choose_columns(request)
    finder = kept_finder(request, place)
    form, adding = FindForm(request.POST), None
    if "add" in request.POST:
        adding = FilterForm(request.POST, account=request.account)
    is_sound = form.is_valid() and (adding is None or adding.is_valid())
    if is_sound:
        finder = form.finder(finder, adding.filter() if adding else None)
    key = keep(request, finder)
    address = _address(request.path, s=key)
    if wants_fragment(request):
        if is_sound and adding:
            adding = FilterForm(account=request.account)
        context = _context(request, finder, of_list, key)
        context |= {"form": form, "adding": adding}
        answer = render(request, "contacts/people/_found.html", context)
        answer["HX-Replace-Url"] = address
        return answer
    if is_sound:
        return redirect(address)
    adding = adding or FilterForm(account=request.account)
    return _whole(request, finder, of_list, key, form=form, adding=adding)


def _whole(
    request: HttpRequest,
    finder: Finder,
    of_list: ContactList | None,
    key: str,
    **forms: Form,
) -> HttpResponse:
    current = "lists" if of_list else "people"
    context = _context(request, finder, of_list, key) | forms
    context["tabs"] = tabs_for(request, CONTACTS, current=current)
    return render(request, "contacts/people/people.html", context)


def _asked(request: HttpRequest) -> Filter | None:
    """A filter that a link brings: a clean-up, or whom an import brought."""
    only = request.GET.get("only", "")
    if only in _CLEAN_UP:
        return Filter(only)
    came_with = request.GET.get("import", "")
    return Filter("came_with", came_with) if came_with else None


def _context(
    request: HttpRequest, finder: Finder, of_list: ContactList | None, key: str
) -> dict[str, Any]:
    page = find_page(finder, opened(request.GET.get("at", "")), PER_PAGE)
    columns = columns_beside_the_name(request.account)
    kept = request.session.get(_CHOSEN, _SHOWN_FIRST)
    chosen = {name: columns[name] for name in columns if name in kept}
    return {
        "of_list": of_list,
        "step_badge": f"step_{of_list.step_state}" if of_list else "",
        "sentence": _sentence(of_list) if of_list else "",
        "page": page,
        "count_words": count_words(page),
        "found_words": found_words(page),
        "rows": _rows(request, page, chosen),
        "headings": list(chosen.values()),
        "columns": [(name, columns[name], name in chosen) for name in columns],
        "sentences": [sentence_of(request.account, each) for each in finder.filters],
        "key": key,
        "clean_up": [
            (words, _address(request.path, s=key, only=kind))
            for kind, words in _CLEAN_UP.items()
        ],
        "next_url": _page_url(request, key, page, "next"),
        "previous_url": _page_url(request, key, page, "previous"),
        "is_empty": finder.is_plain and not page.rows and page.previous is None,
        "may_change": may(request, Ability.SEND),
        "may_act": may(request, Ability.CAMPAIGN),
    }


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


def found_words(page: FoundPage) -> str:
    """“1 person found”, “Nobody found so far”."""
    if page.count:
        return f"{count_words(page)} found"
    return "Nobody found so far" if page.is_capped else "Nobody found"


def _rows(request: HttpRequest, page: FoundPage, columns: dict[str, str]) -> list[Row]:
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
            cells=tuple(
                (label, cell_of(row, name, zone=request.account.time_zone))
                for name, label in columns.items()
            ),
            is_blocked=row.number in blocked,
        )
        for row in page.rows
    ]


def _choose_columns(request: HttpRequest) -> None:
    """The columns that somebody ticked, kept for their session."""
    if "columns_shown" in request.POST:
        request.session[_CHOSEN] = request.POST.getlist("columns")


def _page_url(request: HttpRequest, key: str, page: FoundPage, way: str) -> str:
    cursor = sealed(getattr(page, way))
    return _address(request.path, s=key, at=cursor) if cursor else ""


def _address(path: str, **query: str) -> str:
    wanted = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{wanted}" if wanted else path
