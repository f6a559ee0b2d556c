"""Checks credentials against ClickSend before they are kept."""

from __future__ import annotations

from django.conf import settings

from clicksendhub.clicksend import (
    AccountDetails,
    ClickSendError,
    Forbidden,
    NoAnswer,
    ServerError,
    TooManyRequests,
    Unauthorized,
    Unreachable,
)
from clicksendhub.credentials.models import Account, Environment
from clicksendhub.credentials.services.clients import client_with


class KeyFault(Exception):
    """Credentials that are not kept: the field at fault, and one plain sentence."""

    def __init__(self, sentence: str, *, field: str = "api_key") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def check_key(*, username: str, api_key: str, environment: str) -> AccountDetails:
    """The account behind the credentials; KeyFault says why they cannot be used.

    One call by a person, made before there is an account to count it for, or while
    that account is paused because of its old key: so it passes the budget by.
    """
    try:
        with client_with(
            username=username, api_key=api_key, environment=environment
        ) as clicksend:
            details = clicksend.account.get()
    except ClickSendError as error:
        raise KeyFault(sentence_for(error, environment=environment)) from error
    if details.banned:
        raise KeyFault(_BANNED)
    if details.active is False:
        raise KeyFault(_NOT_ACTIVE)
    return details


def check_username_is_free(
    username: str, *, environment: str, besides: Account | None = None
) -> None:
    """KeyFault where another account of this hub has the username already."""
    same = Account.objects.present().filter(
        username__iexact=username, environment=environment
    )
    if besides:
        same = same.exclude(pk=besides.pk)
    other = same.first()
    if other:
        raise taken(username, other.label)


def taken(username: str, label: str) -> KeyFault:
    """The fault of a username that is here already."""
    sentence = f"“{username}” is already here, as the account “{label}”."
    return KeyFault(sentence, field="username")


_BANNED = "ClickSend has banned this account. Write to ClickSend’s support."
_NOT_ACTIVE = (
    "This ClickSend account is not active yet. Finish its sign-up at ClickSend, "
    "then add it here."
)
_REFUSED = (
    "ClickSend refused this username and key. Copy both again from “API credentials” "
    "in ClickSend’s dashboard."
)


def sentence_for(error: ClickSendError, *, environment: str) -> str:
    """One sentence for a person: what happened and what to do."""
    if error.code == "ACCOUNT_NOT_ACTIVATED":
        return _NOT_ACTIVE
    if isinstance(error, Unauthorized):
        return _REFUSED
    if isinstance(error, Forbidden):
        return _forbidden(error)
    if isinstance(error, TooManyRequests):
        seconds = round(error.retry_after or 60)
        return f"ClickSend asks us to wait. Try again in {seconds} seconds."
    if isinstance(error, (Unreachable, NoAnswer)):
        return _silent(environment)
    if isinstance(error, ServerError):
        return f"ClickSend answers with an error ({error.status}). Try again soon."
    return "What answered does not speak like ClickSend. Try again in a few minutes."


def _forbidden(error: Forbidden) -> str:
    if "ban" in error.detail.lower():
        return _BANNED
    if error.detail:
        return f"ClickSend does not let this account in: “{error.detail[:120]}”."
    return "ClickSend does not let this account in. Write to ClickSend’s support."


def _silent(environment: str) -> str:
    limit = f"{settings.CLICKSEND_QUICK_SECONDS:g} seconds"
    if environment == Environment.REHEARSAL:
        return f"The sandbox did not answer within {limit}. See that it is running."
    return (
        f"ClickSend did not answer within {limit}. Check the connection of this "
        "machine, then try again."
    )
