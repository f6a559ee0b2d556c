"""How the hub is: two short answers for machines, and the queue page for the admin."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from clicksendhub.credentials.access import Ability, require
from clicksendhub.http import HttpRequest
from clicksendhub.operations import health
from clicksendhub.operations.queue import picture


@login_not_required
@never_cache
@require_safe
def healthz(request: DjangoRequest) -> HttpResponse:
    """The web server answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def readyz(request: DjangoRequest) -> HttpResponse:
    """Each part in one word, without details: anybody may read this."""
    found = health.findings(timezone.now())
    lines = [f"{one.part}: {'ok' if one.is_fit else 'not ok'}" for one in found]
    is_ready = all(one.is_fit for one in found)
    return HttpResponse(
        "\n".join([*lines, ""]),
        content_type="text/plain; charset=utf-8",
        status=200 if is_ready else 503,
    )


@require(Ability.HUB_ADMIN)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What the workers do, what waits, and which accounts pause."""
    # Before the first account there is no zone but the person's own.
    zone = getattr(request.account, "time_zone", "") or request.user.time_zone or "UTC"
    context = {"picture": picture(timezone.now()), "zone": zone}
    return render(request, "operations/queue.html", context)
