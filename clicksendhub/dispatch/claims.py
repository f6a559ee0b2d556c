"""Claims the rows of one call: committed, with lease and leave, before it is made."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction

from clicksendhub.credentials.services import longest_call_seconds
from clicksendhub.dispatch import steps
from clicksendhub.dispatch.channels import Channel, channel_named, products
from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.statements import (
    Statements,
    moment,
    new_id,
    open_batch_statement,
    statements_for,
)
from clicksendhub.dispatch.states import State
from clicksendhub.gate import budget
from clicksendhub.gate.models import Lane
from clicksendhub.lib.bootclock import boot_seconds
from clicksendhub.lib.dbclock import db_now

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DueSend:
    """What the engine needs to know of the send that it serves."""

    pk: int
    channel: Channel
    account_id: int
    is_bulk: bool
    is_too_late: bool

    @property
    def lane(self) -> str:
        """Which reserve of the budget it may use."""
        return Lane.BULK if self.is_bulk else Lane.SINGLE

    @property
    def batch_size(self) -> int:
        """How many recipients one call of it carries."""
        if self.is_bulk:
            return int(settings.DISPATCH_BATCH_SIZE)
        return int(settings.DISPATCH_SINGLE_BATCH_SIZE)


@dataclass(frozen=True, slots=True)
class Claim:
    """The rows of one call, ours until the lease ends."""

    channel: Channel
    batch_id: int
    lease_token: str
    account_id: int
    rows: tuple[Row, ...]
    ticket: budget.Ticket
    # By ``boot_seconds``: a call begun later could outlive the lease.
    call_before: float


class _Opened(NamedTuple):
    """A batch that has just been written."""

    id: int
    lease_token: str
    # The most it can hold; the true size is written when the call has ended.
    size: int


class NoLeave(Exception):
    """The call budget of the account is used up for now."""


def next_send(account_id: int) -> DueSend | None:
    """The send to serve now: single sends first, then campaigns in turn."""
    for channel in products():
        with connection.cursor() as cursor:
            cursor.execute(statements_for(channel).next_send, {"account": account_id})
            found = cursor.fetchone()
        if found:
            pk, name, is_bulk, is_too_late = found
            return DueSend(
                pk, channel_named(name), account_id, bool(is_bulk), bool(is_too_late)
            )
    return None


def claim_from(send: DueSend) -> Claim | None:
    """Claim the next rows of a send; None where nothing is left to claim.

    Raises ``NoLeave`` where the budget has no call for it. Blocks are checked here, in
    the claiming transaction, so that one committed before it always holds.
    """
    with transaction.atomic():
        claim = _claim(send)
        steps.at("claim.before_commit")
    steps.at("claim.after_commit")
    return claim


def _claim(send: DueSend) -> Claim | None:
    sql = statements_for(send.channel)
    if not _touch(sql, send):
        return None
    # Asked after the wait for others who claim from this send: what follows is short.
    began, now = boot_seconds(), db_now()
    if send.is_too_late:
        _expire(send, now)
        return None
    ticket = budget.take(
        send.account_id, send.lane, seconds=settings.DISPATCH_LEASE_SECONDS, now=now
    )
    if ticket is None:
        raise NoLeave
    batch = _open_batch(send, now)
    rows = _move_rows(sql, send, batch, now)
    if not rows:
        _close_empty(batch, now)
        budget.give_back(ticket)
        return None
    return Claim(
        channel=send.channel,
        batch_id=batch.id,
        lease_token=batch.lease_token,
        account_id=send.account_id,
        rows=rows,
        ticket=ticket,
        call_before=began + _seconds_to_begin_the_call(),
    )


def _touch(sql: Statements, send: DueSend) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql.touch, {"send": send.pk})
        return bool(cursor.rowcount)


def _seconds_to_begin_the_call() -> float:
    """A worker that was stopped between claim and call must not make the call late."""
    return float(settings.DISPATCH_LEASE_SECONDS) - longest_call_seconds()


def _expire(send: DueSend, now: datetime) -> None:
    waiting = send.channel.model.objects.filter(send_id=send.pk).ready(now=now)
    waiting.update(state=State.EXPIRED, reason="too_late", final_at=now)


def _open_batch(send: DueSend, now: datetime) -> _Opened:
    token = secrets.token_hex(16)
    size = min(send.batch_size, send.channel.batch_limit)
    values = {
        "account": send.account_id,
        "channel": send.channel.name,
        "size": size,
        "token": token,
        "until": moment(now + timedelta(seconds=settings.DISPATCH_LEASE_SECONDS)),
        "now": moment(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(open_batch_statement(), values)
        return _Opened(new_id(cursor), token, size)


def _move_rows(
    sql: Statements, send: DueSend, batch: _Opened, now: datetime
) -> tuple[Row, ...]:
    """The rows that the batch has now; those that are blocked are left out."""
    about = {
        "send": send.pk,
        "account": send.account_id,
        "batch": batch.id,
        "size": batch.size,
        "now": moment(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.claim, about)
        rows = _read_rows(cursor, sql, about)
        # Read again: another number may have been blocked between the two statements.
        while any(row["is_blocked"] for row in rows):
            cursor.execute(sql.skip_blocked, about)
            rows = _read_rows(cursor, sql, about)
    return rows


def _read_rows(cursor: Any, sql: Statements, about: Row) -> tuple[Row, ...]:
    cursor.execute(sql.claimed, about)
    names = [column[0] for column in cursor.description]
    return tuple([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


def _close_empty(batch: _Opened, now: datetime) -> None:
    """Every row of it was blocked, or another worker was faster."""
    Batch.objects.filter(pk=batch.id).update(state="settled", size=0, ended_at=now)
