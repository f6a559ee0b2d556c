"""Takes from ClickSend what was deleted here: contacts first, then whole lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from clicksendhub.clicksend import (
    BadRequest,
    ClickSend,
    Forbidden,
    NotFound,
    OddRefusal,
)
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import counted
from clicksendhub.gate.models import Lane
from clicksendhub.lib.bootclock import boot_seconds
from contacts.models import ContactList, Removal
from contacts.sync import leases, steps
from contacts.sync.turn import UPKEEP_CALLS

# What cannot be removed now does not hold up the rest.
_REFUSED: Final = (BadRequest, Forbidden, OddRefusal)
REST: Final = timedelta(seconds=30)


def remove_waiting(account: Account, *, seconds: float) -> int:
    """Remove what waits, for so many seconds; how many are done.

    Errors of the client and ``NotNow`` pass through; what is left waits.
    """
    done, ends_at = 0, boot_seconds() + seconds
    with client_for(account) as client:
        for list_there in _lists_with_removals(account):
            done += _remove_in(account, client, list_there, ends_at=ends_at)
    return done


def _lists_with_removals(account: Account) -> list[int]:
    waiting = Removal.objects.filter(account=account).order_by()
    return sorted(set(waiting.values_list("list_provider_id", flat=True)))


def _remove_in(
    account: Account, client: ClickSend, list_there: int, *, ends_at: float
) -> int:
    """Under the lease of the list: a pull at the same time could bring them back."""
    ours = ContactList.objects.standing().filter(
        account=account, provider_id=list_there
    )
    kept = ours.first()
    if kept is None:
        return _remove_rows(account, client, list_there, ends_at=ends_at)
    if not kept.keeps_in_step:
        return 0
    lease = leases.take(kept.pk, seconds=ends_at - boot_seconds())
    if lease is None:
        return 0
    try:
        return _remove_rows(account, client, list_there, ends_at=ends_at)
    finally:
        leases.give_back(lease)


def _remove_rows(
    account: Account, client: ClickSend, list_there: int, *, ends_at: float
) -> int:
    waiting = Removal.objects.filter(account=account, list_provider_id=list_there)
    whole = waiting.filter(contact_provider_id=None).first()
    done = 0
    # With the whole list its contacts are gone too.
    for removal in [whole] if whole else list(waiting.order_by("pk")):
        if boot_seconds() >= ends_at:
            break
        lane = Lane.UPKEEP if done < UPKEEP_CALLS else Lane.BULK
        if _remove(account, client, removal, lane=lane):
            steps.at("remove.after_call")
            (waiting if whole else waiting.filter(pk=removal.pk)).delete()
            done += 1
    return done


def _remove(
    account: Account, client: ClickSend, removal: Removal, *, lane: Lane
) -> bool:
    """True once it is gone there, whoever removed it."""
    list_id, contact_id = removal.list_provider_id, removal.contact_provider_id
    try:
        with counted(account, lane):
            if contact_id is None:
                client.lists.delete(list_id)
            else:
                client.contacts.delete(list_id, contact_id=contact_id)
    except NotFound:
        return True
    except _REFUSED:
        return False
    return True
