"""The states of a recipient and of a send, and the legal moves between them."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where one recipient stands. The words that people see are in ``ui.badges``."""

    PLANNED = "planned", "Planned"
    QUEUED = "queued", "Queued"
    HELD = "held", "Held"
    SUBMITTING = "submitting", "Sending"
    IN_DOUBT = "in_doubt", "Checking"
    NEEDS_A_LOOK = "needs_a_look", "Needs a look"
    ACCEPTED = "accepted", "Accepted"
    DELIVERED = "delivered", "Delivered"
    UNDELIVERED = "undelivered", "Not delivered"
    REFUSED = "refused", "Refused"
    SKIPPED = "skipped", "Skipped"
    EXPIRED = "expired", "Too late"
    CANCELLED = "cancelled", "Cancelled"


class SendState(models.TextChoices):
    """Where one act of sending stands."""

    DRAFT = "draft", "Draft"
    RELEASED = "released", "Sending"
    PAUSED = "paused", "Paused"
    STOPPED = "stopped", "Stopped"
    DONE = "done", "Done"


S = State

# Still ours to send, not yet at ClickSend.
WAITING = frozenset({S.PLANNED, S.QUEUED, S.HELD})
# Something may yet change without a person.
IN_FLIGHT = frozenset({S.SUBMITTING, S.IN_DOUBT})
# A send with one of these is not done.
OPEN = WAITING | IN_FLIGHT | {S.NEEDS_A_LOOK}
# ClickSend has it.
TAKEN = frozenset({S.ACCEPTED, S.DELIVERED, S.UNDELIVERED})
# Nothing of it went out, and nothing will.
NOT_SENT = frozenset({S.REFUSED, S.SKIPPED, S.EXPIRED, S.CANCELLED})
FINAL = frozenset({S.DELIVERED, S.UNDELIVERED}) | NOT_SENT

# The only moves there are. Evidence from ClickSend (history, a receipt or a reply with
# our reference) may settle a row that was in a call before, wherever it stands since:
# queued, held, skipped, expired, cancelled → accepted.
LEGAL: dict[State, frozenset[State]] = {
    S.PLANNED: frozenset({S.QUEUED, S.SKIPPED, S.CANCELLED}),
    S.QUEUED: frozenset(
        {S.SUBMITTING, S.HELD, S.SKIPPED, S.EXPIRED, S.CANCELLED, S.ACCEPTED}
    ),
    S.HELD: frozenset({S.QUEUED, S.SKIPPED, S.EXPIRED, S.CANCELLED, S.ACCEPTED}),
    S.SUBMITTING: frozenset(
        {S.ACCEPTED, S.REFUSED, S.QUEUED, S.HELD, S.IN_DOUBT, S.SKIPPED}
    ),
    S.IN_DOUBT: frozenset({S.ACCEPTED, S.QUEUED, S.NEEDS_A_LOOK, S.REFUSED}),
    S.NEEDS_A_LOOK: frozenset({S.ACCEPTED, S.QUEUED, S.CANCELLED}),
    S.ACCEPTED: frozenset({S.DELIVERED, S.UNDELIVERED}),
    S.UNDELIVERED: frozenset({S.DELIVERED}),
    S.DELIVERED: frozenset(),
    S.REFUSED: frozenset(),
    S.SKIPPED: frozenset({S.ACCEPTED}),
    S.EXPIRED: frozenset({S.ACCEPTED}),
    S.CANCELLED: frozenset({S.ACCEPTED}),
}


def sources_of(target: State) -> frozenset[State]:
    """Every state from which a row may move to ``target``."""
    return frozenset(state for state, targets in LEGAL.items() if target in targets)


def may_move(source: str, target: str) -> bool:
    """True where the move is one of the legal ones."""
    return State(target) in LEGAL[State(source)]
