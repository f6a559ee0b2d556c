"""Changes the API key of an account: the new one is tested, the old one works on."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.clicksend import AccountDetails
from clicksendhub.credentials import hooks, tokens
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.sealing import reseal, seal
from clicksendhub.credentials.services.accounts import FOLLOW_RULES
from clicksendhub.credentials.services.checking import (
    KeyFault,
    check_key,
    check_username_is_free,
    taken,
)
from clicksendhub.credentials.services.details import keep_details
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User


class OtherAccount(KeyFault):
    """The new key is good, but opens another ClickSend account than the old one did."""


def change_key(
    *,
    account: Account,
    actor: User,
    username: str,
    api_key: str,
    accept_other: bool = False,
) -> Account:
    """Put a new key in place of the old one, once ClickSend has accepted it.

    OtherAccount stops and asks; ``accept_other`` is the answer.
    """
    environment = account.environment
    check_username_is_free(username, environment=environment, besides=account)
    details = check_key(username=username, api_key=api_key, environment=environment)
    is_other = _is_other(account, details)
    if is_other and not accept_other:
        raise OtherAccount(
            "This key works, but it belongs to another ClickSend account than the old "
            "one. If that is meant, tick the box below and enter the key again."
        )
    try:
        return _replace(
            account,
            actor=actor,
            username=username,
            api_key=api_key,
            details=details,
            is_other=is_other,
        )
    except IntegrityError:  # another person took the username meanwhile
        raise taken(username, username) from None


def _is_other(account: Account, details: AccountDetails) -> bool:
    known = account.clicksend_user_id
    return known is not None and details.user_id not in (None, known)


@transaction.atomic
def _replace(
    account: Account,
    *,
    actor: User,
    username: str,
    api_key: str,
    details: AccountDetails,
    is_other: bool,
) -> Account:
    account.username = username
    account.sealed_key = seal(api_key)
    account.key_last4 = api_key[-4:]
    account.rules_due_at = timezone.now()
    account.save(update_fields=["username", "sealed_key", "key_last4", "rules_due_at"])
    keep_details(account, details)
    if is_other:
        # The old account's rules are out of reach now, so their address must die.
        tokens.retire_all(account)
        account.rules.all().delete()
        hooks.account_is_another(account)
    record(
        "account.key_changed",
        actor=actor,
        account_id=account.pk,
        target=account,
        other_account=is_other,
    )
    hooks.key_is_good(account)
    nudge(FOLLOW_RULES, str(account.pk))
    return account


def reseal_keys() -> int:
    """Put every kept key under the newest key of the ring; how many there were.

    A key that a person changes at the same moment is left as that person sealed it.
    """
    count = 0
    for pk, sealed in Account.objects.exclude(sealed_key="").values_list(
        "pk", "sealed_key"
    ):
        unchanged = Account.objects.filter(pk=pk, sealed_key=sealed)
        count += unchanged.update(sealed_key=reseal(sealed))
    return count
