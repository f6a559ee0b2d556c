"""One's own page: name, time zone, password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clicksendhub.http import HttpRequest
from clicksendhub.people import memberships, services
from clicksendhub.people.access import require
from clicksendhub.people.forms import Me
from clicksendhub.people.roles import Ability


@require(Ability.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """What a person may change about themselves, and what they may do."""
    user = request.user
    initial = {"name": user.name, "time_zone": user.time_zone}
    form = Me(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.describe_self(user=user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("people:me")
    roles = memberships.desk().labels_by_user().get(user.pk, [])
    return render(request, "people/me.html", {"form": form, "roles": roles})
