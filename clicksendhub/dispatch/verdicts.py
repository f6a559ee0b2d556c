"""What a look in the history decides for the rows of a batch in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import transaction

from clicksendhub.dispatch import steps
from clicksendhub.dispatch.channels import Channel, HistoryItem, channel_named
from clicksendhub.dispatch.models import Batch, Step
from clicksendhub.dispatch.querysets import BatchQuerySet
from clicksendhub.dispatch.states import TAKEN, State
from clicksendhub.lib.dbclock import db_now

# Absent in this many looks, spaced apart, with a witness in each: it was not sent.
ABSENT_LOOKS = 2


@dataclass(frozen=True, slots=True)
class Finds:
    """What one call of a look showed."""

    found: Mapping[str, HistoryItem]
    has_witness: bool
    # Everything that it showed, by reference: some have no price with us yet.
    shown: Mapping[str, HistoryItem] = field(default_factory=dict)


class Verdict(Enum):
    """What becomes of the rows that a look did not find."""

    LOOK_AGAIN = "look_again"
    NOT_SENT = "not_sent"
    CANNOT_TELL = "cannot_tell"


def verdict_on_absent(*, absent: int, blind: int, blind_limit: int) -> Verdict:
    """Decide by the number of looks with a witness and without one. Pure."""
    if absent >= ABSENT_LOOKS:
        return Verdict.NOT_SENT
    if absent + blind >= blind_limit:
        return Verdict.CANNOT_TELL
    return Verdict.LOOK_AGAIN


def keep_finds(channel: Channel, batch: Batch, finds: Finds, *, cursor: int) -> bool:
    """Accept what was found and keep how far the look came. Safe to repeat.

    False where there is no more to look for, or the look is no longer ours.
    """
    lease = timedelta(seconds=settings.DISPATCH_LEASE_SECONDS)
    batch.look_cursor = cursor
    batch.look_has_witness |= finds.has_witness
    with transaction.atomic():
        if not _mine(batch).update(
            look_cursor=cursor,
            look_has_witness=batch.look_has_witness,
            next_look_at=db_now() + lease,
        ):
            return False
        _accept_found(channel, batch, finds.found)
        _price(channel, batch, finds.shown)
        is_clear = _close_if_clear(channel, batch)
        steps.at("look.before_keep")
    steps.at("look.after_keep")
    return not is_clear


def settle_look(channel: Channel, batch: Batch) -> bool:
    """Write what a look that was read to its end decided, if it is still ours."""
    with transaction.atomic():
        absent = batch.absent_looks + int(batch.look_has_witness)
        blind = batch.blind_looks + int(not batch.look_has_witness)
        spacing = timedelta(seconds=settings.DISPATCH_LOOK_SPACING_SECONDS)
        if not _mine(batch).update(
            absent_looks=absent,
            blind_looks=blind,
            next_look_at=db_now() + spacing,
            look_plan="",
            look_cursor=0,
            look_has_witness=False,
        ):
            return False
        verdict = verdict_on_absent(
            absent=absent, blind=blind, blind_limit=settings.DISPATCH_BLIND_LOOKS
        )
        _settle_absent(channel, batch, verdict)
        _close_if_clear(channel, batch)
        steps.at("look.before_commit")
    steps.at("look.after_commit")
    return True


def trust_no_absence(account_id: int) -> None:
    """The account is another one at ClickSend now: its history lacks these calls.

    What a look finds still counts; for what it does not find, a person decides.
    """
    unsettled = Batch.objects.filter(account_id=account_id).exclude(state="settled")
    unsettled.update(absent_looks=0, blind_looks=settings.DISPATCH_BLIND_LOOKS)


def give_up_looking(batch: Batch, *, reason: str) -> None:
    """No look can be made any more: what is in doubt stands there for a person."""
    channel = channel_named(batch.channel)
    with transaction.atomic():
        # A fresh token fences out a look that is under way.
        still = Batch.objects.filter(pk=batch.pk, state="in_doubt")
        if still.update(state="settled", look_token="", next_look_at=None):
            rows = channel.model.objects.unsettled_of(batch.pk)
            rows = rows.filter(state=State.IN_DOUBT)
            _move(rows, State.NEEDS_A_LOOK, reason, batch)


def _mine(batch: Batch) -> BatchQuerySet[Batch]:
    """The batch, while it is in doubt and nobody else took the look over."""
    return Batch.objects.filter(
        pk=batch.pk, look_token=batch.look_token, state="in_doubt"
    )


def _accept_found(
    channel: Channel, batch: Batch, found: Mapping[str, HistoryItem]
) -> None:
    doubtful = channel.model.objects.unsettled_of(batch.pk).filter(state=State.IN_DOUBT)
    now = db_now()
    accepted = []
    for row in doubtful.filter(reference__in=found).only("id", "reference"):
        item = found[row.reference]
        moved = channel.model.objects.filter(pk=row.pk, state=State.IN_DOUBT).update(
            state=State.ACCEPTED,
            reason="",
            provider_id=item.message_id,
            charge=item.price,
            accepted_at=now,
        )
        if moved:
            accepted.append(row.reference)
    _tell(accepted, State.ACCEPTED, "found_in_history", batch)


def _price(channel: Channel, batch: Batch, shown: Mapping[str, HistoryItem]) -> None:
    """A receipt settled a row before history did: what it cost stands there alone."""
    unpriced = channel.model.objects.filter(
        reference__in=shown, batch=batch, state__in=TAKEN, charge=None
    )
    for row in unpriced.only("id", "reference"):
        price = shown[row.reference].price
        channel.model.objects.filter(pk=row.pk, charge=None).update(charge=price)


def _settle_absent(channel: Channel, batch: Batch, verdict: Verdict) -> None:
    if verdict is Verdict.LOOK_AGAIN:
        return
    rows = channel.model.objects.unsettled_of(batch.pk).filter(state=State.IN_DOUBT)
    if verdict is Verdict.NOT_SENT and channel.may_resend:
        _put_back(rows.filter(is_resent=False), batch)
    reason = (
        "not_found_twice" if verdict is Verdict.NOT_SENT else "history_shows_nothing"
    )
    _move(rows, State.NEEDS_A_LOOK, reason, batch)


def _put_back(rows: Any, batch: Batch) -> None:
    _move(rows, State.QUEUED, "not_in_history", batch, is_resent=True, not_before=None)


def _move(rows: Any, state: State, reason: str, batch: Batch, **values: Any) -> None:
    references = list(rows.values_list("reference", flat=True))
    rows.update(state=state, reason=reason, **values)
    _tell(references, state, reason, batch)


def _close_if_clear(channel: Channel, batch: Batch) -> bool:
    left = channel.model.objects.unsettled_of(batch.pk).filter(state=State.IN_DOUBT)
    if left.exists():
        return False
    Batch.objects.filter(pk=batch.pk).update(state="settled", next_look_at=None)
    return True


def _tell(references: list[str], state: State, reason: str, batch: Batch) -> None:
    Step.objects.bulk_create(
        Step(reference=reference, move=state, reason=reason, batch_id=batch.pk)
        for reference in references
    )
