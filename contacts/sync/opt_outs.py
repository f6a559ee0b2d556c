"""Reads ClickSend’s own opt-out list of an account into our blocks, over turns.

What changed is read every quarter of an hour, all of it once a day: whether a contact
that is moved to that list counts as changed is not documented. Nothing is written
there, and a number that is removed there stays blocked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from clicksendhub.clicksend import (
    ClickSend,
    ClickSendError,
    Contact,
    FoundType,
    NotFound,
    Page,
    TooManyRequests,
    every_page,
)
from clicksendhub.clicksend import ContactList as ListThere
from clicksendhub.consent.bulk import Asked
from clicksendhub.consent.following import take_over
from clicksendhub.consent.models import Following
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for, longest_call_seconds
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.lib.bootclock import boot_seconds
from clicksendhub.lib.dbclock import db_now
from contacts.sync import steps
from contacts.sync.lists import OPT_OUT_NAME, is_opt_out
from contacts.sync.mapping import read_contact
from contacts.sync.pulling import MARGIN
from contacts.sync.turn import UPKEEP_CALLS, TurnEnds

READ_EVERY: Final = timedelta(minutes=15)
READ_WHOLE_EVERY: Final = timedelta(days=1)
# ClickSend makes the list by itself: an account may not have it yet.
_NOT_YET: Final = timedelta(hours=1)
_NO_LEAVE: Final = timedelta(seconds=15)
_AFTER_FAILURE: Final = timedelta(minutes=1)
_TO_RECORD: Final = 30.0
_NO_ANSWER: Final = (
    "ClickSend’s own opt-out list could not be read. We try again by ourselves."
)


@dataclass(slots=True)
class _Reading:
    """What every step of a turn needs. No call begins after ``call_before``."""

    account: Account
    following: Following
    client: ClickSend
    call_before: float
    calls: int = 0

    @contextmanager
    def call(self) -> Iterator[None]:
        """Make one call inside, counted; ``TurnEnds`` where the time is up."""
        if boot_seconds() >= self.call_before:
            raise TurnEnds
        lane = Lane.UPKEEP if self.calls < UPKEEP_CALLS else Lane.BULK
        self.calls += 1
        with counted(self.account, lane):
            yield


def due_opt_outs(now: datetime) -> list[int]:
    """Accounts whose opt-out list is to be read, and that nobody reads."""
    followed = Following.objects.filter(due_at__gt=now).values("account")
    return list(
        Account.objects.working().exclude(pk__in=followed).values_list("pk", flat=True)
    )


def read_opt_outs(account: Account, *, seconds: float) -> bool:
    """Read on for so many seconds; False where somebody else does, or it rests."""
    following, _made = Following.objects.get_or_create(account=account)
    if not _take(following, seconds=seconds):
        return False
    with client_for(account) as client:
        ends_at = boot_seconds() + seconds
        rest = _read(_Reading(account, following, client, ends_at))
    _keep(following, due_at=db_now() + rest)
    return True


def _take(following: Following, *, seconds: float) -> bool:
    """Hold the list until no call of this turn can still be under way."""
    now = db_now()
    until = now + timedelta(seconds=seconds + longest_call_seconds() + _TO_RECORD)
    free = Q(due_at=None) | Q(due_at__lte=now)
    taken = Following.objects.filter(free, pk=following.pk).update(due_at=until)
    if taken:
        following.refresh_from_db()
    return bool(taken)


def _read(reading: _Reading) -> timedelta:
    """How long the list rests after this turn."""
    try:
        rest = _read_on(reading)
    except TurnEnds:
        return timedelta()
    except NotNow:
        return _NO_LEAVE
    except NotFound:
        # It is another list by now: looked for, and read from the beginning.
        _keep(reading.following, provider_id=None, began_at=None, read_whole_at=None)
        return _AFTER_FAILURE
    except ClickSendError as error:
        return _after_failure(reading.following, error)
    _keep(reading.following, trouble="")
    return rest


def _after_failure(following: Following, error: ClickSendError) -> timedelta:
    _keep(following, trouble=_NO_ANSWER)
    if isinstance(error, TooManyRequests) and error.retry_after:
        return timedelta(seconds=error.retry_after)
    return _AFTER_FAILURE


def _read_on(reading: _Reading) -> timedelta:
    following = reading.following
    if following.provider_id is None:
        found = _find_list(reading)
        if found is None:
            return _NOT_YET
        _keep(following, provider_id=found)
    if following.began_at is None:
        # Kept: were it another moment in the next turn, pages would shift.
        _keep(following, began_at=db_now(), page=1, since=_since(following))
    while True:
        page = _page(reading)
        take_over(account_id=reading.account.pk, asked=_asked(reading, page.rows))
        steps.at("opt_outs.after_page")
        if following.page >= page.last_page:
            break
        _keep(following, page=following.page + 1)
    _conclude(following)
    return READ_EVERY


def _since(following: Following) -> datetime | None:
    """From when on to look; None for all of it."""
    whole_at = following.read_whole_at
    if whole_at is None or whole_at < db_now() - READ_WHOLE_EVERY:
        return None
    return (following.read_at or whole_at) - MARGIN


def _conclude(following: Following) -> None:
    read = {"read_at": following.began_at, "began_at": None, "page": 0}
    if following.since is None:
        read["read_whole_at"] = following.began_at
    _keep(following, **read)


def _find_list(reading: _Reading) -> int | None:
    """The id of the list: the search first, which is one call; then all lists."""
    with reading.call():
        found = reading.client.search.contacts_and_lists(OPT_OUT_NAME)
    for one in found.rows:
        if one.type == FoundType.LIST and one.found_id and is_opt_out(one.name):
            return one.found_id
    for there in _all_lists(reading):
        if is_opt_out(there.name):
            return there.list_id
    return None


def _all_lists(reading: _Reading) -> Iterator[ListThere]:
    def page_of(number: int) -> Page[ListThere]:
        with reading.call():
            return reading.client.lists.page(page=number)

    return every_page(page_of)


def _page(reading: _Reading) -> Page[Contact]:
    following = reading.following
    with reading.call():
        return reading.client.contacts.page(
            following.provider_id or 0,
            page=following.page,
            updated_after=following.since,
        )


def _asked(reading: _Reading, contacts: tuple[Contact, ...]) -> list[Asked]:
    """Those with a number that can be dialled, and since when they are on the list."""
    country = reading.account.country
    read = [(each, read_contact(each, country=country).number) for each in contacts]
    return [
        Asked(
            number=number,
            asked_at=contact.updated_at or contact.added_at,
            event_key=f"opt-out-list:{contact.contact_id}",
        )
        for contact, number in read
        if number.startswith("+")
    ]


def _keep(following: Following, **values: object) -> None:
    Following.objects.filter(pk=following.pk).update(**values)
    for name, value in values.items():
        setattr(following, name, value)
