"""The pump: claim → submit → record, until nothing is due or the time is up.

Only this module calls a channel's ``submit``. No transaction is open while it does.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import cache

from clicksendhub.clicksend import ClickSend
from clicksendhub.dispatch import steps
from clicksendhub.dispatch.claims import (
    Claim,
    DueSend,
    NoLeave,
    claim_from,
    next_send,
)
from clicksendhub.dispatch.finish import finish_send
from clicksendhub.dispatch.outcomes import CallOutcome, outcome_of_bad_rows
from clicksendhub.dispatch.settle import (
    settle_all_alike,
    settle_answer,
    settle_failure,
)
from clicksendhub.dispatch.states import State
from clicksendhub.gate import circuit
from clicksendhub.gate.circuit import Standing
from clicksendhub.lib.bootclock import boot_seconds

TOO_LATE_TO_CALL = CallOutcome(State.QUEUED, "lease_ran_short")


def pump(
    account_id: int,
    client: ClickSend,
    *,
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Send what is due from one account for at most ``seconds``; how many calls.

    Stops early where nothing is due, the circuit opens, or the budget is used up: the
    sweep asks for another pump when there is something to do again.
    """
    _settle_down()
    stop_at = clock() + seconds
    calls = 0
    serving: DueSend | None = None
    while clock() < stop_at:
        standing = circuit.standing_of(account_id)
        if standing is Standing.PAUSED:
            break
        send = next_send(account_id)
        if send != serving:
            _finish(serving)
        serving = send
        if send is None:
            break
        try:
            claim = claim_from(send)
        except NoLeave:
            break
        if claim:
            _serve(claim, client, standing)
            calls += 1
    _finish(serving)
    return calls


@cache
def _settle_down() -> None:
    """Once in a process: what has been loaded by now is there to stay.

    The rows of a few calls make Python search everything for rings of dead objects,
    Django and all, which takes longer than one of these calls.
    """
    gc.freeze()


def _serve(claim: Claim, client: ClickSend, standing: Standing) -> None:
    is_answered = submit(claim, client)
    if is_answered and standing is Standing.ON_TRIAL:
        circuit.confirm(claim.account_id)


def _finish(send: DueSend | None) -> None:
    if send:
        finish_send(send.channel, send.pk)


def submit(claim: Claim, client: ClickSend) -> bool:
    """Make the call of a claim and record what came of it.

    True where ClickSend answered it and the answer could be written.
    """
    channel = claim.channel
    try:
        request = channel.build(claim.rows)
    except Exception as error:  # noqa: BLE001 - one odd row must not stop the others
        reason = type(error).__name__
        outcome = outcome_of_bad_rows(reason, size=len(claim.rows))
        settle_all_alike(claim, outcome)
        return False
    steps.at("submit.before_call")
    if boot_seconds() >= claim.call_before:
        # Stopped for long, or a machine that sleeps: nothing left, nothing is lost.
        settle_all_alike(claim, TOO_LATE_TO_CALL)
        return False
    try:
        answer = channel.submit(client, request)
    except Exception as error:  # noqa: BLE001 - whatever it was, the rows are settled
        steps.at("submit.after_failed_call")
        settle_failure(claim, error)
        return False
    steps.at("submit.after_call")
    return settle_answer(claim, answer)
