"""How an account stands, as its page and the list tell it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from clicksendhub.credentials import hooks, tokens
from clicksendhub.credentials.models import Account, KeyState, RuleKind
from clicksendhub.credentials.uses import Use, uses_of
from clicksendhub.lib.countries import country_name
from clicksendhub.lib.money import Money
from clicksendhub.ui.badges import Badge

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from clicksendhub.credentials.models import Membership


_REFUSED = Badge(
    "Key refused",
    "bad",
    "x-circle",
    "ClickSend refused our key. Sends are paused, nothing is lost. Enter a new key.",
)
_PAUSED = Badge(
    "Paused", "wait", "pause-circle", "Paused by a person. What is due waits."
)
_UNCHECKED = Badge(
    "Not checked", "quiet", "question-mark-circle", "The key was not checked yet."
)
_WORKS = Badge(
    "Works", "good", "check-circle", "ClickSend accepted the key at the last check."
)


class Standing:
    """Answers what the templates ask about one account."""

    def __init__(self, account: Account) -> None:
        self.account = account

    @property
    def lamp(self) -> Badge:
        if self.account.key_state == KeyState.REFUSED:
            return _REFUSED
        if self.account.is_paused:
            return _PAUSED
        if self.account.key_state == KeyState.UNCHECKED:
            return _UNCHECKED
        return _WORKS

    @property
    def balance_text(self) -> str:
        return balance_text(self.account)

    @property
    def country_name(self) -> str:
        return country_name(self.account.country)

    @cached_property
    def members(self) -> QuerySet[Membership]:
        rows = self.account.memberships.select_related("user")
        return rows.filter(user__is_active=True).order_by("user__name")

    @cached_property
    def uses(self) -> list[Use]:
        return uses_of(self.account)

    @property
    def senders_url(self) -> str:
        """Senders live further up; their page may not be there."""
        try:
            return reverse("messaging:senders")
        except NoReverseMatch:
            return ""

    @cached_property
    def rules(self) -> list[str]:
        """Which rules stand at ClickSend, in our order."""
        kept = set(self.account.rules.values_list("kind", flat=True))
        return [kind.label for kind in RuleKind if kind in kept]

    @property
    def rules_wait(self) -> bool:
        """True while a job is to set the rules, or is trying again."""
        return self.account.rules_due_at is not None

    @cached_property
    def address(self) -> str:
        """The address that ClickSend calls, all but the last four of its secret."""
        current = tokens.current_tokens(self.account, base=settings.PUBLIC_URL)
        token = current.order_by("pk").last()
        if not settings.PUBLIC_URL or token is None:
            return ""
        return f"{settings.PUBLIC_URL}/hooks/…{token.last4}/inbound/"

    @cached_property
    def leaving_tokens(self) -> int:
        """How many older addresses still work."""
        leaving = self.account.webhook_tokens.filter(retired_at__gt=timezone.now())
        return leaving.count()

    @property
    def public_url(self) -> str:
        return str(settings.PUBLIC_URL)

    @property
    def has_path_test(self) -> bool:
        return hooks.path_test() is not None

    @cached_property
    def path(self) -> hooks.PathState | None:
        test = hooks.path_test()
        return test.state(self.account) if test else None


def balance_text(account: Account) -> str:
    """“$81.10 AUD”, or nothing where ClickSend has not said yet."""
    if account.balance is None or not account.currency:
        return ""
    return Money(account.balance, account.currency).format()
