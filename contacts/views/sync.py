"""Pages of keeping in step: how a list stands, what differs, what a person decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.ui.tabs import CONTACTS, tabs_for
from contacts import differences
from contacts.forms.sync import BringForm, DecideForm, FindListsForm, GoneForm
from contacts.models import Conflict, ContactList, StepState
from contacts.services import deciding, stepping
from contacts.sync.there import (
    CannotAsk,
    ListsThere,
    find_only_there,
    lists_only_there,
    name_of_list,
)

_GONE_ACTS = {
    "alone": (stepping.keep_alone, "{} is kept here alone now."),
    "again": (stepping.make_again, "{} is being made again at ClickSend."),
    "delete": (stepping.delete_here, "{} was deleted here too."),
}
_DECIDED_OR_CHANGED = (
    "It was decided or changed meanwhile: nothing was done. Look at it again."
)
_DECISIONS = {"ours": deciding.keep_ours, "theirs": deciding.take_theirs}


@require(Ability.READ)
@require_GET
def compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How a list stands to its copy, with the differences of the last comparison."""
    found = _load(request, public_id)
    kind = differences.first_kind(found, request.GET.get("kind", ""))
    context: dict[str, Any] = {
        "contact_list": found,
        "step_badge": f"step_{found.step_state}",
        "is_gone": found.step_state == StepState.GONE,
        "conflicts": differences.undecided_of(found),
        "kinds": differences.kinds_of(found, current=kind),
        "kind": kind,
        "kind_label": differences.KINDS[kind],
        "page": differences.page_of(found, kind, request.GET.get("page")),
        "may_decide": may(request, Ability.CAMPAIGN),
    }
    if wants_fragment(request):
        return render(request, "contacts/sync/_standing.html", context)
    return render(request, "contacts/sync/compare.html", context)


@require(Ability.CAMPAIGN)
@require_POST
def compare_now(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for a comparison; the page follows it."""
    found = _load(request, public_id)
    stepping.compare(contact_list=found, by=request.user)
    return redirect("contacts:compare", found.public_id)


@require(Ability.CAMPAIGN)
@require_POST
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make at ClickSend again whom the last comparison found only here."""
    found = _load(request, public_id)
    if found.keeps_in_step and stepping.put_back(contact_list=found, by=request.user):
        messages.success(request, "They go to ClickSend again.")
    return redirect("contacts:compare", found.public_id)


@require(Ability.CAMPAIGN)
@require_POST
def decide_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide which value of a field stands."""
    waiting = Conflict.objects.select_related("contact__contact_list")
    conflict = get_object_or_404(waiting, pk=pk, contact__account=request.account)
    form = DecideForm(request.POST)
    if form.is_valid():
        decide = _DECISIONS[form.cleaned_data["decision"]]
        # Decided is what was shown: the service writes only if it is still that.
        conflict.ours = form.cleaned_data["ours"]
        conflict.theirs = form.cleaned_data["theirs"]
        if not decide(conflict=conflict, by=request.user):
            messages.warning(request, _DECIDED_OR_CHANGED)
    return redirect("contacts:compare", conflict.contact.contact_list.public_id)


@require(Ability.CAMPAIGN)
@require_POST
def decide_gone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide what becomes of a list that ClickSend has no more."""
    found = _load(request, public_id)
    form = GoneForm(request.POST)
    if form.is_valid() and found.step_state == StepState.GONE:
        act, told = _GONE_ACTS[form.cleaned_data["decision"]]
        act(contact_list=found, by=request.user)
        messages.success(request, told.format(found.name))
    if found.deleted_at:
        return redirect("contacts:lists")
    return redirect("contacts:compare", found.public_id)


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def lists_there(request: HttpRequest) -> HttpResponse:
    """Lists that exist only at ClickSend; names are searched by a posted form."""
    form = FindListsForm(request.POST or None)
    found, trouble = ListsThere(()), ""
    try:
        if form.is_valid():
            found = find_only_there(request.account, form.cleaned_data["words"])
        elif not form.is_bound:
            found = lists_only_there(request.account, page=_page_asked(request))
    except CannotAsk as reason:
        trouble = reason.sentence
    context = {
        "form": form,
        "found": found,
        "trouble": trouble,
        "is_search": form.is_bound,
        "tabs": tabs_for(request, CONTACTS, current="lists"),
    }
    return render(request, "contacts/sync/lists_there.html", context)


@require(Ability.CAMPAIGN)
@require_POST
def bring_here(request: HttpRequest) -> HttpResponse:
    """Keep a list of ClickSend here too; its people come by jobs."""
    form = BringForm(request.POST)
    if not form.is_valid():
        return redirect("contacts:lists_there")
    provider_id = form.cleaned_data["provider_id"]
    try:
        name = name_of_list(request.account, provider_id)
    except CannotAsk as reason:
        messages.warning(request, reason.sentence)
        return redirect("contacts:lists_there")
    made = stepping.bring_here(
        account=request.account, provider_id=provider_id, name=name, by=request.user
    )
    messages.success(request, f"{made.name} is being brought here.")
    return redirect("contacts:compare", made.public_id)


def _load(request: HttpRequest, public_id: UUID) -> ContactList:
    lists = ContactList.objects.standing().filter(account=request.account)
    return get_object_or_404(lists, public_id=public_id)


def _page_asked(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() else 1
