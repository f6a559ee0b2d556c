"""The account in use as the frame shows it, and the menu entry for admins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from clicksendhub.credentials.access import Ability, may
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.pause import AccountPause, pause_of
from clicksendhub.credentials.standing import balance_text
from clicksendhub.ui import frame, nav


@dataclass(frozen=True, slots=True)
class OtherAccount:
    """One that the person could work in instead."""

    label: str
    environment: str
    switch_url: str


@dataclass(frozen=True, slots=True)
class CurrentAccount:
    """The account that this page works in."""

    label: str
    environment: str
    balance_text: str
    pause: AccountPause | None
    others: list[OtherAccount]


def register() -> None:
    """Called once, when Django has loaded the apps."""
    frame.register_part("account", current_account)
    nav.register(
        nav.NavItem(
            key="accounts",
            label="Accounts",
            url_name="credentials:accounts",
            icon="key",
            order=10,
            section="admin",
            may=lambda request: may(request, Ability.HUB_ADMIN),
            prefixes=("credentials:",),
        )
    )


def current_account(request: HttpRequest) -> CurrentAccount | None:
    """The frame's part “account”, or None for those who have none."""
    asked: Any = request
    if not asked.user.is_authenticated or not asked.account:
        return None
    current = asked.account
    others = Account.objects.of(asked.user).exclude(pk=current.pk)
    return CurrentAccount(
        label=current.label,
        environment=current.environment,
        balance_text=balance_text(current) if may(request, Ability.MONEY) else "",
        pause=pause_of(current, is_admin=may(request, Ability.HUB_ADMIN)),
        others=[_other(account) for account in others],
    )


def _other(account: Account) -> OtherAccount:
    url = f"{reverse('credentials:switch_account')}?account={account.public_id}"
    return OtherAccount(account.label, account.environment, url)
