"""Fetches unread replies and receipts, and marks them read once they are stored.

The only way in where ClickSend cannot reach the hub; beside pushes it fills the gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from clicksendhub.clicksend import (
    ClickSend,
    ClickSendError,
    Forbidden,
    InboundSms,
    NotFound,
    Page,
    Receipt,
    every_page,
)
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.jobs import nudge
from clicksendhub.webhooks.intake import take_in_fetched
from clicksendhub.webhooks.models import Intake
from clicksendhub.webhooks.nudging import POLL, nudge_settling
from clicksendhub.webhooks.services import has_push
from clicksendhub.webhooks.statements import Owner
from messaging import pictures
from messaging.awaiting import waits_for_receipts
from messaging.machines import note_machines

# Beside pushes, what is younger is left alone: it is on its way here.
_PUSH_HAS = timedelta(minutes=2)
# Receipts of the last seconds may still be joined by others of the same time.
_STILL_WRITTEN = timedelta(seconds=2)
_AFTER_FAILURE = timedelta(seconds=30)

Row = TypeVar("Row")


class HasReceipts(Protocol):
    """A channel of the client whose unread receipts can be fetched."""

    def receipts(self, *, page: int = 1, limit: int = 100) -> Page[Receipt]: ...
    def mark_receipts_read(self, *, before: datetime) -> None: ...


def due_polls(now: datetime) -> int:
    """The sweep's search: ask for a poll of every account whose time has come."""
    accounts = Account.objects.working()
    due = accounts.filter(
        Q(intake=None) | Q(intake__next_poll_at=None) | Q(intake__next_poll_at__lte=now)
    )
    keys = {*due.values_list("pk", flat=True), *_due_for_pictures(now)}
    return sum(nudge(POLL, str(pk)) for pk in sorted(keys))


def _due_for_pictures(now: datetime) -> list[int]:
    """Nothing is pushed of pictures: while some are fresh, they are asked for.

    The time of the next poll was set when the last one began, an interval before it.
    """
    seldom = settings.POLL_SECONDS_BESIDE_PUSH - settings.POLL_SECONDS
    fresh = Account.objects.working().filter(
        pk__in=pictures.accounts_with_fresh(now),
        intake__next_poll_at__lte=now + timedelta(seconds=seldom),
    )
    return [account.pk for account in fresh if has_push(account)]


def poll_account(account: Account) -> bool:
    """Fetch everything unread; False where ClickSend could not be asked for all."""
    interval = _interval(account)
    _note(account, next_poll_at=timezone.now() + interval)
    fault = ""
    try:
        with client_for(account) as client:
            _fetch_replies(account, client)
            _fetch_receipts(account, client.sms)
            _fetch_where_waiting(account, "voice", client.voice)
            _fetch_where_waiting(account, "fax", client.fax)
            note_machines(account, client)
            pictures.note_pictures(account, client)
    except NotNow as reason:
        fault = reason.sentence
    except ClickSendError:
        fault = "ClickSend did not answer as it should. We try again by ourselves."
    nudge_settling()
    now = timezone.now()
    if fault:
        wait = max(interval, _AFTER_FAILURE)
        _note(account, next_poll_at=now + wait, poll_fault=fault[:200])
    else:
        _note(account, last_poll_at=now, poll_fault="")
    return not fault


def _fetch_replies(account: Account, client: ClickSend) -> None:
    """Store first, then mark each read by its own id: that hides no other."""
    replies = list(_every(account, client.sms.inbound))
    if has_push(account):
        grown = timezone.now() - _PUSH_HAS
        replies = [reply for reply in replies if _is_older(reply, grown)]
    for reply in replies:
        take_in_fetched(_owner(account), reply)
    # A reply stands in the list once for each of the account's rules.
    for message_id in dict.fromkeys(reply.message_id for reply in replies):
        with counted(account, Lane.UPKEEP), suppress(NotFound):
            client.sms.mark_inbound_read(message_id)


def _fetch_receipts(account: Account, channel: HasReceipts) -> None:
    """Store first, then mark read by date, as far as nothing older can be left."""
    stored: list[Receipt] = []
    try:
        for receipt in _every(account, channel.receipts):
            take_in_fetched(_owner(account), receipt)
            stored.append(receipt)
    except (NotNow, ClickSendError):
        if _is_oldest_first(stored):
            _mark_receipts_read(account, channel, stored)
        raise
    _mark_receipts_read(account, channel, stored)


def _fetch_where_waiting(account: Account, name: str, channel: HasReceipts) -> None:
    """A channel that is closed to the account keeps nothing else from being fetched."""
    if waits_for_receipts(account, name):
        with suppress(Forbidden, NotFound):
            _fetch_receipts(account, channel)


def _mark_receipts_read(
    account: Account, channel: HasReceipts, stored: list[Receipt]
) -> None:
    times = [receipt.timestamp for receipt in stored if receipt.timestamp]
    if times:
        with counted(account, Lane.UPKEEP):
            channel.mark_receipts_read(before=max(times) - _STILL_WRITTEN)


def _every(account: Account, fetch: Callable[..., Page[Row]]) -> Iterator[Row]:
    """Each row of each page; every page is a call that counts."""

    def page_of(number: int) -> Page[Row]:
        with counted(account, Lane.UPKEEP):
            return fetch(page=number)

    return every_page(page_of)


def _is_older(reply: InboundSms, moment: datetime) -> bool:
    return reply.timestamp is None or reply.timestamp < moment


def _is_oldest_first(receipts: list[Receipt]) -> bool:
    times = [receipt.timestamp for receipt in receipts if receipt.timestamp]
    return all(earlier <= later for earlier, later in pairwise(times))


def _owner(account: Account) -> Owner:
    return Owner(account.pk, account.country)


def _interval(account: Account) -> timedelta:
    beside_push = settings.POLL_SECONDS_BESIDE_PUSH
    return timedelta(
        seconds=beside_push if has_push(account) else settings.POLL_SECONDS
    )


def _note(account: Account, **values: datetime | str) -> None:
    Intake.objects.update_or_create(account=account, defaults=values)
