"""The Check page: what exactly will happen, and the one button that makes it happen."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.dispatch.states import SendState
from clicksendhub.http import NOTHING_NEW, HttpRequest, wants_fragment
from messaging.checking import TIME_PASSED, check_of
from messaging.models import Send
from messaging.moments import Due
from messaging.segments import cheaper_twin
from messaging.services import (
    CannotPlan,
    NotAgreed,
    NotReady,
    PlanChanged,
    TimePassed,
    change_plan,
    confirm_send,
    quote_send,
)
from messaging.views._load import load_send

NOT_AGREED = (
    "Nothing was sent. The file was changed to fit: look at it as it will arrive, and "
    "tick that you have seen it."
)
CHANGED = "The plan was changed after you opened this page. Check it once more."


@require(Ability.READ)
@require_GET
@never_cache
def check(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A draft as it would go; once confirmed, this leads to its receipt.

    Never kept by a browser, so that Back after Send leads there too.
    """
    send = load_send(request, public_id)
    if send.state != SendState.DRAFT:
        return redirect(send)
    return render(request, "messaging/send/check.html", _told(request, send))


@require(Ability.READ)
@require_GET
@never_cache
def check_progress(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The same without its frame, asked for while its file or price is on the way."""
    send = load_send(request, public_id)
    if not wants_fragment(request):
        return redirect("messaging:check", send.public_id)
    if send.state != SendState.DRAFT:
        return HttpResponseClientRedirect(send.get_absolute_url())
    context = _told(request, send)
    if request.GET.get("seen") == context["mark"]:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "messaging/send/_check.html", context)


def _told(request: HttpRequest, send: Send) -> dict[str, Any]:
    found = check_of(send, number=request.GET.get("page", ""), now=timezone.now())
    sees_money = may(request, Ability.MONEY)
    return {
        "send": send,
        "check": found,
        "kind": found.kind,
        "facts": found.kind.facts(send),
        "deed": found.deed(with_money=sees_money),
        "mark": found.mark(),
        "sees_money": sees_money,
        "may_send": may(request, Ability.SEND),
    }


@require(Ability.SEND)
@require_POST
def confirm(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send what was shown. However often it is pressed, it leads to the one receipt."""
    send = load_send(request, public_id)
    if fault := _confirm(request, send):
        messages.warning(request, fault)
        return redirect("messaging:check", send.public_id)
    return redirect(send)


def _confirm(request: HttpRequest, send: Send) -> str:
    """Confirm it; in words, why that was not possible."""
    posted = request.POST
    try:
        confirm_send(
            send,
            actor=request.user,
            seal=posted.get("seal", ""),
            agrees=bool(posted.get("agrees")),
        )
    except PlanChanged:
        return CHANGED
    except TimePassed:
        return TIME_PASSED
    except NotReady as why:
        return f"Nothing was sent. {why}"
    except NotAgreed:
        return NOT_AGREED
    return ""


@require(Ability.SEND)
@require_POST
def ask_price(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask ClickSend for the price of a draft once more."""
    send = load_send(request, public_id)
    if send.state == SendState.DRAFT:
        quote_send(send)
    return redirect("messaging:check", send.public_id)


@require(Ability.SEND)
@require_POST
def use_plain(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put plain characters in the place of dear ones, and check again."""
    send = load_send(request, public_id)
    try:
        is_changed = change_plan(
            send,
            actor=request.user,
            numbers=send.typed_numbers,
            body=cheaper_twin(send.body).text,
            sender=send.sender,
            your_reference=send.your_reference,
            due=_due_of(send),
        )
    except CannotPlan as why:
        # The account was changed since: its country, or how long a text may be.
        messages.warning(request, f"The text was not changed. {why}")
        return redirect("messaging:edit", send.public_id)
    if is_changed:
        quote_send(send)
    return redirect("messaging:check", send.public_id)


def _due_of(send: Send) -> Due | None:
    return Due.kept(send.due_wall, send.due_zone) if send.due_wall else None
