"""Pages of the opt-outs: who is blocked and why, block by hand, lift with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
)

from clicksendhub.consent import services
from clicksendhub.consent.forms.blocks import BlockForm, FindForm, LiftForm
from clicksendhub.consent.models import (
    Block,
    BlockQuerySet,
    BlockSource,
    Following,
    Review,
)
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import HttpRequest, wants_fragment
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.tabs import CONTACTS, Tab, tabs_for

_PER_PAGE = 30
TAB = Tab(key="blocks", label="Opt-outs", url_name="consent:blocks", order=60)


@require(Ability.READ)
@require_GET
def blocks(request: HttpRequest) -> HttpResponse:
    """Every standing block, the latest first."""
    return _list(request, _of(request).standing(), FindForm(country=_country(request)))


@require(Ability.READ)
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Every block that one number ever had; posted, so it stands in no address."""
    if request.method != "POST":
        return redirect("consent:blocks")
    form = FindForm(request.POST, country=_country(request))
    found = _of(request).standing()
    number = form.cleaned_data["number"] if form.is_valid() else ""
    if number:
        found = _of(request).filter(number=number)
    return _list(request, found, form, looked_for=pretty(number) if number else "")


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Block a number by hand."""
    form = BlockForm(request.POST or None, account=request.account)
    if form.is_valid():
        made = services.block(
            account_id=request.account.pk,
            number=form.cleaned_data["number"],
            source=BlockSource.PERSON,
            words=form.cleaned_data["reason"],
            by=request.user,
        )
        if made.needs_a_person:
            sentence = "It was blocked already; START no longer lifts it."
            messages.warning(request, sentence)
        return redirect("consent:block", made.public_id)
    return render(request, "consent/add.html", {"form": form})


@require(Ability.READ)
@require_GET
def block(request: HttpRequest, public_id: str) -> HttpResponse:
    """One block with its evidence, and the way back."""
    found = _load(request, public_id)
    return _page(request, found, LiftForm(block=found))


@require(Ability.APPROVE)
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lift a block; without a reason the page is shown again, as by a GET."""
    found = _load(request, public_id)
    if request.method != "POST":
        return redirect("consent:block", found.public_id)
    form = LiftForm(request.POST, block=found)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        lifted = services.lift(found, by=request.user, **form.cleaned_data)
    except services.AskedAgain:
        messages.warning(request, "They asked again since. Look again.")
    else:
        _tell_of_lift(request, found, lifted)
    return redirect("consent:block", found.public_id)


def _tell_of_lift(request: HttpRequest, found: Block, lifted: bool) -> None:
    if lifted:
        messages.success(request, f"{pretty(found.number)} may be texted again.")
    else:
        messages.info(request, "It was lifted already.")


def _of(request: HttpRequest) -> BlockQuerySet:
    return Block.objects.filter(account=request.account).select_related(
        "by", "lifted_by", "came_with"
    )


def _load(request: HttpRequest, public_id: str) -> Block:
    return get_object_or_404(_of(request), public_id=public_id)


def _country(request: HttpRequest) -> str:
    return str(request.account.country)


def _list(
    request: HttpRequest, found: BlockQuerySet, form: FindForm, *, looked_for: str = ""
) -> HttpResponse:
    pages = Paginator(found.order_by("-created_at", "-pk"), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": [(entry, pretty(entry.number)) for entry in page],
        "looked_for": looked_for,
        "may_send": may(request, Ability.SEND),
    }
    if wants_fragment(request):
        return render(request, "consent/_found.html", context)
    context |= _beside(request)
    return render(request, "consent/blocks.html", context)


def _beside(request: HttpRequest) -> dict[str, Any]:
    """What stands around the list: replies to decide, ways in and out."""
    undecided = Review.objects.undecided().filter(account=request.account)
    return {
        "tabs": tabs_for(request, CONTACTS, current=TAB.key),
        "undecided": undecided.count(),
        "following": Following.objects.filter(account=request.account).first(),
        "may_bring": may(request, Ability.CAMPAIGN),
        "has_blocks": Block.objects.filter(account=request.account).exists(),
    }


def _page(request: HttpRequest, found: Block, form: LiftForm) -> HttpResponse:
    context = {
        "opt_out": found,
        "name": pretty(found.number),
        "form": form,
        "may_lift": may(request, Ability.APPROVE),
    }
    return render(request, "consent/block.html", context)
