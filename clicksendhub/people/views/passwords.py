"""Changing one's password, and getting a new one where it is forgotten."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from clicksendhub.http import HttpRequest
from clicksendhub.people import forms, known_browsers, links, services
from clicksendhub.people.access import require
from clicksendhub.people.models import LinkKind
from clicksendhub.people.roles import Ability
from clicksendhub.people.views._dead import dead_link


@require(Ability.SIGNED_IN)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """This session stays; all others of the person end."""
    form = forms.ChangePassword(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["new_password"]
        services.change_password(user=request.user, password=password)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password is changed. Other sessions ended.")
        return redirect("people:me")
    return render(request, "people/password_change.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def forgot(request: DjangoRequest) -> HttpResponse:
    """Ask for a link by mail; without a mail server the page says whom to ask."""
    form = forms.Forgot(request.POST or None)
    if not settings.HAS_MAIL_SERVER:
        return render(request, "people/forgot_no_mail.html")
    if request.method == "POST" and form.is_valid():
        services.ask_for_reset(email=form.cleaned_data["email"])
        return redirect("people:forgot_sent")
    return render(request, "people/forgot.html", {"form": form})


@login_not_required
@require_GET
def forgot_sent(request: DjangoRequest) -> HttpResponse:
    """The same words whether or not the address is known."""
    return render(request, "people/forgot_sent.html")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def reset(request: DjangoRequest, token: str) -> HttpResponse:
    """Choose a new password by link."""
    link = links.find_link(LinkKind.RESET, token)
    if link is None or link.user is None or not link.user.is_active:
        return dead_link(request)
    form = forms.NewPassword(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["new_password"]
        try:
            services.reset_password(link=link, password=password)
        except services.NotAllowed:
            return dead_link(request)
        messages.success(request, "Your new password works. Sign in with it.")
        response = redirect("people:sign_in")
        # Whoever is locked out by the guessing of strangers comes in this way.
        known_browsers.remember(response, link.user)
        return response
    return render(request, "people/reset.html", {"form": form, "person": link.user})
