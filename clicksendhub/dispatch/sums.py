"""The sum at the end of every send: each row in exactly one term, zero as the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clicksendhub.dispatch.channels import channel_named
from clicksendhub.dispatch.states import State

LEFT = (State.PLANNED, State.QUEUED, State.SUBMITTING)
TERMS: dict[str, tuple[State, ...]] = {
    "accepted": (State.ACCEPTED, State.DELIVERED, State.UNDELIVERED),
    "refused": (State.REFUSED,),
    "skipped": (State.SKIPPED,),
    "expired": (State.EXPIRED,),
    "cancelled": (State.CANCELLED,),
    "held": (State.HELD,),
    "in_doubt": (State.IN_DOUBT,),
    "needs_a_look": (State.NEEDS_A_LOOK,),
    "left": LEFT,
}


def sum_of(send: Any) -> dict[str, int]:
    """How many rows of a send stand in each state."""
    rows = channel_named(send.channel).model.objects.filter(send_id=send.pk)
    counts: dict[str, int] = rows.counts()
    return counts


def rest(planned: int, counts: Mapping[str, int]) -> int:
    """What is missing: planned less every term. Zero, or something is lost."""
    told = sum(counts.get(state, 0) for states in TERMS.values() for state in states)
    return planned - told
