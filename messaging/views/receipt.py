"""The receipt page of a send: what happens, what happened, and what may be done."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.dispatch import services as engine
from clicksendhub.dispatch.states import SendState
from clicksendhub.gate.circuit import hold_on
from clicksendhub.http import NOTHING_NEW, HttpRequest, wants_fragment
from clicksendhub.ui.badges import badge_for
from clicksendhub.ui.frame import Frame
from messaging.attached import attached_to
from messaging.kinds import kind_of
from messaging.models import Send
from messaging.receipt import Receipt, is_listed, people_of, person_row, receipt_of
from messaging.ringing import hold_quiet, quiet_of
from messaging.sender_words import words_for
from messaging.standing import name_of, people
from messaging.story import TROUBLE_ACTS, StoryStep, story_of_send
from messaging.views._load import load_send


@require(Ability.READ)
@require_GET
def receipt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The one page of a send; a draft is still at Check."""
    send = load_send(request, public_id)
    if send.state == SendState.DRAFT:
        return redirect("messaging:check", send.public_id)
    found = receipt_of(send, now=timezone.now())
    context = _moving_part(request, found) | {
        "name": name_of(send),
        "sender": words_for(send.sender),
        "kind": kind_of(send.channel),
        "facts": kind_of(send.channel).facts(send),
        "attached": attached_to(send),
        "story": _story(found),
    }
    return render(request, "messaging/send/receipt.html", context)


@require(Ability.READ)
@require_GET
def send_progress(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The moving part of the page, asked for again and again while it may change."""
    send = load_send(request, public_id)
    if not wants_fragment(request):
        return redirect(send)
    found = receipt_of(send, now=timezone.now())
    context = _moving_part(request, found)
    if request.GET.get("seen") == context["mark"]:
        return HttpResponse(status=NOTHING_NEW)
    context |= {"story": _story(found), "oob": True}
    return render(request, "messaging/send/_progress.html", context)


@require(Ability.READ)
@require_GET
def send_people(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The people of a send, all or those in one state."""
    send = load_send(request, public_id)
    state, now = request.GET.get("state", ""), timezone.now()
    if not is_listed(state):
        raise Http404
    page = people_of(send, state=state, number=request.GET.get("page", ""))
    hold = hold_on(send.account_id, now=now)
    context = {
        "send": send,
        "name": name_of(send),
        "title": badge_for(state).word if state else "Everyone",
        "page": page,
        "rows": [person_row(row, send=send, hold=hold, now=now) for row in page],
        "sees_money": may(request, Ability.MONEY),
        "zone": send.account.time_zone,
    }
    return render(request, "messaging/send/people.html", context)


@require(Ability.SEND)
@require_POST
def cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Cancel whatever has not left."""
    send = load_send(request, public_id)
    if send.state == SendState.DRAFT:
        return redirect("messaging:check", send.public_id)
    count = engine.cancel_waiting(send, actor=request.user)
    told = (
        f"Cancelled for {people(count)}." if count else "Everything had already left."
    )
    messages.success(request, told)
    return redirect(send)


@require(Ability.SEND)
@require_POST
def pause(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Let nothing more of this send leave until somebody goes on."""
    send = load_send(request, public_id)
    engine.pause(send, actor=request.user)
    return redirect(send)


@require(Ability.SEND)
@require_POST
def resume(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Go on with a paused send."""
    send = load_send(request, public_id)
    engine.resume(send, actor=request.user)
    return redirect(send)


@require(Ability.SEND)
@require_POST
def release_held(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Try those again that were held back."""
    send = load_send(request, public_id)
    with transaction.atomic():
        waited = quiet_of(send)
        count = engine.release_held(send, actor=request.user) - waited
        # What waits for its hours goes on waiting.
        hold_quiet(send, now=timezone.now())
    messages.success(request, f"Trying again for {people(count)}.")
    return redirect(send)


def _moving_part(request: HttpRequest, found: Receipt) -> dict[str, Any]:
    frame = Frame(request)
    return {
        "words": kind_of(found.send.channel).words,
        "send": found.send,
        "receipt": found,
        "frame": frame,
        "mark": found.mark(frame.moving),
        "zone": found.send.account.time_zone,
        "sees_money": may(request, Ability.MONEY),
        "may_send": may(request, Ability.SEND),
    }


def _story(found: Receipt) -> list[StoryStep]:
    send = found.send
    return story_of_send(send, _entries(send), state=found.standing.state)


def _entries(send: Send) -> list[Entry]:
    """Who did what to a send and what held it up, the first act first."""
    end = send.done_at or timezone.now()
    began = send.released_at or end
    of_send = Q(target=str(send.public_id))
    of_account = Q(act__in=TROUBLE_ACTS, at__range=(began, end))
    acts = Entry.objects.filter(
        of_send | of_account,
        account_id=send.account_id,
        at__range=(send.created_at, end + timedelta(days=1)),
    )
    return list(acts.order_by("at", "pk"))
