"""Finds what is due: ended leases, sends to serve, rows to look up, finished sends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch import verdicts
from clicksendhub.dispatch.channels import Channel, channel_named, products
from clicksendhub.dispatch.finish import finish_sends
from clicksendhub.dispatch.models import Batch, Step
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate.models import CircuitState, Gate
from clicksendhub.jobs import nudge
from clicksendhub.lib.dbclock import db_now

PUMP = "clicksendhub.dispatch.tasks.pump"
LOOK = "clicksendhub.dispatch.tasks.look"
_AT_ONCE = 200


def find_due_work(_now: datetime) -> None:
    """Everything that the engine may do now; the database's clock decides."""
    doubt_ended_leases()
    end_removed_accounts()
    cancel_what_came_back()
    finish_sends()
    now = db_now()
    for account_id in accounts_with_due_rows(now):
        nudge(PUMP, str(account_id))
    for account_id in accounts_with_due_looks(now):
        nudge(LOOK, str(account_id))


def doubt_ended_leases() -> int:
    """Rows whose worker did not come back are in doubt: they may have gone out."""
    ended = Batch.objects.expired(now=db_now()).values_list("pk", flat=True)
    return sum(_doubt(batch_id) for batch_id in ended[:_AT_ONCE])


def _doubt(batch_id: int) -> int:
    with transaction.atomic():
        now = db_now()
        look = now + timedelta(seconds=settings.DISPATCH_LOOK_AFTER_SECONDS)
        # A fresh token fences out a worker that comes back after its lease.
        taken = Batch.objects.filter(pk=batch_id, state="open", lease_until__lt=now)
        if not taken.update(
            state="in_doubt",
            lease_token="",
            ended_at=now,
            next_look_at=look,
            fault="lease_ended",
        ):
            return 0
        batch = Batch.objects.get(pk=batch_id)
        rows = channel_named(batch.channel).model.objects.unsettled_of(batch_id)
        rows = rows.filter(state=State.SUBMITTING)
        references = list(rows.values_list("reference", flat=True))
        rows.update(state=State.IN_DOUBT, reason="lease_ended")
        Step.objects.bulk_create(
            Step(
                reference=reference,
                move=State.IN_DOUBT,
                reason="lease_ended",
                batch_id=batch_id,
            )
            for reference in references
        )
    return len(references)


def end_removed_accounts() -> None:
    """What waits there is cancelled; of what is in doubt nobody can look any more."""
    for channel in products():
        sends = channel.send_model.objects.filter(
            state__in=(SendState.RELEASED, SendState.PAUSED),
            account__removed_at__isnull=False,
        )
        for send in sends[:_AT_ONCE]:
            _end(channel, send)
    unsettled = Batch.objects.filter(
        state="in_doubt", account__removed_at__isnull=False
    )
    for batch in unsettled[:_AT_ONCE]:
        verdicts.give_up_looking(batch, reason="account_removed")


def _end(channel: Channel, send: Any) -> None:
    with transaction.atomic():
        # The send first, as in a claim: from here on none of its rows is claimed.
        type(send).objects.filter(pk=send.pk).update(state=SendState.STOPPED)
        count = _waiting_of(channel, [send.pk]).update(
            state=State.CANCELLED, reason="account_removed", final_at=db_now()
        )
        record(
            "send.cancelled",
            account_id=send.account_id,
            target=send.public_id,
            count=count,
        )


def cancel_what_came_back() -> int:
    """Rows that were under way when a send was cancelled, and did not leave."""
    cancelled = 0
    for channel in products():
        stopped = channel.send_model.objects.filter(
            state=SendState.STOPPED, released_at__isnull=False
        )
        cancelled += _waiting_of(channel, stopped.values("pk")).update(
            state=State.CANCELLED, reason="by_person", final_at=db_now()
        )
    return cancelled


def _waiting_of(channel: Channel, sends: Any) -> Any:
    return channel.model.objects.filter(
        send_id__in=sends, state__in=(State.QUEUED, State.HELD)
    )


def accounts_with_due_rows(now: datetime) -> set[int]:
    """Working accounts, not in trouble, with something to send."""
    found: set[int] = set()
    for channel in products():
        rows = channel.model.objects.all()
        sends = channel.send_model.objects.claimable(rows, now=now).order_by()
        found.update(sends.values_list("account_id", flat=True).distinct())
    return found & _able_accounts()


def accounts_with_due_looks(now: datetime) -> set[int]:
    """Working accounts with rows to look up."""
    due = Batch.objects.due_for_a_look(now=now)
    return set(due.values_list("account_id", flat=True)) & _able_accounts()


def _able_accounts() -> set[int]:
    in_trouble = Gate.objects.filter(circuit=CircuitState.OPEN).values("account_id")
    able = Account.objects.working().exclude(pk__in=in_trouble)
    return set(able.values_list("pk", flat=True))


def drop_old_drafts(now: datetime) -> int:
    """Plans that nobody released are dropped by age, with their rows."""
    oldest = now - timedelta(days=settings.DISPATCH_DRAFT_DAYS)
    dropped = 0
    for channel in products():
        drafts = channel.send_model.objects.filter(
            state=SendState.DRAFT, released_at=None, created_at__lt=oldest
        )
        for draft_id in list(drafts.values_list("pk", flat=True)[:100]):
            with transaction.atomic():
                # Held until the end: it may be confirmed at this very moment.
                if not drafts.select_for_update().filter(pk=draft_id).exists():
                    continue
                channel.model.objects.filter(send_id=draft_id).delete()
                drafts.filter(pk=draft_id).delete()
            dropped += 1
    return dropped
