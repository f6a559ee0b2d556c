"""What an answer, or a missing one, means for a recipient. No database, no calls."""

from __future__ import annotations

from dataclasses import dataclass

from clicksendhub.clicksend import (
    BadRequest,
    ClickSendError,
    RequestRefused,
    TooManyRequests,
)
from clicksendhub.dispatch.states import State

SUCCESS = "SUCCESS"
THROTTLED = "THROTTLED"
# Nothing was sent; the account must be mended first, then the row goes again.
ACCOUNT_TROUBLE = frozenset(
    {
        "INSUFFICIENT_CREDIT",
        "ACCOUNT_NOT_ACTIVATED",
        "MISSING_CREDENTIALS",
        "INVALID_CREDENTIALS",
    }
)
HELD_BY_RULES = frozenset({"COUNTRY_NOT_ENABLED", "REGISTRATION_NEEDED"})
REFUSED_FOR_GOOD = frozenset(
    {
        "INVALID_RECIPIENT",
        "EMPTY_MESSAGE",
        "SUBJECT_REQUIRED",
        "MISSING_REQUIRED_FIELDS",
        "TOO_MANY_RECIPIENTS",
        "INVALID_SCHEDULE",
        "INVALID_MEDIA_FILE",
        "INVALID_LANG",
        "INVALID_VOICE",
        "INVALID_SENDER_ID",
        "NOT_ENOUGH_PERMISSION_TO_LIST_ID",
        "ALREADY_EXISTS",
    }
)
MISSING_ITEM = "missing_item"
THROTTLE_DELAY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a recipient goes next, why, and how long it waits there."""

    state: State
    reason: str = ""
    delay_seconds: float = 0.0


ACCEPTED = Outcome(State.ACCEPTED)


def outcome_of_status(status: str, *, is_resent: bool) -> Outcome:
    """The move that one recipient's status inside a 200 asks for.

    ``THROTTLED`` means that the identical text just went to this number: after an
    ambiguous try that is evidence of the first, otherwise it is only too soon.
    An unknown word is never a reason to send again.
    """
    if status == SUCCESS:
        return ACCEPTED
    if status == THROTTLED:
        if is_resent:
            return Outcome(State.IN_DOUBT, status)
        return Outcome(State.QUEUED, status, THROTTLE_DELAY_SECONDS)
    if status in ACCOUNT_TROUBLE:
        return Outcome(State.QUEUED, status)
    if status in HELD_BY_RULES:
        return Outcome(State.HELD, status)
    if status in REFUSED_FOR_GOOD:
        return Outcome(State.REFUSED, status)
    return Outcome(State.IN_DOUBT, status[:60] or MISSING_ITEM)


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """What a failed call means for all its rows."""

    state: State
    reason: str
    # The call was refused whole because of one row: smaller batches find it.
    is_to_be_halved: bool = False
    # Wait before the rows go again (the gate may ask for longer).
    is_to_back_off: bool = False


def outcome_of_error(error: Exception, *, size: int) -> CallOutcome:
    """The move that a failed call asks for; what is not surely unsent is in doubt."""
    reason = type(error).__name__
    if not isinstance(error, ClickSendError):
        return CallOutcome(State.IN_DOUBT, reason)
    if error.maybe_sent:
        return CallOutcome(State.IN_DOUBT, reason)
    if isinstance(error, BadRequest | RequestRefused):
        return outcome_of_bad_rows(reason, size=size)
    if isinstance(error, TooManyRequests):
        return CallOutcome(State.QUEUED, reason)
    return CallOutcome(State.QUEUED, reason, is_to_back_off=True)


def outcome_of_bad_rows(reason: str, *, size: int) -> CallOutcome:
    """A call with a guilty row in it: halve it, or refuse the one row that is left."""
    if size > 1:
        return CallOutcome(State.QUEUED, reason, is_to_be_halved=True)
    return CallOutcome(State.REFUSED, reason)
