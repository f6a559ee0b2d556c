"""Turns the answer to a call, or its absence, into the new state of each row."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction

from clicksendhub.clicksend import ClickSendError, backoff
from clicksendhub.dispatch import steps
from clicksendhub.dispatch.channels import SentCall
from clicksendhub.dispatch.claims import Claim, Row
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.outcomes import (
    MISSING_ITEM,
    SUCCESS,
    CallOutcome,
    Outcome,
    outcome_of_error,
    outcome_of_status,
)
from clicksendhub.dispatch.record import (
    Move,
    RowOutcome,
    close_batch,
    prepare,
    write_outcomes,
)
from clicksendhub.dispatch.states import State
from clicksendhub.gate import budget, circuit
from clicksendhub.gate.calls import note_failed_send
from clicksendhub.gate.troubles import trouble_in_status
from clicksendhub.lib.dbclock import db_now

logger = logging.getLogger(__name__)


def settle_answer(claim: Claim, answer: SentCall) -> bool:
    """Record each recipient's own status. False where the lease was lost meanwhile."""
    items = {item.reference: item for item in answer.items}
    now = db_now()
    accepted = Move(
        State.ACCEPTED.value, currency=(answer.currency or "")[:3], accepted_at=now
    )
    rows = [
        _row_outcome(row, items.get(row["reference"]), accepted=accepted, now=now)
        for row in claim.rows
    ]
    written = _write(claim, rows, fault="", now=now)
    for status in {row.move.reason for row in rows if row.move.reason}:
        if trouble := trouble_in_status(status):
            circuit.report(claim.account_id, trouble)
    return written


def settle_failure(claim: Claim, error: Exception) -> bool:
    """Record a call without a clean answer. False where the lease was lost."""
    size = len(claim.rows)
    outcome = outcome_of_error(error, size=size)
    written = settle_all_alike(claim, outcome)
    if isinstance(error, ClickSendError):
        note_failed_send(claim.account_id, error)
    return written


def settle_all_alike(claim: Claim, outcome: CallOutcome) -> bool:
    """Every row of the call makes the same move."""
    now = db_now()
    cap = len(claim.rows) // 2 if outcome.is_to_be_halved else None

    @cache
    def move_after(attempts: int) -> Move:
        """Rows that were tried as often wait as long: they go as one call again."""
        return Move(
            outcome.state.value,
            outcome.reason,
            final_at=now if outcome.state is State.REFUSED else None,
            not_before=_back_off(attempts, now) if outcome.is_to_back_off else None,
            batch_cap=cap,
        )

    rows = [RowOutcome(row["id"], move_after(row["attempts"])) for row in claim.rows]
    return _write(claim, rows, fault=outcome.reason, now=now)


def _row_outcome(
    row: Row, sent: Any | None, *, accepted: Move, now: datetime
) -> RowOutcome:
    if sent is None:
        return RowOutcome(row["id"], Move(State.IN_DOUBT.value, MISSING_ITEM))
    if sent.status == SUCCESS:
        return RowOutcome(row["id"], accepted, sent.message_id[:64], sent.price)
    outcome: Outcome = outcome_of_status(sent.status, is_resent=row["is_resent"])
    delay = timedelta(seconds=outcome.delay_seconds)
    move = Move(
        outcome.state.value,
        outcome.reason,
        final_at=now if outcome.state is State.REFUSED else None,
        not_before=now + delay if delay else None,
    )
    return RowOutcome(row["id"], move)


def _back_off(attempts: int, now: datetime) -> datetime:
    seconds = backoff(
        attempts,
        base=settings.DISPATCH_RETRY_BASE_SECONDS,
        cap=settings.DISPATCH_RETRY_CAP_SECONDS,
        random=random.random,
    )
    return now + timedelta(seconds=seconds)


def _write(
    claim: Claim, rows: Sequence[RowOutcome], *, fault: str, now: datetime
) -> bool:
    prepared = prepare(rows)
    with transaction.atomic():
        if not _close(claim, rows, fault=fault, now=now):
            logger.warning("The lease of batch %s was lost.", claim.batch_id)
            return False
        write_outcomes(claim.channel.model, claim.batch_id, prepared)
        _tell_the_unusual(claim, rows)
        budget.finish(claim.ticket)
        steps.at("record.before_commit")
    steps.at("record.after_commit")
    return True


def _close(
    claim: Claim, rows: Sequence[RowOutcome], *, fault: str, now: datetime
) -> bool:
    doubtful = any(row.move.state == State.IN_DOUBT for row in rows)
    look = now + timedelta(seconds=settings.DISPATCH_LOOK_AFTER_SECONDS)
    return close_batch(
        claim.batch_id,
        claim.lease_token,
        state="in_doubt" if doubtful else "settled",
        next_look_at=look if doubtful else None,
        ended_at=now,
        size=len(rows),
        fault=fault[:60],
    )


def _tell_the_unusual(claim: Claim, rows: Sequence[RowOutcome]) -> None:
    """Being accepted is read from the row itself; all else is a step of its story."""
    unusual = [row for row in rows if row.move.state != State.ACCEPTED]
    if not unusual:
        return
    references = {row["id"]: row["reference"] for row in claim.rows}
    Step.objects.bulk_create(
        Step(
            reference=references[row.id],
            move=row.move.state,
            reason=row.move.reason,
            batch_id=claim.batch_id,
        )
        for row in unusual
    )
