"""Puts the account in use, and the person's membership of it, on the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from clicksendhub.credentials.models import Account, Membership

SESSION_KEY = "account_id"


def current_account(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Find both when a view first asks: webhooks and static files never pay for it."""

    def middleware(request: Any) -> HttpResponse:
        request.account = SimpleLazyObject(lambda: _account_of(request))
        request.membership = SimpleLazyObject(lambda: _membership_of(request))
        return get_response(request)

    return middleware


def _account_of(request: Any) -> Account | None:
    if not request.user.is_authenticated:
        return None
    accounts = Account.objects.of(request.user)
    chosen = request.session.get(SESSION_KEY)
    if chosen and (account := accounts.filter(pk=chosen).first()):
        return account
    return accounts.order_by("pk").first()


def _membership_of(request: Any) -> Membership | None:
    if not request.account:
        return None
    return Membership.objects.filter(
        user_id=request.user.pk, account_id=request.account.pk
    ).first()
