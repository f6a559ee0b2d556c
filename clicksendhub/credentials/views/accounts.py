"""The list of accounts, the page of one, and what is done to it there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.credentials import hooks, services, uses
from clicksendhub.credentials.access import Ability, require
from clicksendhub.credentials.forms import AddAccount, DescribeAccount, RemoveAccount
from clicksendhub.credentials.middleware import SESSION_KEY
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.standing import Standing
from clicksendhub.credentials.views._load import load_account
from clicksendhub.http import HttpRequest


@require(Ability.HUB_ADMIN)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account with its lamp."""
    present = Account.objects.present().select_related("added_by")
    context = {"standings": [Standing(account) for account in present]}
    return render(request, "credentials/accounts.html", context)


@require(Ability.HUB_ADMIN)
@never_cache
@sensitive_post_parameters("api_key")
@require_http_methods(["GET", "POST"])
def add_account(request: HttpRequest) -> HttpResponse:
    """Credentials in; the key is tried at ClickSend before it is kept."""
    zone = request.user.time_zone
    form = AddAccount(request.POST or None, initial={"time_zone": zone})
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_account(actor=request.user, **form.cleaned_data)
        except services.KeyFault as fault:
            form.show_fault(fault)
        else:
            request.session[SESSION_KEY] = added.pk
            messages.success(request, f"{added.label} is added. Its key works.")
            return redirect(added)
    context = {"form": form, "demo_keys": hooks.demo_keys()}
    return render(request, "credentials/add_account.html", context)


@require(Ability.HUB_ADMIN)
@require_GET
def account(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything about one account but its key."""
    standing = Standing(load_account(public_id))
    return render(request, "credentials/account.html", {"standing": standing})


@require(Ability.HUB_ADMIN)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Label, country and zone."""
    described = load_account(public_id)
    form = DescribeAccount.of(described, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.describe_account(
            account=described, actor=request.user, **form.cleaned_data
        )
        messages.success(request, "Saved.")
        return redirect(described)
    context = {"account": described, "form": form}
    return render(request, "credentials/edit.html", context)


@require(Ability.HUB_ADMIN)
@require_POST
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Stop sending and fetching."""
    paused = load_account(public_id)
    services.pause_account(account=paused, actor=request.user)
    messages.success(request, f"{paused.label} is paused. What is due waits.")
    return redirect(paused)


@require(Ability.HUB_ADMIN)
@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go on."""
    resumed = load_account(public_id)
    services.resume_account(account=resumed, actor=request.user)
    messages.success(request, f"{resumed.label} works again.")
    return redirect(resumed)


@require(Ability.HUB_ADMIN)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name what uses the account, ask for its label, then take it out of use."""
    going = load_account(public_id)
    form = RemoveAccount(request.POST or None, account=going)
    if request.method == "POST" and form.is_valid():
        services.remove_account(account=going, actor=request.user)
        messages.success(request, f"{going.label} is removed.")
        return redirect("credentials:accounts")
    context = {"account": going, "form": form, "uses": uses.uses_of(going)}
    return render(request, "credentials/remove.html", context)
