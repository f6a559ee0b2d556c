"""The senders that an admin keeps for an account."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from messaging.forms.sender import SenderForm, SharedSenderForm
from messaging.models import Sender
from messaging.sender_words import SHARED, SHARED_SENTENCE, words_for
from messaging.services.senders import (
    add_sender,
    make_default,
    remove_sender,
    use_shared_by_default,
)
from messaging.views._load import load_sender


@require(Ability.HUB_ADMIN)
@require_GET
def senders(request: HttpRequest) -> HttpResponse:
    """The list, beginning with the shared number that is always there."""
    if not request.account:
        return redirect("credentials:no_account")
    kept = list(Sender.objects.filter(account=request.account))
    context = {
        "shared": SHARED,
        "shared_sentence": SHARED_SENTENCE,
        "shared_is_default": not any(sender.is_default for sender in kept),
        "shared_form": SharedSenderForm(account=request.account),
        "rows": [(sender, words_for(sender.value)) for sender in kept],
    }
    return render(request, "messaging/senders/list.html", context)


@require(Ability.HUB_ADMIN)
@require_http_methods(["GET", "POST"])
def sender_add(request: HttpRequest) -> HttpResponse:
    """Add a number or a name."""
    if not request.account:
        return redirect("credentials:no_account")
    form = SenderForm(request.POST or None, account=request.account)
    if not form.is_valid():
        return render(request, "messaging/senders/add.html", {"form": form})
    add_sender(
        account=request.account,
        actor=request.user,
        value=form.cleaned_data["value"],
        kind=form.cleaned_data["kind"],
        label=form.cleaned_data["label"],
    )
    messages.success(request, "The sender is added.")
    return redirect("messaging:senders")


@require(Ability.HUB_ADMIN)
@require_POST
def sender_default(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Let new texts begin with this sender."""
    make_default(load_sender(request, public_id), actor=request.user)
    return redirect("messaging:senders")


@require(Ability.HUB_ADMIN)
@require_POST
def sender_shared_default(request: HttpRequest) -> HttpResponse:
    """Let new texts begin with ClickSend’s shared number."""
    if not request.account:
        return redirect("credentials:no_account")
    form = SharedSenderForm(request.POST, account=request.account)
    if form.is_valid():
        use_shared_by_default(account=request.account, actor=request.user)
    for fault in form.errors.get("account", []):
        messages.warning(request, str(fault))
    return redirect("messaging:senders")


@require(Ability.HUB_ADMIN)
@require_POST
def sender_remove(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take a sender off the list."""
    remove_sender(load_sender(request, public_id), actor=request.user)
    messages.success(request, "The sender is off the list.")
    return redirect("messaging:senders")
