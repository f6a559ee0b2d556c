"""Receipts and replies as evidence: in any order, told twice, early and late."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.evidence import (
    ReceiptResult,
    Verdict,
    accept_by_reference,
    apply_receipt,
)
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import State
from messaging.models import Message
from tests import make
from tests.support.engine import Stage, states

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def receipt(
    message: Message,
    verdict: Verdict,
    *,
    at: datetime = AT,
    account: Account | None = None,
    reference: str | None = None,
    provider_id: str = "",
) -> ReceiptResult:
    """A receipt about a message, told by its reference unless said otherwise."""
    return apply_receipt(
        Message,
        account_id=(account or message.account).pk,
        reference=message.reference if reference is None else reference,
        provider_id=provider_id,
        verdict=verdict,
        reason="absent_subscriber",
        words="Absent subscriber",
        at=at,
    )


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ([Verdict.PENDING], State.ACCEPTED),
        ([Verdict.DELIVERED], State.DELIVERED),
        ([Verdict.UNDELIVERED], State.UNDELIVERED),
        ([Verdict.DELIVERED, Verdict.PENDING], State.DELIVERED),
        ([Verdict.DELIVERED, Verdict.UNDELIVERED], State.DELIVERED),
        ([Verdict.UNDELIVERED, Verdict.PENDING], State.UNDELIVERED),
        ([Verdict.UNDELIVERED, Verdict.DELIVERED], State.DELIVERED),
    ],
)
def test_receipts_in_any_order(told: list[Verdict], ends: State) -> None:
    message = make.message(state=State.ACCEPTED)

    for verdict in told:
        receipt(message, verdict)

    assert state_of(message) == ends


def test_a_receipt_told_twice_changes_nothing_and_is_told_once() -> None:
    message = make.message(state=State.ACCEPTED)

    results = [receipt(message, Verdict.DELIVERED) for _ in range(2)]

    assert results == [ReceiptResult.APPLIED, ReceiptResult.ALREADY]
    assert Step.objects.filter(reference=message.reference).count() == 1


def test_a_late_delivered_over_undelivered_stands_in_the_story() -> None:
    message = make.message(state=State.ACCEPTED)

    receipt(message, Verdict.UNDELIVERED)
    receipt(message, Verdict.DELIVERED, at=LATER)

    message.refresh_from_db()
    assert (message.state, message.reason) == (State.DELIVERED, "")
    assert message.final_at == LATER
    moves = Step.objects.order_by("at").values_list("move", flat=True)
    assert list(moves) == ["undelivered", "delivered"]


def test_a_receipt_about_nothing_of_ours_is_an_orphan() -> None:
    message = make.message(state=State.ACCEPTED)

    result = receipt(message, Verdict.DELIVERED, reference="not-ours")

    assert result is ReceiptResult.ORPHAN
    assert state_of(message) == State.ACCEPTED


def test_a_receipt_for_another_account_is_an_orphan() -> None:
    message = make.message(state=State.ACCEPTED)

    result = receipt(message, Verdict.DELIVERED, account=make.account())

    assert result is ReceiptResult.ORPHAN


def test_a_receipt_without_a_reference_is_found_by_clicksends_id() -> None:
    message = make.message(state=State.ACCEPTED, provider_id="5C0B4E7A")

    receipt(message, Verdict.DELIVERED, reference="", provider_id="5C0B4E7A")

    assert state_of(message) == State.DELIVERED


@pytest.mark.parametrize(
    "state", [State.SUBMITTING, State.IN_DOUBT, State.NEEDS_A_LOOK]
)
def test_a_receipt_settles_what_we_could_not_know(state: State) -> None:
    message = make.message(state=state)

    receipt(message, Verdict.DELIVERED, provider_id="5C0B4E7A")

    message.refresh_from_db()
    assert (message.state, message.provider_id) == (State.DELIVERED, "5C0B4E7A")
    assert message.accepted_at


@pytest.mark.parametrize(
    "state", [State.QUEUED, State.HELD, State.CANCELLED, State.SKIPPED, State.REFUSED]
)
def test_a_receipt_moves_nothing_that_never_left(state: State) -> None:
    message = make.message(state=state)

    receipt(message, Verdict.DELIVERED)

    assert state_of(message) == state


@pytest.mark.parametrize("state", [State.CANCELLED, State.SKIPPED, State.EXPIRED])
def test_a_receipt_tells_the_truth_of_what_was_given_up_after_a_call(
    state: State,
) -> None:
    message = make.message(state=state, attempts=1, reason="x", final_at=AT)

    receipt(message, Verdict.PENDING)

    assert state_of(message) == State.ACCEPTED
    assert (message.reason, message.final_at) == ("", None)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_put_back_and_is_proven_sent_does_not_go_again(
    stage: Stage,
) -> None:
    send = make.send(account_=stage.account, planned_total=1)
    message = make.message(send_=send, is_resent=True, attempts=1)

    accepted = accept_by_reference(
        Message, message.reference, provider_id="5C0B4E7A", how="reply"
    )
    stage.pump()

    assert accepted
    assert states(send) == {State.ACCEPTED: 1}
    assert not stage.ledger()


@pytest.mark.django_db(transaction=True)
def test_a_receipt_before_our_own_answer_is_written_stays_applied(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clicksendhub.dispatch import steps

    message = make.message(send_=make.send(account_=stage.account, planned_total=1))

    def tell(boundary: str) -> None:
        if boundary == "submit.after_call":
            receipt(message, Verdict.DELIVERED)

    monkeypatch.setattr(steps, "reached", tell)
    stage.pump()

    assert state_of(message) == State.DELIVERED
    assert set(stage.ledger().values()) == {1}
