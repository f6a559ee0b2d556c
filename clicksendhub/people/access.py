"""Holds the table of rights: the question ``may``, and the decorator for views."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from clicksendhub.people.roles import ABILITIES, WITHOUT_ACCOUNT, Ability

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def may(request: Any, ability: Ability) -> bool:
    """Whether the person may do this, for the account in use."""
    if not request.user.is_authenticated:
        return False
    if request.user.is_hub_admin or ability is Ability.SIGNED_IN:
        return True
    # Lazy, so it is never the object None itself.
    if not request.membership:
        return False
    return ability in ABILITIES[request.membership.role]


def require(
    ability: Ability,
) -> Callable[
    [Callable[Concatenate[Any, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let a view run only for those who may; without any account a page says so."""

    def decorate(
        view: Callable[Concatenate[Any, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if ability not in WITHOUT_ACCOUNT and not getattr(request, "account", None):
                return redirect("credentials:no_account")
            if not may(request, ability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.ability = ability  # type: ignore[attr-defined]
        return guarded

    return decorate
