"""What people do to a send: confirm, pause, go on, cancel, decide what is unclear."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.dispatch.channels import channel_named
from clicksendhub.dispatch.finish import finish_send
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.dispatch.sweep import PUMP
from clicksendhub.jobs import nudge
from clicksendhub.lib.dbclock import db_now

if TYPE_CHECKING:
    from clicksendhub.people.models import User

Decision = Literal["accepted", "again", "given_up"]


def release(
    send: Any,
    *,
    actor: User | None,
    due_at: datetime | None = None,
    due_wall: str = "",
    due_zone: str = "",
) -> bool:
    """Confirm a send; True for the one call that did it, however many try.

    ``due_at`` (aware; now if None) is when its rows may go.
    """
    model = channel_named(send.channel).model
    with transaction.atomic():
        now = db_now()
        due = due_at or now
        won = (
            type(send)
            .objects.filter(pk=send.pk, state=SendState.DRAFT, released_at=None)
            .update(
                state=SendState.RELEASED,
                released_at=now,
                due_at=due,
                due_wall=due_wall,
                due_zone=due_zone,
            )
        )
        if not won:
            return False
        rows = model.objects.filter(send_id=send.pk, state=State.PLANNED)
        rows.update(state=State.QUEUED)
        record(
            "send.released",
            actor=actor,
            account_id=send.account_id,
            target=send.public_id,
        )
        if due <= now:
            nudge(PUMP, str(send.account_id))
    send.refresh_from_db()
    return True


def pause(send: Any, *, actor: User) -> bool:
    """Stop claiming rows of this send; calls under way finish."""
    return _switch(send, SendState.RELEASED, SendState.PAUSED, "send.paused", actor)


def resume(send: Any, *, actor: User) -> bool:
    """Go on with a paused send."""
    went_on = _switch(send, SendState.PAUSED, SendState.RELEASED, "send.resumed", actor)
    if went_on:
        nudge(PUMP, str(send.account_id))
    return went_on


def cancel_waiting(send: Any, *, actor: User) -> int:
    """Cancel every row that has not left; how many.

    What is under way finishes; what comes back from it unsent is cancelled as well.
    """
    channel = channel_named(send.channel)
    with transaction.atomic():
        # The send first, as in a claim: from here on none of its rows is claimed.
        still_on = (SendState.DRAFT, SendState.RELEASED, SendState.PAUSED)
        type(send).objects.filter(pk=send.pk, state__in=still_on).update(
            state=SendState.STOPPED
        )
        waiting = channel.model.objects.filter(
            send_id=send.pk, state__in=(State.PLANNED, State.QUEUED, State.HELD)
        )
        count: int = waiting.update(
            state=State.CANCELLED, reason="by_person", final_at=db_now()
        )
        finish_send(channel, send.pk)
        record(
            "send.cancelled",
            actor=actor,
            account_id=send.account_id,
            target=send.public_id,
            count=count,
        )
    return count


def release_held(send: Any, *, actor: User) -> int:
    """Let the held rows of a send try again; how many."""
    model = channel_named(send.channel).model
    with transaction.atomic():
        held = model.objects.filter(send_id=send.pk, state=State.HELD)
        count: int = held.update(state=State.QUEUED, reason="", not_before=None)
        record(
            "send.held_released",
            actor=actor,
            account_id=send.account_id,
            target=send.public_id,
            count=count,
        )
        nudge(PUMP, str(send.account_id))
    return count


_DECISIONS: dict[str, State] = {
    "accepted": State.ACCEPTED,
    "again": State.QUEUED,
    "given_up": State.CANCELLED,
}


def decide(message: Any, *, actor: User, verdict: Decision, why: str) -> bool:
    """A person settles a row that needs a look; False where somebody was faster."""
    target = _DECISIONS[verdict]
    now = db_now()
    values: dict[str, Any] = {"state": target, "reason": f"person_{verdict}"}
    if target is State.ACCEPTED:
        values["accepted_at"] = now
    if target is State.QUEUED:
        values |= {"is_resent": True, "not_before": None}
    if target is State.CANCELLED:
        values["final_at"] = now
    with transaction.atomic():
        rows = type(message).objects.filter(pk=message.pk, state=State.NEEDS_A_LOOK)
        if not rows.update(**values):
            return False
        Step.objects.create(
            reference=message.reference,
            move=target,
            reason=f"person_{verdict}",
            words=why[:300],
            actor_name=str(actor),
        )
        record(
            "message.decided",
            actor=actor,
            account_id=message.account_id,
            target=message.reference,
            verdict=verdict,
        )
        if target is State.QUEUED:
            _reopen(message.send)
            nudge(PUMP, str(message.account_id))
    return True


def _reopen(send: Any) -> None:
    """A person lets one row of a cancelled send go again: the send must be served."""
    type(send).objects.filter(pk=send.pk, state=SendState.STOPPED).update(
        state=SendState.RELEASED
    )


def _switch(
    send: Any, source: SendState, target: SendState, act: str, actor: User
) -> bool:
    with transaction.atomic():
        moved = type(send).objects.filter(pk=send.pk, state=source).update(state=target)
        if moved:
            record(act, actor=actor, account_id=send.account_id, target=send.public_id)
    return bool(moved)
