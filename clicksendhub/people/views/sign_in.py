"""Signing in and out; too many wrong tries lock for a while."""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from clicksendhub.people import known_browsers
from clicksendhub.people.forms import SignIn
from clicksendhub.people.models import User
from clicksendhub.people.services import is_untouched
from clicksendhub.people.tries import locked_until

WRONG_PAIR = "Email and password do not match. Check both and try again."


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: DjangoRequest) -> HttpResponse:
    """Let a known person in and lead on to where they wanted to go."""
    if request.user.is_authenticated:
        return redirect(_way_on(request))
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if isinstance(user, User):
            login(request, user)
            response = redirect(_way_on(request))
            known_browsers.remember(response, user)
            return response
        form.add_error(None, WRONG_PAIR)
    return _page(request, form)


@login_not_required
@require_POST
def sign_out(request: DjangoRequest) -> HttpResponse:
    """End this session; for someone without one nothing changes."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(
    request: DjangoRequest, response: HttpResponse, credentials: Any = None
) -> HttpResponse:
    """The answer after too many tries: how long to wait, whoever it was."""
    username = str((credentials or {}).get("username") or "")
    minutes = _minutes_left(request, username.lower())
    form = SignIn(request.POST or None)
    form.is_valid()
    form.errors.clear()
    unit = "minute" if minutes == 1 else "minutes"
    form.add_error(
        None,
        f"Too many tries did not match. Try again in {minutes} {unit}, or ask a hub "
        "admin for a new password.",
    )
    return _page(request, form, status=429)


def _page(request: DjangoRequest, form: SignIn, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "was_typed": "typed" in request.POST or "typed" in request.GET,
        "is_untouched": is_untouched(),
    }
    return render(request, "people/sign_in.html", context, status=status)


def _way_on(request: DjangoRequest) -> str:
    """Where the person wanted to go, if that is on this hub."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def _minutes_left(request: DjangoRequest, email: str) -> int:
    """Until it may be tried again, in whole minutes, at least one."""
    end = locked_until(request, email) or timezone.now()
    return max(1, math.ceil((end - timezone.now()).total_seconds() / 60))
