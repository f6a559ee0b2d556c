"""Coming in by a one-time link: the first admin, and everybody who is invited."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clicksendhub.people import forms, known_browsers, links, services
from clicksendhub.people.models import LinkKind, User
from clicksendhub.people.views._dead import dead_link

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("new_password", "repeat")
@require_http_methods(["GET", "POST"])
def welcome(request: DjangoRequest, token: str) -> HttpResponse:
    """The first admin says who they are."""
    link = links.find_link(LinkKind.FIRST_ADMIN, token)
    if link is None or not services.is_untouched():
        return dead_link(request)
    form = forms.Welcome(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.admit_first_admin(
                link=link,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                password=form.cleaned_data["new_password"],
                time_zone=form.cleaned_data["time_zone"],
            )
        except services.NotAllowed:
            return dead_link(request)
        return _enter(request, user, to="credentials:add_account")
    return render(request, "people/welcome.html", {"form": form})


@login_not_required
@never_cache
@sensitive_post_parameters("new_password", "repeat")
@require_http_methods(["GET", "POST"])
def join(request: DjangoRequest, token: str) -> HttpResponse:
    """An invited person chooses name and password."""
    link = links.find_link(LinkKind.INVITATION, token)
    if link is None:
        return dead_link(request)
    initial = {"name": link.grants.get("name", "")}
    invited = User(email=link.email, name=str(initial["name"]))
    form = forms.Join(request.POST or None, initial=initial, user=invited)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.join(
                link=link,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["new_password"],
                time_zone=form.cleaned_data["time_zone"],
            )
        except services.NotAllowed:
            return dead_link(request)
        return _enter(request, user, to="overview:home")
    return render(request, "people/join.html", {"form": form, "email": link.email})


def _enter(request: DjangoRequest, user: User, *, to: str) -> HttpResponse:
    """Sign the new person in; whoever was signed in on this device is not any more."""
    logout(request)
    login(request, user, backend=_BACKEND)
    response = redirect(to)
    known_browsers.remember(response, user)
    return response
