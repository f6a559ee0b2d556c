"""Answers ClickSend before anything that is made for people: no session, no cookie.

Stands right below ``SecurityMiddleware``. The same views stand in the URLconf, so that
without this middleware everything works as well, only slower (`benchmarks/webhook.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from clicksendhub.webhooks.views.hooks import inbound, receipt

GetResponse = Callable[[HttpRequest], HttpResponse]
PREFIX: Final = "/hooks/"
_VIEWS: Final = {"inbound/": inbound, "receipt/": receipt}


def answer_hooks(get_response: GetResponse) -> GetResponse:
    """Hand a hook's request to its view; every other goes on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(PREFIX):
            return get_response(request)
        token, _slash, name = path[len(PREFIX) :].partition("/")
        view = _VIEWS.get(name)
        return view(request, token) if view and token else get_response(request)

    return middleware
