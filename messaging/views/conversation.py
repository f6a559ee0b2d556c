"""One conversation: the thread, who it is with, an answer, and what else to do."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block as block_number
from clicksendhub.credentials.access import Ability, may, require
from clicksendhub.http import NOTHING_NEW, HttpRequest
from clicksendhub.ui.frame import Frame
from messaging import inbox
from messaging.answering import answer_place_of
from messaging.forms.inbox import AnswerForm, ReasonForm
from messaging.inbox_rows import name_of
from messaging.models import Conversation
from messaging.services.reply import CannotAnswer, write_reply
from messaging.threads import MOST, PIECE, Thread, thread_of


@require(Ability.READ)
@require_GET
def conversation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The thread; opened by somebody who may answer, what it shows counts as read."""
    found = _load(request, public_id)
    thread = thread_of(found, show=_how_many(request))
    if found.unread and may(request, Ability.SEND):
        inbox.mark_read(found, up_to=thread.last_reply_pk)
        found.refresh_from_db()
    return _page(request, found, thread)


@require(Ability.READ)
@require_GET
def thread(request: HttpRequest, public_id: str) -> HttpResponse:
    """The thread, where something changed since it was drawn, and what follows it.

    Where an answer is written is drawn anew only when the block of the number changed.
    """
    found = _load(request, public_id)
    context = _context(request, found, thread_of(found, show=_how_many(request)))
    if request.GET.get("known") == context["mark"]:
        return HttpResponse(status=NOTHING_NEW)
    is_other_place = request.GET.get("place") != context["place"].mark
    context |= {"oob": True, "is_other_place": is_other_place}
    return render(request, "messaging/inbox/_thread.html", context)


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send an answer, once however often it is posted; a GET leads to its page."""
    found = _load(request, public_id)
    if request.method != "POST":
        return redirect(found)
    form = AnswerForm(request.POST, parts_limit=request.account.parts_limit)
    if form.is_valid():
        try:
            write_reply(found, author=request.user, **form.cleaned_data)
        except CannotAnswer as why:
            form.add_error(None, str(why))
        else:
            return redirect(found)
    return _page(request, found, thread_of(found), answer_form=form)


@require(Ability.SEND)
@require_POST
def mark_read(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the page showed is read."""
    found = _load(request, public_id)
    last = request.POST.get("up_to", "")
    inbox.mark_read(found, up_to=int(last) if last.isdecimal() else 0)
    return redirect(found)


@require(Ability.SEND)
@require_POST
def mark_unread(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave it for later, or for somebody else."""
    inbox.mark_unread(_load(request, public_id))
    messages.success(request, "The conversation is unread again.")
    return redirect("messaging:inbox")


@require(Ability.SEND)
@require_POST
def mark_done(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nothing more to do, until they write again."""
    inbox.mark_done(_load(request, public_id))
    messages.success(request, "Done. It comes back when they write again.")
    return redirect("messaging:inbox")


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, public_id: str) -> HttpResponse:
    """Block the number of the conversation, with a reason; a GET leads to its page."""
    found = _load(request, public_id)
    if request.method != "POST":
        return redirect(found)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, thread_of(found), block_form=form)
    block_number(
        account_id=found.account_id,
        number=found.number,
        source=BlockSource.PERSON,
        words=form.cleaned_data["reason"],
        by=request.user,
    )
    return redirect(found)


def _load(request: HttpRequest, public_id: str) -> Conversation:
    mine = Conversation.objects.filter(account=request.account)
    return get_object_or_404(mine.select_related("account"), public_id=public_id)


def _how_many(request: HttpRequest) -> int:
    asked = request.GET.get("show", "")
    return max(PIECE, min(int(asked), MOST)) if asked[:5].isdecimal() else PIECE


def _context(
    request: HttpRequest, conversation: Conversation, thread: Thread
) -> dict[str, Any]:
    """What the page and its polls show alike, with forms that nobody has filled in."""
    place, frame = answer_place_of(conversation), Frame(request)
    unread = conversation.unread
    mark = sha256(repr((thread.digest, unread, place.mark, frame.counts)).encode())
    show = max(len(thread.bubbles), PIECE)
    known = {"known": mark.hexdigest()[:16], "place": place.mark, "show": show}
    address = reverse("messaging:thread", args=[conversation.public_id])
    return {
        "conversation": conversation,
        "thread": thread,
        "place": place,
        "frame": frame,
        "mark": known["known"],
        "poll_url": f"{address}?{urlencode(known)}",
        "earlier_url": f"{conversation.get_absolute_url()}?show={show + PIECE}",
        "may_send": may(request, Ability.SEND),
        "name": name_of(conversation.number),
        "answer_form": AnswerForm(parts_limit=request.account.parts_limit),
        "block_form": ReasonForm(),
    }


def _page(
    request: HttpRequest,
    conversation: Conversation,
    thread: Thread,
    *,
    answer_form: AnswerForm | None = None,
    block_form: ReasonForm | None = None,
) -> HttpResponse:
    context = _context(request, conversation, thread)
    if answer_form:
        context |= {"answer_form": answer_form}
    if block_form:
        context |= {"block_form": block_form, "is_block_open": True}
    return render(request, "messaging/inbox/conversation.html", context)
