"""Keeps what ClickSend says of an account: balance, limits, whether the key works."""

from __future__ import annotations

from django.utils import timezone

from clicksendhub.clicksend import AccountDetails, Unauthorized
from clicksendhub.credentials import hooks
from clicksendhub.credentials.models import Account, KeyState
from clicksendhub.credentials.services.clients import client_for


def keep_details(account: Account, details: AccountDetails) -> None:
    """Write the answer to a good check on the row; what was not said stays."""
    said = {
        "balance": details.balance,
        "currency": details.currency,
        "parts_limit": details.sms_parts_limit,
        "clicksend_user_id": details.user_id,
    }
    _write(
        account,
        key_state=KeyState.GOOD,
        checked_at=timezone.now(),
        **{name: value for name, value in said.items() if value is not None},
    )


def keep_refusal(account: Account) -> None:
    """ClickSend refused the key; the last good check stays as it was."""
    _write(account, key_state=KeyState.REFUSED)


def refresh_account(account: Account) -> AccountDetails:
    """Ask ClickSend for balance and limits while a person waits.

    Asks in spite of trouble: a good answer lets paused sends go on. Raises what the
    client raises, and CallPutOff where no call may be made now.
    """
    try:
        with (
            hooks.counted(account, probing=True),
            client_for(account, quick=True) as clicksend,
        ):
            details = clicksend.account.get()
    except Unauthorized:
        keep_refusal(account)
        raise
    keep_details(account, details)
    hooks.key_is_good(account)
    return details


def _write(account: Account, **fields: object) -> None:
    """Only these columns: a key that is changed meanwhile is not written back."""
    Account.objects.filter(pk=account.pk).update(**fields)
    for name, value in fields.items():
        setattr(account, name, value)
