"""Events that could not be read or settled: looked at, and tried again, by an admin."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest
from clicksendhub.ui.tabs import INBOX, Tab, tabs_for
from clicksendhub.webhooks import services
from clicksendhub.webhooks.models import Event

_PER_PAGE = 20
_KEY = "unreadable"

TAB = Tab(
    key=_KEY,
    label="Could not be read",
    url_name="webhooks:unreadable",
    order=50,
    count=lambda account: Event.objects.unreadable().filter(account=account).count(),
    may=lambda request: may(request, Ability.HUB_ADMIN),
)


@require(Ability.HUB_ADMIN)
@require_GET
def unreadable(request: HttpRequest) -> HttpResponse:
    """What came in and made no sense, newest first, with the raw body folded."""
    if not request.account:
        return redirect("credentials:no_account")
    kept = Event.objects.unreadable().filter(account=request.account.pk)
    page = Paginator(kept.order_by("-id"), _PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "webhooks/unreadable.html",
        {"page": page, "tabs": tabs_for(request, INBOX, current=_KEY)},
    )


@require(Ability.HUB_ADMIN)
@require_POST
def try_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read one of them anew."""
    kept = Event.objects.unreadable().filter(account=request.account or None)
    event = get_object_or_404(kept, public_id=public_id)
    if services.try_again(event, by=request.user):
        messages.success(request, "It could be read. It is settled in a moment.")
    else:
        messages.warning(request, "It still cannot be read. It is kept as it is.")
    return redirect("webhooks:unreadable")
