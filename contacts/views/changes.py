"""Acts on many people: asked once more, done, shown, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block as block_number
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from contacts.forms.lists import TargetForm
from contacts.selecting import selected
from contacts.services import changes as services
from contacts.services.undoing import may_undo, undo
from contacts.views._chosen import (
    REFUSALS,
    Question,
    back_to,
    carried,
    question_of,
    refused,
)
from contacts.views._left import left_by
from contacts.views._load import load_change
from contacts.views._told import MOVING, title_of
from contacts.views.export import export

ACTS = {
    "move": "Move",
    "copy": "Copy",
    "delete": "Delete",
    "block": "Block",
}
MOST_BLOCKED = 500


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Ask once more whom is meant, then do it. A GET leads to the people."""
    act = request.POST.get("act", "")
    if act == "export":
        return export(request)
    if request.method != "POST" or act not in ACTS:
        return redirect(back_to(request))
    try:
        question = question_of(request)
    except REFUSALS as why:
        return refused(request, why)
    if not question.count:
        messages.info(request, "Nobody is ticked. Tick people, then choose again.")
        return redirect(back_to(request))
    return _ask_or_do(request, act, question)


def _ask_or_do(request: HttpRequest, act: str, question: Question) -> HttpResponse:
    is_answered = {"question", "sure"} <= request.POST.keys()
    form = TargetForm(request.POST if is_answered else None, account=request.account)
    needs_list = act in {"move", "copy"}
    too_many = act == "block" and question.count > MOST_BLOCKED
    if is_answered and not too_many and (form.is_valid() or not needs_list):
        return _do(request, act, question.selection, form)
    context = {
        "act": act,
        "word": ACTS[act],
        "count": question.count,
        "words": question.words,
        "form": form if needs_list else None,
        "carried": carried(request, question),
        "back": back_to(request),
        "too_many": too_many,
        "most": MOST_BLOCKED,
    }
    return render(request, "contacts/changes/sure.html", context)


@require(Ability.READ)
@require_GET
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was done to how many, who was left out, and the way back."""
    found = load_change(request, public_id)
    context = {
        "change": found,
        "title": title_of(found),
        "is_moving": found.state in MOVING,
        "left": left_by(found),
        "may_undo": may_undo(found) and may(request, Ability.CAMPAIGN),
    }
    if wants_fragment(request):
        return render(request, "contacts/changes/_change.html", context)
    return render(request, "contacts/changes/change.html", context)


@require(Ability.CAMPAIGN)
@require_POST
def undo_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an act back."""
    found = load_change(request, public_id)
    if not undo(change=found, by=request.user):
        messages.info(request, "It cannot be undone any more.")
    return redirect(found)


def _do(
    request: HttpRequest, act: str, selection: dict[str, Any], form: TargetForm
) -> HttpResponse:
    who: dict[str, Any] = {"account": request.account, "selection": selection}
    who["by"] = request.user
    if act == "block":
        return _block(request, selection)
    if act == "delete":
        return redirect(services.delete_people(**who))
    to_list = form.cleaned_data["to_list"]
    act_on = services.move_people if act == "move" else services.copy_people
    return redirect(act_on(**who, to_list=to_list))


def _block(request: HttpRequest, selection: dict[str, Any]) -> HttpResponse:
    """Block each number once; a block is lifted one by one, never in bulk."""
    people = selected(request.account.pk, selection).exclude(number="")
    numbers = set(people.values_list("number", flat=True))
    for number in sorted(numbers):
        block_number(
            account_id=request.account.pk,
            number=number,
            source=BlockSource.PERSON,
            words="Blocked together with others in a list",
            by=request.user,
        )
    told = "1 number is" if len(numbers) == 1 else f"{len(numbers):,} numbers are"
    messages.success(request, f"{told} blocked.")
    return redirect(back_to(request))
