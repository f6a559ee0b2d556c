"""Pages of the lists: all of them, a new one, its settings, and its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest
from clicksendhub.ui.tabs import CONTACTS, tabs_for
from contacts.forms.lists import DeleteListForm, ListForm
from contacts.models import ContactList, CustomField, Import, ImportState
from contacts.services import lists as services
from contacts.services.stepping import keep_in_step
from contacts.uses import uses_of
from contacts.views._load import load_list
from contacts.views.lately import lately_with

PER_PAGE = 50
_TAKEN = "A list of that name is there already. Choose another name."


@require(Ability.READ)
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list with its counts."""
    found = ContactList.objects.standing().filter(account=request.account)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    busy = _imports_into(list(page))
    context = {
        "page": page,
        "rows": [(each, f"step_{each.step_state}", busy.get(each.pk)) for each in page],
        "may_change": may(request, Ability.CAMPAIGN),
        "tabs": tabs_for(request, CONTACTS, current="lists"),
    }
    return render(request, "contacts/lists/lists.html", context)


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def new_list(request: HttpRequest) -> HttpResponse:
    """Make an empty list."""
    form = ListForm(request.POST or None, account=request.account)
    if form.is_valid():
        try:
            made = services.create_list(
                account=request.account,
                name=form.cleaned_data["name"],
                keeps_in_step=form.cleaned_data["keeps_in_step"],
                by=request.user,
            )
        except services.NameTaken:
            form.add_error("name", _TAKEN)
        else:
            return redirect(made)
    return render(request, "contacts/lists/new.html", {"form": form})


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def list_settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The name of a list and its switch; its ids at ClickSend."""
    found = load_list(request, public_id)
    shown = {"name": found.name, "keeps_in_step": found.keeps_in_step}
    form = ListForm(request.POST or None, account=request.account, initial=shown)
    if form.is_valid() and _settle(request, found, form):
        messages.success(request, "The settings are kept.")
        return redirect(found)
    context = {
        "form": form,
        "contact_list": load_list(request, public_id),
        "step_badge": f"step_{found.step_state}",
        "lately": lately_with(request, found),
    }
    return render(request, "contacts/lists/settings.html", context)


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def delete_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What uses the list, and its name typed, before it goes."""
    found = load_list(request, public_id)
    form = DeleteListForm(request.POST or None, contact_list=found)
    if form.is_valid():
        services.delete_list(contact_list=found, by=request.user)
        messages.success(request, f"The list {found.name} is deleted.")
        return redirect("contacts:lists")
    context = {"contact_list": found, "form": form, "uses": uses_of(found)}
    return render(request, "contacts/lists/delete.html", context)


def _imports_into(lists: list[ContactList]) -> dict[int, Import]:
    """The import that writes into a list at this moment, by the list."""
    at_work = Import.objects.filter(
        contact_list__in=lists,
        state__in=(ImportState.IMPORTING, ImportState.UNDOING),
    )
    return {found.contact_list_id: found for found in at_work if found.contact_list_id}


def _settle(request: HttpRequest, found: ContactList, form: ListForm) -> bool:
    wanted = form.cleaned_data
    try:
        services.rename_list(contact_list=found, name=wanted["name"], by=request.user)
    except services.NameTaken:
        form.add_error("name", _TAKEN)
        return False
    if wanted["keeps_in_step"] != found.keeps_in_step:
        keep_in_step(contact_list=found, on=wanted["keeps_in_step"], by=request.user)
    return True


def own_fields(request: HttpRequest) -> list[CustomField]:
    """Fields of the account that are kept here alone, or have a label of its own."""
    return list(CustomField.objects.filter(account=request.account))
