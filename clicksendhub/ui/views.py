"""The style guide page, the switch between light and dark, and a form too old."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from clicksendhub.http import page_of_form
from clicksendhub.ui.style_guide import samples
from clicksendhub.ui.theme import remember_theme


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with believable contents."""
    return render(request, "ui/style_guide.html", samples())


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme on this device and go back to the page it was chosen on."""
    if request.headers.get("X-Requested-With") == "fetch":
        response = HttpResponse(status=204)
    else:
        response = redirect(_way_back(request))
    remember_theme(response, request.POST.get("theme", ""))
    return response


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is not this browser's; leads to its page."""
    context = {"form_page": page_of_form(request)}
    return render(request, "403_csrf.html", context, status=403)


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked,
        allowed_hosts={request.get_host()},
        require_https=request.is_secure(),
    )
    return asked if is_ours else "/"
