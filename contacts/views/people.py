"""Pages of one person: everything about them, added, edited, merged, deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from clicksendhub.consent.forms.blocks import BlockForm
from clicksendhub.consent.models import Block
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.timeline import timeline_of
from contacts.doors import CALL, FAX, WRITE, door
from contacts.forms.people import PersonForm
from contacts.models import Contact
from contacts.persons import facts_of, labels_of, rows_with, unshown_rows_with
from contacts.services import people as services
from contacts.services.changes import NowhereToGo
from contacts.services.merging import merge_people
from contacts.timeline import happenings_of
from contacts.views._load import load_list, load_person

MOST_HAPPENINGS = 50
_DELETED = "They were deleted meanwhile, so nothing was changed."
_ON_THEIR_WAY = "{} is being copied to ClickSend just now. Try again in a minute."
_TOO_MANY = "More people share this than the hub can tell apart. Leave it empty here."


@require(Ability.READ)
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one person, over all lists and channels."""
    found = load_person(request, pk)
    labels = labels_of(request.account.pk)
    rows = rows_with(found)
    blocks = Block.objects.filter(account=request.account, number=found.number)
    context = {
        "person": found,
        "name": _name(found),
        "number": pretty(found.number) if found.number else "",
        "facts": facts_of(found, labels),
        "others": [(row, facts_of(row, labels)) for row in rows[1:]],
        "standing_block": blocks.standing().first() if found.number else None,
        "unshown_rows": unshown_rows_with(found, len(rows)),
        "timeline": timeline_of(
            request,
            found.number,
            most=MOST_HAPPENINGS,
            also=happenings_of(rows, most=MOST_HAPPENINGS),
        ),
        "write_url": door(WRITE, found) if may(request, Ability.SEND) else "",
        "call_url": door(CALL, found) if may(request, Ability.SEND) else "",
        "fax_url": door(FAX, found) if may(request, Ability.SEND) else "",
        "may_change": may(request, Ability.SEND),
        "may_merge": may(request, Ability.CAMPAIGN),
    }
    return render(request, "contacts/people/person.html", context)


@require(Ability.SEND)
@require_GET
def block_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that blocks a number, with theirs in it, so that no address holds it."""
    found = load_person(request, pk)
    if not found.number:
        return redirect(found)
    shown = {"number": pretty(found.number)}
    form = BlockForm(account=request.account, initial=shown)
    return render(request, "consent/add.html", {"form": form})


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add somebody to a list."""
    of_list = load_list(request, public_id)
    form = PersonForm(request.POST or None, account=request.account)
    existing = None
    if form.is_valid():
        try:
            made = services.create_person(
                contact_list=of_list,
                details=form.details,
                by=request.user,
                shares=form.cleaned_data["shares"],
                time_zone=form.cleaned_data["time_zone"],
            )
        except services.AlreadyInList as why:
            form.say_who_is_there()
            existing = why.existing
        except services.TooManyShare:
            form.add_error(None, _TOO_MANY)
        except services.Gone:
            return _gone(request, f"The list {of_list.name} was deleted meanwhile.")
        else:
            messages.success(request, f"{_name(made)} is in {of_list.name}.")
            return redirect(made)
    context = {"form": form, "contact_list": of_list, "existing": existing}
    return render(request, "contacts/people/new.html", context)


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of somebody; two who do it at once both learn of it."""
    found = load_person(request, pk)
    form = PersonForm(request.POST or None, account=request.account, contact=found)
    context: dict[str, Any] = {"form": form, "person": found, "name": _name(found)}
    if form.is_valid():
        try:
            services.edit_person(
                contact=found,
                details=form.details,
                by=request.user,
                version=form.cleaned_data["version"] or 0,
                shares=form.cleaned_data["shares"],
                time_zone=form.cleaned_data["time_zone"],
            )
        except services.AlreadyInList as why:
            form.say_who_is_there()
            context["existing"] = why.existing
        except services.ChangedMeanwhile as why:
            context["differing"] = form.say_what_changed(why.now)
        except services.TooManyShare:
            form.add_error(None, _TOO_MANY)
        except services.Gone:
            return _gone(request, _DELETED)
        else:
            messages.success(request, "It is kept.")
            return redirect(found)
    return render(request, "contacts/people/edit.html", context)


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def delete_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete somebody from their list."""
    found = load_person(request, pk)
    of_list = found.contact_list
    if request.method == "POST":
        name = _name(found)
        try:
            services.delete_person(contact=found, by=request.user)
        except services.OnTheirWay:
            messages.warning(request, _ON_THEIR_WAY.format(name))
            return redirect(found)
        except services.Gone:
            return _gone(request, _DELETED)
        messages.success(request, f"{name} is deleted from {of_list.name}.")
        return redirect(of_list)
    context = {"person": found, "name": _name(found)}
    return render(request, "contacts/people/delete.html", context)


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Make two rows of one person one; both are shown first."""
    keep, other = load_person(request, pk), load_person(request, other_pk)
    if request.method == "POST":
        try:
            change = merge_people(keep=keep, other=other, by=request.user)
        except services.OnTheirWay:
            messages.warning(request, _ON_THEIR_WAY.format(_name(other)))
            return redirect(keep)
        except NowhereToGo:
            messages.warning(request, "One of the two is gone, so nothing was merged.")
            return redirect(keep)
        return redirect(change)
    labels = labels_of(request.account.pk)
    context = {
        "keep": keep,
        "other": other,
        "name": _name(keep),
        "keep_facts": facts_of(keep, labels),
        "other_facts": facts_of(other, labels),
    }
    return render(request, "contacts/people/merge.html", context)


def _gone(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    return redirect("contacts:lists")


def _name(found: Contact) -> str:
    return pretty(found.name) if found.name == found.number else found.name
