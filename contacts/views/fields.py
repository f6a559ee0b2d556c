"""The page of the account’s own fields."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from contacts.fields import CUSTOM
from contacts.forms.lists import FieldsForm
from contacts.persons import labels_of
from contacts.services.custom_fields import LabelTaken, name_fields


@require(Ability.CAMPAIGN)
@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest) -> HttpResponse:
    """Name ClickSend’s four free fields, and add fields that stay here."""
    known = labels_of(request.account.pk)
    labels = {name: known.pop(name, "") for name in CUSTOM} | known
    form = FieldsForm(request.POST or None, account=request.account, labels=labels)
    if form.is_valid() and _keep(request, form, labels):
        messages.success(request, "The fields are kept.")
        return redirect("contacts:fields")
    own = [form[name] for name in labels if name not in CUSTOM]
    context = {"form": form, "four": [form[name] for name in CUSTOM], "own": own}
    return render(request, "contacts/lists/fields.html", context)


def _keep(request: HttpRequest, form: FieldsForm, labels: dict[str, str]) -> bool:
    wanted = {name: form.cleaned_data[name] for name in labels}
    try:
        name_fields(
            account=request.account,
            labels=wanted,
            by=request.user,
            fresh=form.cleaned_data["fresh"],
        )
    except LabelTaken as why:
        form.add_error(why.field, str(why))
        return False
    return True
