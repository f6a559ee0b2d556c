"""Small middleware of our own: ids for logs, privacy, and good manners with HTMX."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers

from clicksendhub.http import page_of_form

# What forms carry along by themselves, in hidden fields and in their buttons.
NOT_TYPED = frozenset(
    {
        *(
            "account",
            "act",
            "after",
            "agrees",
            "checked",
            "checks",
            "code",
            "columns_shown",
        ),
        *("csrfmiddlewaretoken", "decision", "form_token", "last_asked_at", "next"),
        "purpose",
        *("of_list", "ours", "row", "s", "seal", "sure", "theirs", "theme", "up_to"),
        "version",
    }
)

# Beside each field that may be changed by two people: what its page showed.
SHOWN_BEFORE = "initial-"

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request a short code that error pages and logs can quote."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(4)  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def sign_in_on_a_whole_page(get_response: GetResponse) -> GetResponse:
    """Lead somebody signed out to a whole page, and from sign-in back to a page.

    A poll reloads what it is on. A form leads back to the page that it stands on,
    because its own address may answer nothing but a form.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        target = response.get("Location", "")
        if "HX-Request" in request.headers and target.startswith(sign_in):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        if request.method == "POST" and target.startswith(f"{sign_in}?next="):
            return _to_sign_in(request, sign_in)
        return response

    return middleware


def _to_sign_in(request: HttpRequest, sign_in: str) -> HttpResponse:
    """There with the page to go back to, and a mark where typed words are lost."""
    answer = redirect_to_login(page_of_form(request), sign_in)
    if any(value and is_typed(name) for name, value in request.POST.items()):
        answer["Location"] += "&typed=yes"
    return answer


def is_typed(name: str) -> bool:
    """Whether a person fills in the field of this name."""
    return name not in NOT_TYPED and not name.startswith(SHOWN_BEFORE)


def vary_on_htmx(get_response: GetResponse) -> GetResponse:
    """Caches keep a page and its fragment apart."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_vary_headers(response, ("HX-Request",))
        return response

    return middleware


def say_that_nothing_is_here(get_response: GetResponse) -> GetResponse:
    """A page for the address of a form that somebody opened, where Django has none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if not is_bare or request.method != "GET" or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def keep_private(get_response: GetResponse) -> GetResponse:
    """No browser and no proxy keeps what is behind sign-in.

    On a shared computer, Back after signing out must not show numbers and texts.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        view = request.resolver_match.func if request.resolver_match else None
        # Marked on views that anybody may open; an unknown address is not one.
        if getattr(view, "login_required", True):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
