"""Who is here, what they may do, and who was invited; for hub admins."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.http import HttpRequest
from clicksendhub.people import links, mails, memberships, services
from clicksendhub.people.access import require
from clicksendhub.people.models import LinkKind, OneTimeLink, User
from clicksendhub.people.rights_forms import ChangeRights, Invite
from clicksendhub.people.roles import Ability


@require(Ability.HUB_ADMIN)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, and the open invitations."""
    roles = memberships.desk().labels_by_user()
    everybody = User.objects.order_by("-is_active", "name")
    invitations = links.open_links(LinkKind.INVITATION).select_related("made_by")
    context = {
        "rows": [(user, roles.get(user.pk, [])) for user in everybody],
        "invitations": invitations.order_by("-created_at"),
        "zone": request.user.time_zone or "UTC",
    }
    return render(request, "people/people.html", context)


@require(Ability.HUB_ADMIN)
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation; its link is shown in the answer, this once."""
    form = Invite(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/invite.html", {"form": form})
    try:
        link, token = services.invite(
            actor=request.user,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            hub_admin=form.cleaned_data["hub_admin"],
            roles=form.roles(),
        )
    except services.NotAllowed as fault:
        form.add_error("email", fault.sentence)
        return render(request, "people/invite.html", {"form": form})
    path = links.path_of(LinkKind.INVITATION, token)
    address = request.build_absolute_uri(path)
    mailed = mails.send_invitation(link, address=address)
    context = {"link": link, "address": address, "mailed": mailed}
    return render(request, "people/invited.html", context)


@require(Ability.HUB_ADMIN)
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End an open invitation."""
    invitations = OneTimeLink.objects.filter(kind=LinkKind.INVITATION)
    link = get_object_or_404(invitations, public_id=public_id)
    services.withdraw_invitation(link=link, actor=request.user)
    messages.success(request, "The invitation is withdrawn. Its link is dead.")
    return redirect("people:people")


@require(Ability.HUB_ADMIN)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person: rights, access, a link for a new password."""
    user = get_object_or_404(User, public_id=public_id)
    typed = request.POST if request.method == "POST" else None
    form = ChangeRights(typed, held=services.rights_of(user))
    if form.is_valid() and _save_rights(request, user, form):
        messages.success(request, f"The rights of {user} are saved.")
        return redirect("people:person", user.public_id)
    context = {"person": user, "form": form, "is_self": user.pk == request.user.pk}
    return render(request, "people/person.html", context)


def _save_rights(request: HttpRequest, user: User, form: ChangeRights) -> bool:
    try:
        services.set_rights(
            user=user,
            actor=request.user,
            hub_admin=form.cleaned_data["hub_admin"],
            roles=form.roles(),
            seen=form.seen(),
        )
    except services.RightsChanged as fault:
        form.take_in(fault.now)
    except services.NotAllowed as fault:
        form.add_error(None, fault.sentence)
    return not form.errors


@require(Ability.HUB_ADMIN)
@never_cache
@require_POST
def reset_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A link for a new password, shown in the answer, this once."""
    user = get_object_or_404(User, public_id=public_id)
    try:
        path = services.make_reset_link(user=user, actor=request.user)
    except services.NotAllowed as fault:
        messages.error(request, fault.sentence)
        return redirect("people:person", user.public_id)
    address = request.build_absolute_uri(path)
    context = {"person": user, "address": address}
    return render(request, "people/reset_link.html", context)


@require(Ability.HUB_ADMIN)
@require_POST
def deactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a person's access."""
    user = get_object_or_404(User, public_id=public_id)
    try:
        services.deactivate(user=user, actor=request.user)
    except services.NotAllowed as fault:
        messages.error(request, fault.sentence)
    else:
        messages.success(request, f"{user} has no access any more.")
    return redirect("people:person", user.public_id)


@require(Ability.HUB_ADMIN)
@require_POST
def bring_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a person access again."""
    user = get_object_or_404(User, public_id=public_id)
    try:
        services.bring_back(user=user, actor=request.user)
    except services.NotAllowed as fault:
        messages.error(request, fault.sentence)
    else:
        messages.success(request, f"{user} has access. Make a link for a password.")
    return redirect("people:person", user.public_id)
