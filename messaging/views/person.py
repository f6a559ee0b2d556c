"""One person in a send: the exact text, what became of it, and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from clicksendhub.consent.services import blocked_among
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.dispatch import services as engine
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import FINAL, State
from clicksendhub.http import HttpRequest
from clicksendhub.lib.countries import country_name
from clicksendhub.lib.phone import pretty
from messaging.costs import price_of
from messaging.forms.decide import DecideForm
from messaging.models import Conversation, Message
from messaging.reasons import sentence_for
from messaging.sender_words import words_for
from messaging.standing import name_of
from messaging.story import story_of
from messaging.views._load import load_message


@require(Ability.READ)
@require_GET
def message(request: HttpRequest, reference: str) -> HttpResponse:
    """The story of one text."""
    return _show(request, load_message(request, reference), DecideForm())


@require(Ability.SEND)
@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Settle what nobody could tell; whoever is faster decides."""
    row = load_message(request, reference)
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


def _show(request: HttpRequest, row: Message, form: DecideForm) -> HttpResponse:
    steps = list(Step.objects.filter(reference=row.reference).order_by("at", "pk"))
    replies = list(row.replies.select_related("conversation").order_by("sent_at"))
    account = request.account
    may_send = may(request, Ability.SEND)
    context = {
        "row": row,
        "number": pretty(row.to),
        "country": country_name(row.country) if row.country else "",
        "send_name": name_of(row.send),
        "sentence": sentence_for(row.state, row.reason),
        "story": story_of(
            row, send=row.send, batch=row.batch, steps=steps, replies=replies
        ),
        "replies": replies,
        "conversation": Conversation.objects.filter(
            account=account, number=row.to
        ).first(),
        "standing_block": blocked_among(account.pk, [row.to]).get(row.to),
        "sender": words_for(row.sender),
        "price": price_of(row, currency=account.currency),
        "form": form if may_send and row.state == State.NEEDS_A_LOOK else None,
        "may_write_again": may_send and row.state in FINAL,
        "sees_money": may(request, Ability.MONEY),
        "zone": account.time_zone,
    }
    return render(request, "messaging/send/person.html", context)
