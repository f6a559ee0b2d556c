"""What ClickSend tells us later about a recipient: receipts, replies, a sighting.

Evidence moves a row forward and never back; told twice it changes nothing.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import Q

from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import State
from clicksendhub.lib.dbclock import db_now

# ClickSend has it, whatever we believed: a message that carries our reference exists.
_PROVEN_SENT = (State.SUBMITTING, State.IN_DOUBT, State.NEEDS_A_LOOK)
# Where a row may stand after a call that was taken for not sent: waiting, when it must
# not go again, or given up, cancelled, blocked and too late since then.
_AFTER_A_CALL = (
    State.QUEUED,
    State.HELD,
    State.CANCELLED,
    State.SKIPPED,
    State.EXPIRED,
)


class Verdict(Enum):
    """What a receipt says."""

    PENDING = "pending"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class ReceiptResult(Enum):
    """What a receipt changed."""

    APPLIED = "applied"
    ALREADY = "already"
    ORPHAN = "orphan"


def accept_by_reference(
    model: Any, reference: str, *, provider_id: str, how: str
) -> bool:
    """A receipt or reply carries our reference: ClickSend has the message.

    Settles a row in doubt, one that a person should look at, and one that came back
    from a call, whether it waits to go again or was given up.
    """
    now = db_now()
    values: dict[str, Any] = {
        "state": State.ACCEPTED,
        "reason": "",
        "accepted_at": now,
        "final_at": None,
    }
    if provider_id:
        values["provider_id"] = provider_id
    with transaction.atomic():
        # One statement: a claim may move the row between two, and neither would see it.
        moved = (
            model.objects.filter(reference=reference)
            .filter(
                Q(state__in=_PROVEN_SENT) | Q(state__in=_AFTER_A_CALL, attempts__gt=0)
            )
            .update(**values)
        )
        if moved:
            Step.objects.create(reference=reference, move=State.ACCEPTED, reason=how)
    return bool(moved)


def apply_receipt(
    model: Any,
    *,
    account_id: int,
    reference: str,
    provider_id: str,
    verdict: Verdict,
    reason: str,
    words: str,
    at: datetime,
) -> ReceiptResult:
    """Apply one delivery receipt to the row that it is about.

    Found by reference, else by ClickSend's id; ``ORPHAN`` where it is not (yet) ours.
    """
    with transaction.atomic():
        row = _row_for(model, account_id, reference=reference, provider_id=provider_id)
        if row is None:
            return ReceiptResult.ORPHAN
        accept_by_reference(
            model, row.reference, provider_id=provider_id, how="receipt"
        )
        moved = _move(model, row, verdict, reason=reason, at=at)
        if moved or verdict is Verdict.PENDING:
            _tell_once(row.reference, verdict, reason=reason, words=words, at=at)
    return ReceiptResult.APPLIED if moved else ReceiptResult.ALREADY


def _row_for(
    model: Any, account_id: int, *, reference: str, provider_id: str
) -> Any | None:
    mine = model.objects.filter(account_id=account_id)
    if reference and (row := mine.filter(reference=reference).first()):
        return row
    if provider_id:
        return mine.with_provider_id(provider_id).first()
    return None


def _move(model: Any, row: Any, verdict: Verdict, *, reason: str, at: datetime) -> bool:
    if verdict is Verdict.PENDING:
        return False
    delivered = verdict is Verdict.DELIVERED
    # A late "delivered" over "not delivered" is believed; nothing else reopens.
    sources = (State.ACCEPTED, State.UNDELIVERED) if delivered else (State.ACCEPTED,)
    target = State.DELIVERED if delivered else State.UNDELIVERED
    rows = model.objects.filter(pk=row.pk, state__in=sources)
    moved: int = rows.update(
        state=target, reason="" if delivered else reason[:60], final_at=at
    )
    return bool(moved)


def _tell_once(
    reference: str, verdict: Verdict, *, reason: str, words: str, at: datetime
) -> None:
    move = "receipt" if verdict is Verdict.PENDING else verdict.value
    Step.objects.get_or_create(
        reference=reference,
        at=at,
        move=move,
        reason=reason[:60],
        defaults={"words": words[:300]},
    )
