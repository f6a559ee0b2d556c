"""Writing a message: the form of a new one, and of a draft that is changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clicksendhub.credentials.access import Ability, require
from clicksendhub.dispatch.states import SendState
from clicksendhub.http import HttpRequest
from clicksendhub.lib.phone import Channel, pretty
from clicksendhub.ui.uploads import too_big_words, was_too_big
from contacts.models import Contact
from messaging.bringing import Brought, bring, offered
from messaging.forms.send import SendForm
from messaging.kinds import Kind, all_kinds, kind_of
from messaging.lists import earlier_texts
from messaging.models import Message, Send
from messaging.services import change_plan, discard_draft, plan_send, quote_send
from messaging.views._load import load_send

ALREADY_SENT = (
    "This form was sent before. To send this too, check it once more: "
    "it is then a send of its own."
)
# What a new send like an earlier one does not take over from it.
_OF_ONE_SEND = frozenset({"when", "at", "form_token", "your_reference"})


@dataclass(frozen=True, slots=True)
class KindLink:
    """One kind of message on the page, as a tab."""

    label: str
    url: str
    is_current: bool


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One text to one or several people."""
    return _write(request, kind_of("sms"))


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """One spoken message to one or several people."""
    return _write(request, kind_of("voice"))


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def new_picture(request: HttpRequest) -> HttpResponse:
    """One picture with a few words to one or several people."""
    return _write(request, kind_of("mms"))


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def new_fax(request: HttpRequest) -> HttpResponse:
    """One document to one or several fax machines."""
    return _write(request, kind_of("fax"))


def _write(request: HttpRequest, kind: Kind) -> HttpResponse:
    account = request.account
    if request.method != "POST":
        initial = kind.initial(account) | _starting_point(request, kind)
        offer = _offer(request, kind, initial)
        form = kind.form(initial=initial, account=account, **offer)
        return _show(request, form, texts=earlier_texts(account, kind.name))
    form = _posted(request, kind)
    if not form.is_valid():
        if "account" in form.errors:
            form.renew()
        return _show(request, form)
    return _plan(request, form)


@require(Ability.SEND)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form of a draft; what is confirmed cannot be changed any more."""
    send = load_send(request, public_id)
    if send.state != SendState.DRAFT:
        return redirect(send)
    kind = kind_of(send.channel)
    initial = kind.initial_from(send)
    if request.method != "POST":
        offer = _offer(request, kind, initial)
        form = kind.form(
            initial=initial, account=request.account, kept_sender=send.sender, **offer
        )
        return _show(request, form, send=send)
    form = _posted(request, kind, initial=initial, kept_sender=send.sender)
    if not form.is_valid():
        return _show(request, form, send=send)
    return _change(request, send, form)


@require(Ability.SEND)
@require_POST
def discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Throw away a draft."""
    send = load_send(request, public_id)
    if not discard_draft(send, actor=request.user):
        return redirect(send)
    messages.success(request, "The draft is thrown away. Nothing was sent.")
    return redirect("messaging:sends")


def _posted(request: HttpRequest, kind: Kind, **more: Any) -> SendForm:
    """The form as it was sent; a file in it is kept, whatever else is wrong."""
    data: QueryDict = request.POST.copy()
    if kind.purpose:
        brought = _brought(request, kind)
        more["brought"] = brought
        if brought.file:
            data["file"] = str(brought.file.public_id)
    form: SendForm = kind.form(data, account=request.account, **more)
    return form


def _brought(request: HttpRequest, kind: Kind) -> Brought:
    if was_too_big(request):
        return Brought(fault=too_big_words(request))
    return bring(
        account=request.account,
        by=request.user,
        purpose=kind.purpose,
        upload=request.FILES.get("upload"),
        chosen=request.POST.get("file", ""),
    )


def _offer(
    request: HttpRequest, kind: Kind, initial: dict[str, Any]
) -> dict[str, Brought]:
    """The file that a fresh form begins with; nothing is made of it so far."""
    if not kind.purpose:
        return {}
    return {"brought": offered(request.account, initial.get("file", ""))}


def _plan(request: HttpRequest, form: SendForm) -> HttpResponse:
    """One form is one send: posted again it changes its draft, or leads to it."""
    token = form.cleaned_data["form_token"]
    known = Send.objects.filter(account=request.account, form_token=token).first()
    if known is None:
        send = plan_send(
            account=request.account,
            author=request.user,
            form_token=token,
            kind=form.kind.name,
            **form.wanted(),
        )
        if send.state == SendState.DRAFT:
            quote_send(send)
        return _to_check(send)
    if known.state == SendState.DRAFT and known.channel == form.kind.name:
        return _change(request, known, form)
    if _is_same(known, form):
        return redirect(known)
    form.renew()
    form.add_error(None, ALREADY_SENT)
    return _show(request, form)


def _change(request: HttpRequest, send: Send, form: SendForm) -> HttpResponse:
    if not change_plan(send, actor=request.user, **form.wanted()):
        messages.warning(
            request, "It was confirmed meanwhile, so your changes were not kept."
        )
        return redirect(send)
    quote_send(send)
    return _to_check(send)


def _to_check(send: Send) -> HttpResponse:
    return redirect("messaging:check", send.public_id)


def _is_same(send: Send, form: SendForm) -> bool:
    wanted = form.wanted()
    kept = (send.channel, send.typed_numbers, send.body, send.sender)
    asked = (form.kind.name, wanted["numbers"], wanted["body"], wanted["sender"])
    return kept == asked and form.kind.columns_of(send) == wanted["own"]


def _starting_point(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """An earlier text, or one person; never a number in the address."""
    if reference := request.GET.get("again"):
        rows = Message.objects.select_related("send__account")
        row = get_object_or_404(rows, account=request.account, reference=reference)
        again = kind.initial_from(row.send) if row.send.channel == kind.name else {}
        own = {name: again[name] for name in again.keys() - _OF_ONE_SEND}
        return own | {"numbers": pretty(row.to), "body": row.body, "sender": row.sender}
    if kind.purpose and "file" in request.GET:
        return {"file": request.GET["file"]}
    if (key := request.GET.get("person", "")).isdecimal():
        people = Contact.objects.filter(contact_list__deleted_at=None)
        person = get_object_or_404(people, account=request.account, pk=key)
        is_fax = kind.reach is Channel.FAX
        return {"numbers": pretty(person.fax_number if is_fax else person.number)}
    try:
        like = uuid.UUID(request.GET.get("like", ""))
    except ValueError:
        return {}
    return {
        "body": get_object_or_404(Send, account=request.account, public_id=like).body
    }


def _show(
    request: HttpRequest, form: SendForm, *, send: Send | None = None, texts: Any = ()
) -> HttpResponse:
    action = reverse(form.kind.url_name)
    if send:
        action = reverse("messaging:edit", args=[send.public_id])
    context = {
        "form": form,
        "kind": form.kind,
        "kinds": [] if send else _links(form.kind),
        "send": send,
        "texts": texts if form.fields.get("body") else (),
        "action": action,
    }
    return render(request, "messaging/send/new.html", context)


def _links(current: Kind) -> list[KindLink]:
    return [
        KindLink(kind.label, reverse(kind.url_name), kind.name == current.name)
        for kind in all_kinds()
    ]
