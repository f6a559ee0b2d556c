"""The addresses that ClickSend calls: find the account, store the event, answer.

Public on purpose: the secret is in the path, because ClickSend signs nothing. Not
stored means 500, so that ClickSend comes again; once stored, nothing may spoil the 200.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clicksendhub.webhooks import path_test
from clicksendhub.webhooks.intake import take_in_push
from clicksendhub.webhooks.models import EventKind
from clicksendhub.webhooks.nudging import nudge_settling
from clicksendhub.webhooks.statements import Owner, owner_of

logger = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def inbound(request: HttpRequest, token: str) -> HttpResponse:
    """A reply, in whichever of its three ways ClickSend was told to push it."""
    return _answer(request, token, EventKind.INBOUND)


@csrf_exempt
@login_not_required
@require_http_methods(["HEAD", "POST"])
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """A delivery receipt."""
    return _answer(request, token, EventKind.RECEIPT)


def _answer(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    if _is_too_large(request):
        return _plain("The event is too large.", status=413)
    if "HTTP_TRANSFER_ENCODING" in request.META:
        # WSGI hands over no body without a length: it must not pass for an empty one.
        return _plain("Please send the event with its length.", status=411)
    try:
        owner = owner_of(token)
        if owner is None:
            return _plain("There is nothing at this address.", status=404)
        if request.method == "HEAD" or not (body := _body_of(request)):
            return _plain("This address takes events from ClickSend.")
        _take_in(request, owner, kind, body)
    except DatabaseError as error:
        # The class alone: its text may quote the body.
        logger.error("An event could not be stored: %s.", type(error).__name__)
        return _plain("The event could not be stored. Please send it again.", 500)
    nudge_settling()
    return _plain("Stored.")


def _is_too_large(request: HttpRequest) -> bool:
    """By what is announced: no more than that is ever read of a body."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    size = int(announced) if announced.isdecimal() else 0
    limit: int = settings.WEBHOOK_BODY_LIMIT
    return max(size, len(request.META.get("QUERY_STRING", ""))) > limit


def _body_of(request: HttpRequest) -> str:
    """What was pushed, as text that every database can keep."""
    if request.method == "GET":
        return str(request.META.get("QUERY_STRING", ""))
    return request.body.decode("utf-8", "backslashreplace").replace("\x00", "\\x00")


def _take_in(request: HttpRequest, owner: Owner, kind: str, body: str) -> None:
    if request.META.get("QUERY_STRING"):
        mark = request.GET.get(path_test.PARAMETER, "")
        if mark and path_test.was_seen(owner.account_id, mark):
            return
    content_type = (request.content_type or "")[:100]
    take_in_push(owner, kind, body, content_type)


def _plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain")
