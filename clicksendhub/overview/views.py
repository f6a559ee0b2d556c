"""The home page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.overview.home import home_of


@require(Ability.READ)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs me, what is running, what comes next, how the last ones went."""
    now = timezone.now()
    found = home_of(request.account, now=now)
    context = {
        "home": found,
        "outcome": found.outcome(with_money=may(request, Ability.MONEY)),
        "zone": request.account.time_zone,
        "is_rehearsal": request.account.is_rehearsal,
        "handset_url": settings.SANDBOX_PAGES_URL,
        "may_send": may(request, Ability.SEND),
    }
    if wants_fragment(request):
        return render(request, "overview/_sends.html", context | {"oob": True})
    return render(request, "overview/home.html", context)
