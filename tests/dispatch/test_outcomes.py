"""What each status and each error means for a recipient: the whole table."""

from __future__ import annotations

import pytest

from clicksendhub import clicksend
from clicksendhub.clicksend import ClickSendError
from clicksendhub.dispatch.outcomes import (
    THROTTLE_DELAY_SECONDS,
    outcome_of_bad_rows,
    outcome_of_error,
    outcome_of_status,
)
from clicksendhub.dispatch.states import State
from messaging.channels.fax import FaxClosed
from messaging.channels.hosted import FileNotTaken, LinkNotReady, NoFile
from messaging.channels.voice import OutsideHours

# Every word of ClickSend's documentation, and some that it does not have.
STATUSES = {
    "SUCCESS": State.ACCEPTED,
    "INVALID_RECIPIENT": State.REFUSED,
    "EMPTY_MESSAGE": State.REFUSED,
    "SUBJECT_REQUIRED": State.REFUSED,
    "MISSING_REQUIRED_FIELDS": State.REFUSED,
    "TOO_MANY_RECIPIENTS": State.REFUSED,
    "INVALID_SCHEDULE": State.REFUSED,
    "INVALID_MEDIA_FILE": State.REFUSED,
    "INVALID_LANG": State.REFUSED,
    "INVALID_VOICE": State.REFUSED,
    "INVALID_SENDER_ID": State.REFUSED,
    "NOT_ENOUGH_PERMISSION_TO_LIST_ID": State.REFUSED,
    "ALREADY_EXISTS": State.REFUSED,
    "INSUFFICIENT_CREDIT": State.QUEUED,
    "ACCOUNT_NOT_ACTIVATED": State.QUEUED,
    "MISSING_CREDENTIALS": State.QUEUED,
    "INVALID_CREDENTIALS": State.QUEUED,
    "COUNTRY_NOT_ENABLED": State.HELD,
    "REGISTRATION_NEEDED": State.HELD,
    "THROTTLED": State.QUEUED,
    "INTERNAL_ERROR": State.IN_DOUBT,
    "SOMETHING_IS_WRONG": State.IN_DOUBT,
    "A_WORD_NOBODY_KNOWS": State.IN_DOUBT,
    "success": State.IN_DOUBT,
    "": State.IN_DOUBT,
}
ERRORS = {
    clicksend.Unreachable: State.QUEUED,
    clicksend.Unauthorized: State.QUEUED,
    clicksend.Forbidden: State.QUEUED,
    clicksend.NotFound: State.QUEUED,
    clicksend.OddRefusal: State.QUEUED,
    clicksend.TooManyRequests: State.QUEUED,
    clicksend.BadRequest: State.REFUSED,
    clicksend.RequestRefused: State.REFUSED,
    clicksend.NoAnswer: State.IN_DOUBT,
    clicksend.ServerError: State.IN_DOUBT,
    clicksend.UnreadableAnswer: State.IN_DOUBT,
    OutsideHours: State.QUEUED,
    LinkNotReady: State.QUEUED,
    FaxClosed: State.REFUSED,
    NoFile: State.REFUSED,
    FileNotTaken: State.REFUSED,
}
# Classes that stand for a branch of the tree and are never raised themselves.
BRANCHES = {ClickSendError, clicksend.SurelyNotSent, clicksend.MaybeSent}


@pytest.mark.parametrize(("status", "state"), STATUSES.items())
def test_each_status_moves_a_first_try(status: str, state: State) -> None:
    assert outcome_of_status(status, is_resent=False).state is state


def test_throttled_waits_and_after_an_ambiguous_try_it_is_evidence() -> None:
    first = outcome_of_status("THROTTLED", is_resent=False)
    again = outcome_of_status("THROTTLED", is_resent=True)

    assert first.delay_seconds == THROTTLE_DELAY_SECONDS
    assert again.state is State.IN_DOUBT


def test_a_long_unknown_word_is_cut_to_the_column() -> None:
    assert len(outcome_of_status("X" * 200, is_resent=False).reason) == 60


@pytest.mark.parametrize(("kind", "state"), ERRORS.items())
def test_each_error_moves_a_call_of_one(
    kind: type[ClickSendError], state: State
) -> None:
    assert outcome_of_error(kind("it failed"), size=1).state is state


def test_every_error_of_the_client_is_in_the_table() -> None:
    assert set(_all_below(ClickSendError)) - BRANCHES == set(ERRORS)


def _all_below(kind: type[ClickSendError]) -> list[type[ClickSendError]]:
    return [kind, *(each for sub in kind.__subclasses__() for each in _all_below(sub))]


@pytest.mark.parametrize("kind", [k for k in ERRORS if k.maybe_sent])
def test_what_may_have_been_sent_never_goes_back_to_the_queue(
    kind: type[ClickSendError],
) -> None:
    assert outcome_of_error(kind("it failed"), size=500).state is State.IN_DOUBT


@pytest.mark.parametrize("error", [ValueError("odd"), KeyError("odd"), OSError()])
def test_an_error_that_is_not_the_clients_own_is_in_doubt(error: Exception) -> None:
    assert outcome_of_error(error, size=3).state is State.IN_DOUBT


def test_too_many_calls_wait_by_the_gate_and_the_rest_back_off() -> None:
    too_many = outcome_of_error(clicksend.TooManyRequests("429"), size=5)
    unreachable = outcome_of_error(clicksend.Unreachable("down"), size=5)

    assert not too_many.is_to_back_off
    assert unreachable.is_to_back_off


def test_a_call_with_a_guilty_row_is_halved_until_one_is_left() -> None:
    many = outcome_of_bad_rows("BadRequest", size=2)
    one = outcome_of_bad_rows("BadRequest", size=1)

    assert (many.state, many.is_to_be_halved) == (State.QUEUED, True)
    assert (one.state, one.is_to_be_halved) == (State.REFUSED, False)
