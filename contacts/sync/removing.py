"""Takes from ClickSend what was deleted here: contacts first, then whole lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, NamedTuple

from django.db.models import F, Min, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Least

from clicksendhub.clicksend import (
    BadRequest,
    ClickSend,
    Forbidden,
    MaybeSent,
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
# In one job: the next one begins with those that were never tried.
MOST_FAILED: Final = 3
# Refused so often it will be refused again: a comparison still tells of it.
MOST_TRIES: Final = 50


@dataclass(slots=True)
class _Run:
    """One job on the removals of an account."""

    account: Account
    client: ClickSend
    ends_at: float
    done: int = 0
    failed: list[int] = field(default_factory=list)
    trouble: MaybeSent | None = None

    @property
    def is_over(self) -> bool:
        return boot_seconds() >= self.ends_at or len(self.failed) >= MOST_FAILED


def remove_waiting(account: Account, *, seconds: float) -> int:
    """Remove what waits, for so many seconds; how many are done.

    ``NotNow`` and errors of the client pass through, a lost answer at the end: what is
    left waits.
    """
    with client_for(account) as client:
        run = _Run(account, client, boot_seconds() + seconds)
        for list_there in lists_in_turn(account.pk):
            _remove_in(run, list_there)
    if run.trouble:
        raise run.trouble
    return run.done


def lists_in_turn(account_id: int) -> list[int]:
    """Ids of ClickSend’s lists with something to remove, the least tried ones first.

    Those that are kept here alone are left as they are there.
    """
    waiting = _waiting(account_id).order_by().values_list("list_provider_id")
    found = waiting.annotate(least=Min("tries")).order_by("least", "list_provider_id")
    ids = [list_there for list_there, _least in found]
    return [one for one in ids if (ours := _ours(account_id, one)) is None or ours.on]


def _remove_in(run: _Run, list_there: int) -> None:
    """Under the lease of the list: a pull at the same time could bring them back."""
    ours = _ours(run.account.pk, list_there)
    if ours is None or not ours.stands:
        _remove_rows(run, list_there)
        return
    lease = leases.take(ours.pk, seconds=run.ends_at - boot_seconds())
    if lease is None:
        return
    try:
        _remove_rows(run, list_there)
    finally:
        leases.give_back(lease)


class _Ours(NamedTuple):
    """Our list: whether it is kept in step, and whether it stands."""

    pk: int
    on: bool
    stands: bool


def _ours(account_id: int, list_there: int) -> _Ours | None:
    """The list here that is or was the last one with this copy."""
    lists = ContactList.objects.filter(account=account_id, provider_id=list_there)
    found = lists.order_by(F("deleted_at").desc(nulls_first=True)).first()
    if found is None:
        return None
    return _Ours(found.pk, found.keeps_in_step, found.deleted_at is None)


def _remove_rows(run: _Run, list_there: int) -> None:
    waiting = _waiting(run.account.pk).filter(list_provider_id=list_there)
    while not run.is_over:
        removal = _next(waiting.exclude(pk__in=run.failed))
        if removal is None:
            return
        if _is_gone(run, removal):
            steps.at("remove.after_call")
            _forget(removal)
            run.done += 1
        else:
            run.failed.append(removal.pk)


def _waiting(account_id: int) -> QuerySet[Removal]:
    return Removal.objects.filter(account=account_id, tries__lt=MOST_TRIES)


def _next(waiting: QuerySet[Removal]) -> Removal | None:
    """With the whole list its contacts are gone too, so it comes first."""
    whole = waiting.filter(contact_provider_id=None).first()
    return whole or waiting.order_by("tries", "pk").first()


def _forget(removal: Removal) -> None:
    of_list = Removal.objects.filter(
        account=removal.account_id, list_provider_id=removal.list_provider_id
    )
    is_whole = removal.contact_provider_id is None
    (of_list if is_whole else of_list.filter(pk=removal.pk)).delete()


def _is_gone(run: _Run, removal: Removal) -> bool:
    """Try; what fails comes behind the rest next time, and is refused not for ever."""
    lane = Lane.UPKEEP if run.done < UPKEEP_CALLS else Lane.BULK
    tried: Combinable = F("tries") + 1
    try:
        if _remove(run.account, run.client, removal, lane=lane):
            return True
    except MaybeSent as error:
        # ClickSend may be down for long: that is no reason to give it up.
        run.trouble, tried = error, Least(tried, Value(MOST_TRIES - 1))
    Removal.objects.filter(pk=removal.pk).update(tries=tried)
    return False


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
