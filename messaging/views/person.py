"""One person in a send: the exact text, what became of it, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.dispatch import services as engine
from clicksendhub.dispatch.states import FINAL, State
from clicksendhub.http import NOTHING_NEW, HttpRequest, wants_fragment
from clicksendhub.lib.countries import country_name
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.frame import Frame
from messaging.attached import attached_to
from messaging.forms.decide import DecideForm
from messaging.kinds import kind_of
from messaging.models import Message
from messaging.sender_words import words_for
from messaging.standing import name_of
from messaging.text_page import is_asked_anew, text_page_of
from messaging.views._load import load_message


@require(Ability.READ)
@require_GET
def message(request: HttpRequest, reference: str) -> HttpResponse:
    """The story of one text or call."""
    return _show(request, load_message(request, reference), DecideForm())


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Settle what nobody could tell; whoever is faster decides. A GET leads back."""
    row = load_message(request, reference)
    if request.method != "POST":
        return redirect(row)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form)
    if engine.decide(
        row,
        actor=request.user,
        verdict=form.cleaned_data["verdict"],
        why=form.cleaned_data["why"],
    ):
        messages.success(request, "Your decision is kept.")
    else:
        messages.warning(request, "It was settled before your decision came in.")
    return redirect(row)


@require(Ability.READ)
@require_GET
def message_progress(request: HttpRequest, reference: str) -> HttpResponse:
    """What moves on the page, asked for again and again while it may change."""
    row = load_message(request, reference)
    if not wants_fragment(request):
        return redirect(row)
    seen = request.GET.get("seen", "")
    context = _told(request, row, DecideForm())
    if seen == context["mark"]:
        return HttpResponse(status=NOTHING_NEW)
    context |= {"oob": True, "asks_anew": is_asked_anew(row, seen=seen)}
    return render(request, "messaging/send/_text_progress.html", context)


def _show(request: HttpRequest, row: Message, form: DecideForm) -> HttpResponse:
    return render(request, "messaging/send/person.html", _told(request, row, form))


def _told(request: HttpRequest, row: Message, form: DecideForm) -> dict[str, Any]:
    found, frame = text_page_of(row, now=timezone.now()), Frame(request)
    may_send = may(request, Ability.SEND)
    return {
        "row": row,
        "kind": kind_of(row.send.channel),
        "attached": attached_to(row.send),
        "text": found,
        "frame": frame,
        "mark": found.mark(frame.moving),
        "number": pretty(row.to),
        "country": country_name(row.country) if row.country else "",
        "send_name": name_of(row.send),
        "sender": words_for(row.sender),
        "form": form if may_send and row.state == State.NEEDS_A_LOOK else None,
        "may_write_again": may_send and row.state in FINAL,
        "sees_money": may(request, Ability.MONEY),
        "zone": row.send.account.time_zone,
    }
