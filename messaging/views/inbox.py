"""The inbox: the list of conversations, live, and the tray of unclear replies."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from clicksendhub.consent import reviews
from clicksendhub.consent.models import Review
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.credentials.hooks import path_test
from clicksendhub.http import NOTHING_NEW, HttpRequest, wants_fragment
from clicksendhub.lib.phone import pretty
from clicksendhub.ui.frame import Frame
from clicksendhub.ui.tabs import INBOX, tabs_for
from messaging.inbox import unread_count
from messaging.inbox_rows import ALL, UNREAD, VIEWS, next_unread, rows_of
from messaging.models import Conversation

_REVIEWS_SHOWN = 50


@require(Ability.READ)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Conversations of one view; polled, it answers only where something changed."""
    view = request.GET.get("view", UNREAD)
    view = view if view in VIEWS else ALL
    before = request.GET.get("before", "")
    page = rows_of(request.account, view=view, before=before)
    tabs = tabs_for(request, INBOX, current=view)
    digest = f"{page.digest}{sum(tab.count or 0 for tab in tabs)}"
    if wants_fragment(request) and request.GET.get("known") == digest:
        return HttpResponse(status=NOTHING_NEW)
    context = {
        "view": view,
        "page": page,
        "tabs": tabs,
        "frame": Frame(request),
        "unread": unread_count(request.account),
        "is_first_page": not before,
        "poll_url": _address(view=view, known=digest),
        "older_url": _address(view=view, before=page.older) if page.older else "",
        "newer_url": _address(view=view) if before else "",
    }
    if wants_fragment(request):
        return render(request, "messaging/inbox/_list.html", context | {"oob": True})
    if not page.rows:
        context |= _why_empty(request, view)
    return render(request, "messaging/inbox/inbox.html", context)


@require(Ability.READ)
@require_GET
def open_next(request: HttpRequest) -> HttpResponse:
    """To whoever has waited longest for somebody to read."""
    conversation = next_unread(request.account)
    if conversation is None:
        messages.info(request, "Nothing is unread.")
        return redirect("messaging:inbox")
    return redirect(conversation)


@require(Ability.READ)
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """Replies that may be an opt-out, the oldest first."""
    waiting = Review.objects.undecided().filter(account=request.account)
    found = list(waiting.order_by("pk")[:_REVIEWS_SHOWN])
    numbers = Conversation.objects.filter(
        account=request.account, number__in=[entry.number for entry in found]
    )
    urls = {each.number: each.get_absolute_url() for each in numbers}
    rows = [
        {"review": entry, "name": pretty(entry.number), "url": urls.get(entry.number)}
        for entry in found
    ]
    context = {
        "rows": rows,
        "tabs": tabs_for(request, INBOX, current="review"),
        "may_send": may(request, Ability.SEND),
    }
    return render(request, "messaging/inbox/review.html", context)


@require(Ability.SEND)
@require_POST
def decide_review(request: HttpRequest, public_id: str) -> HttpResponse:
    """A person has read it: an opt-out, or not."""
    entry = get_object_or_404(Review, account=request.account, public_id=public_id)
    if request.POST.get("decision") == "opt_out":
        decided = reviews.take_as_opt_out(entry, by=request.user)
        words = f"{pretty(entry.number)} is blocked."
    else:
        decided = reviews.keep(entry, by=request.user)
        words = f"{pretty(entry.number)} may be texted as before."
    if decided:
        messages.success(request, words)
    else:
        messages.info(request, "Somebody else decided this a moment ago.")
    return redirect("messaging:review")


def _why_empty(request: HttpRequest, view: str) -> dict[str, object]:
    """An empty page says whether that is good news, or the path was never tried."""
    test = path_test()
    anything = Conversation.objects.filter(account=request.account).exists()
    return {
        "has_conversations": anything,
        "path": test.state(request.account) if test and not anything else None,
    }


def _address(**query: str) -> str:
    return f"{reverse('messaging:inbox')}?{urlencode(query)}"
