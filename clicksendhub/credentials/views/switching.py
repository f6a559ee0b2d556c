"""Working in another account, and the page for people who belong to none."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from clicksendhub.credentials.access import Ability, require
from clicksendhub.credentials.middleware import SESSION_KEY
from clicksendhub.credentials.models import Account
from clicksendhub.http import HttpRequest


@require(Ability.SIGNED_IN)
@require_POST
def switch_account(request: HttpRequest) -> HttpResponse:
    """Work in another of one's accounts; one’s first page comes next."""
    asked = request.POST.get("account") or request.GET.get("account", "")
    try:
        public_id = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    chosen = get_object_or_404(Account.objects.of(request.user), public_id=public_id)
    request.session[SESSION_KEY] = chosen.pk
    return redirect("overview:home")


@require(Ability.SIGNED_IN)
@require_GET
def no_account(request: HttpRequest) -> HttpResponse:
    """Says what to do where there is no account to work in."""
    if request.account:
        return redirect("overview:home")
    return render(request, "credentials/no_account.html")
