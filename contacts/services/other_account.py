"""What becomes of the lists when the key opens another ClickSend account."""

from __future__ import annotations

from typing import Final

from clicksendhub.credentials.models import Account
from contacts.models import ContactList, StepState

_OTHER_ACCOUNT: Final = (
    "The key opens another ClickSend account now, so this list is kept here alone. "
    "Switch it on again to keep it in step with that account."
)


def keep_all_alone(account: Account) -> None:
    """Keep every list here alone until a person decides; what is to be removed waits.

    The copies are in the account of before: in this one nobody would find them, and
    what was not found would count as removed. Lists that were deleted are among them.
    """
    in_step = ContactList.objects.filter(account=account, keeps_in_step=True)
    in_step.update(
        keeps_in_step=False, step_state=StepState.ALONE, step_trouble=_OTHER_ACCOUNT
    )
