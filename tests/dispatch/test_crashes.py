"""The engine dies once at every boundary; recovery leaves each text sent exactly once.

The control shows that the harness would notice: without the look-up in history, the
same deaths send twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clicksendhub.dispatch import steps, sums, sweep, verdicts
from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import State
from messaging.models import Message, Send
from tests import make
from tests.support.engine import Stage, hosted, let_time_pass, states

BOUNDARIES = (
    "claim.before_commit",
    "claim.after_commit",
    "submit.before_call",
    "submit.after_call",
    "record.before_commit",
    "record.after_commit",
)
# These come while recovering from a lost answer: the look finds every row,
LOOK_THAT_FINDS = (
    "look.after_claim",
    "look.before_call",
    "look.before_keep",
    "look.after_keep",
    "look.after_call",
)
# or it finds none, comes to its end, and decides.
LOOK_IN_VAIN = (*LOOK_THAT_FINDS, "look.before_commit", "look.after_commit")
# Deaths after which ClickSend never saw the call, but we cannot know that.
BEFORE_THE_CALL = ("claim.after_commit", "submit.before_call")


MakeSend = Callable[..., Send]


def _picture(**fields: Any) -> Send:
    return hosted(make.picture(**fields))


def _fax(**fields: Any) -> Send:
    return hosted(make.fax(**fields))


MAKERS: dict[str, MakeSend] = {"sms": make.send, "voice": make.call, "mms": _picture}


@pytest.fixture(params=MAKERS)
def make_send(request: pytest.FixtureRequest) -> MakeSend:
    """Texts, calls and pictures: the engine makes no difference."""
    return MAKERS[request.param]


class Died(BaseException):
    """The process ends here: nothing in the engine may catch this."""


class DeathAt:
    """A hook that dies the first time a boundary is passed."""

    def __init__(self, boundary: str) -> None:
        self.boundary = boundary
        self.happened = False

    def __call__(self, boundary: str) -> None:
        if boundary == self.boundary and not self.happened:
            self.happened = True
            raise Died(boundary)


def die_while_sending(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    boundary: str,
    make_send: MakeSend = make.send,
) -> Send:
    """Three people in one call; the process dies once at ``boundary``."""
    send = make_send(account_=stage.account, people=3, is_bulk=True)
    death = DeathAt(boundary)
    monkeypatch.setattr(steps, "reached", death)
    with pytest.raises(Died):
        stage.pump()
    assert death.happened
    return send


def assert_exactly_once(stage: Stage, *sends: Send) -> None:
    """Each reference stands once in the ledger; sums are zero; nothing is in flight."""
    for send in sends:
        send.refresh_from_db()
        assert states(send) == {State.ACCEPTED: send.planned_total}
        assert sums.rest(send.planned_total, sums.sum_of(send)) == 0
        assert send.state == "done"
    assert set(stage.ledger().values()) == {1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_dying_at_a_boundary_with_a_witness_sends_exactly_once(
    stage: Stage, make_send: MakeSend, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    send = die_while_sending(stage, monkeypatch, boundary, make_send)
    witness = make_send(account_=stage.account, people=1)

    stage.recover()

    assert_exactly_once(stage, send, witness)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fault", "boundary"),
    [
        *(("reset_after", boundary) for boundary in LOOK_THAT_FINDS),
        *(("hang_before", boundary) for boundary in LOOK_IN_VAIN),
    ],
)
def test_dying_while_looking_up_sends_exactly_once(
    stage: Stage,
    make_send: MakeSend,
    monkeypatch: pytest.MonkeyPatch,
    boundary: str,
    fault: str,
) -> None:
    send = make_send(account_=stage.account, people=3, is_bulk=True)
    stage.sandbox.faults.add(fault, count=1)
    stage.pump()
    witness = make_send(account_=stage.account, people=1)
    stage.pump()
    monkeypatch.setattr(steps, "reached", DeathAt(boundary))
    let_time_pass()

    with pytest.raises(Died):
        stage.look()
    stage.recover()

    assert_exactly_once(stage, send, witness)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_dying_without_a_witness_never_sends_twice(
    stage: Stage, make_send: MakeSend, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    send = die_while_sending(stage, monkeypatch, boundary, make_send)

    stage.recover(rounds=8)

    expected = (
        {State.NEEDS_A_LOOK: 3} if boundary in BEFORE_THE_CALL else {State.ACCEPTED: 3}
    )
    assert states(send) == expected
    assert all(times == 1 for times in stage.ledger().values())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_fax_of_which_nobody_can_tell_never_goes_again_without_a_person(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    """History shows others that went later, so that its absence is sure: even then."""
    send = die_while_sending(stage, monkeypatch, boundary, _fax)
    witness = _fax(account_=stage.account, people=1)

    stage.recover(rounds=8)

    absent = {State.NEEDS_A_LOOK: 3}
    assert states(send) == (
        absent if boundary in BEFORE_THE_CALL else {State.ACCEPTED: 3}
    )
    assert states(witness) == {State.ACCEPTED: 1}
    assert set(stage.ledger().values()) == {1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["reset_after", "hang_before"])
def test_a_lost_answer_to_a_fax_ends_in_a_look_and_never_in_a_second_fax(
    stage: Stage, fault: str
) -> None:
    send = _fax(account_=stage.account, people=3, is_bulk=True)
    stage.sandbox.faults.add(fault, count=1)
    stage.pump()
    assert states(send) == {State.IN_DOUBT: 3}
    _fax(account_=stage.account, people=1)
    stage.pump()

    stage.recover(rounds=8)

    was_taken = fault == "reset_after"
    expected = State.ACCEPTED if was_taken else State.NEEDS_A_LOOK
    assert states(send) == {expected: 3}
    assert set(stage.ledger().values()) == {1}
    assert len(stage.ledger()) == (4 if was_taken else 1)


@pytest.mark.django_db(transaction=True)
def test_every_boundary_of_the_engine_is_in_the_tables(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: set[str] = set()
    monkeypatch.setattr(steps, "reached", passed.add)
    make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("hang_before", count=1, seconds=1.5)
    stage.pump()
    make.send(account_=stage.account, people=1)
    stage.recover()

    assert passed == {*BOUNDARIES, *LOOK_IN_VAIN, "submit.after_failed_call"}


@pytest.mark.django_db(transaction=True)
def test_control_without_the_look_up_the_same_death_sends_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = die_while_sending(stage, monkeypatch, "submit.after_call")

    retry_blindly()
    stage.pump()

    assert states(send) == {State.ACCEPTED: 3}
    assert set(stage.ledger().values()) == {2}


def retry_blindly() -> None:
    """What an engine without reconciliation does with an ended lease."""
    let_time_pass()
    sweep.doubt_ended_leases()
    Message.objects.filter(state=State.IN_DOUBT).update(state=State.QUEUED)
    Batch.objects.update(state="settled")


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_wakes_after_its_lease_cannot_write(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = make.send(account_=stage.account, people=2, is_bulk=True)

    def sleep_through_the_lease(boundary: str) -> None:
        if boundary == "submit.after_call":
            monkeypatch.setattr(steps, "reached", lambda _boundary: None)
            let_time_pass()
            sweep.doubt_ended_leases()

    monkeypatch.setattr(steps, "reached", sleep_through_the_lease)
    stage.pump()
    after_waking = states(send)
    stage.recover()

    assert after_waking == {State.IN_DOUBT: 2}
    assert states(send) == {State.ACCEPTED: 2}
    assert set(stage.ledger().values()) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_slept_before_its_call_does_not_make_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DISPATCH_LEASE_SECONDS = 0
    send = make.send(account_=stage.account, people=2, is_bulk=True)

    stage.pump(seconds=0.2)

    assert not stage.ledger()
    assert states(send) == {State.QUEUED: 2}


@pytest.mark.parametrize(
    ("absent", "blind", "verdict"),
    [
        (0, 0, verdicts.Verdict.LOOK_AGAIN),
        (1, 0, verdicts.Verdict.LOOK_AGAIN),
        (2, 0, verdicts.Verdict.NOT_SENT),
        (2, 5, verdicts.Verdict.NOT_SENT),
        (1, 2, verdicts.Verdict.LOOK_AGAIN),
        (1, 3, verdicts.Verdict.CANNOT_TELL),
        (0, 4, verdicts.Verdict.CANNOT_TELL),
    ],
)
def test_two_absences_with_a_witness_decide_and_blind_looks_never_do(
    absent: int, blind: int, verdict: verdicts.Verdict
) -> None:
    found = verdicts.verdict_on_absent(absent=absent, blind=blind, blind_limit=4)

    assert found is verdict
