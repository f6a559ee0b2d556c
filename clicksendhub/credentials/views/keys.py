"""The key of an account and the path from ClickSend: change, check, test, renew."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from clicksendhub.clicksend import ClickSendError
from clicksendhub.credentials import hooks, services
from clicksendhub.credentials.access import Ability, require
from clicksendhub.credentials.forms import ChangeKey
from clicksendhub.credentials.views._load import load_account
from clicksendhub.http import HttpRequest


@require(Ability.HUB_ADMIN)
@never_cache
@sensitive_post_parameters("api_key")
@require_http_methods(["GET", "POST"])
def change_key(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new key is tried first; until it works the old one stays in use."""
    account = load_account(public_id)
    form = ChangeKey(request.POST or None, initial={"username": account.username})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_key(
                account=account, actor=request.user, **form.cleaned_data
            )
        except services.OtherAccount as fault:
            form.ask_for_other()
            form.show_fault(fault)
        except services.KeyFault as fault:
            form.show_fault(fault)
        else:
            messages.success(request, "The new key works and is in use.")
            return redirect(account)
    context = {"account": account, "form": form}
    return render(request, "credentials/change_key.html", context)


@require(Ability.HUB_ADMIN)
@require_POST
def check_now(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask ClickSend for balance and limits."""
    account = load_account(public_id)
    try:
        services.refresh_account(account)
    except hooks.CallPutOff as reason:
        messages.warning(request, reason.sentence)
    except ClickSendError as error:
        sentence = services.sentence_for(error, environment=account.environment)
        messages.warning(request, sentence)
    else:
        messages.success(request, "The key works. Balance and limits are fresh.")
    return redirect(account)


@require(Ability.HUB_ADMIN)
@require_POST
def test_path(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have ClickSend send a test reply; the page tells when it is back."""
    account = load_account(public_id)
    test = hooks.path_test()
    if test:
        test.ask(account, request.user)
        messages.info(request, "The test is on its way. Look again in a few seconds.")
    return redirect(account)


@require(Ability.HUB_ADMIN)
@require_POST
def new_address(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A fresh webhook address; the old one works until the new one stands."""
    account = load_account(public_id)
    services.ask_for_new_address(account=account, actor=request.user)
    messages.info(request, "A new address is being registered at ClickSend.")
    return redirect(account)
