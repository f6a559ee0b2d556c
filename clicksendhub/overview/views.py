"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import NOTHING_NEW, HttpRequest, wants_fragment
from clicksendhub.overview.home import home_of, needs_of
from clicksendhub.ui.frame import Frame


@require(Ability.READ)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs me, what is running, what comes next, how the last ones went."""
    now = timezone.now()
    found = home_of(request.account, now=now)
    frame = Frame(request)
    outcome = found.outcome(with_money=may(request, Ability.MONEY))
    needs = needs_of(request.account, may_import=may(request, Ability.CAMPAIGN))
    mark = found.mark(outcome, needs, frame.moving)
    context = {
        "home": found,
        "needs": needs,
        "outcome": outcome,
        "frame": frame,
        "mark": mark,
        "zone": request.account.time_zone,
    }
    if wants_fragment(request):
        if request.GET.get("seen") == mark:
            return HttpResponse(status=NOTHING_NEW)
        return render(request, "overview/_sends.html", context | {"oob": True})
    context["may_send"] = may(request, Ability.SEND)
    context["may_import"] = may(request, Ability.CAMPAIGN)
    return render(request, "overview/home.html", context)
