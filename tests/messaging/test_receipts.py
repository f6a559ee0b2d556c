"""What each receipt means for a message, and in which words it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.clicksend import Receipt
from clicksendhub.dispatch.evidence import ReceiptResult, Verdict
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import State
from messaging import receipts
from messaging.models import Message
from tests import make

D, U, P = Verdict.DELIVERED, Verdict.UNDELIVERED, Verdict.PENDING


def receipt(code: int | None = None, **changes: Any) -> Receipt:
    fields: dict[str, Any] = {
        "message_id": "OUT-1",
        "reference": "",
        "status": "",
        "status_code": code,
        "status_text": "",
        "error_code": None,
        "error_text": "",
        "timestamp": None,
        "timestamp_send": None,
        "message_type": "sms",
        "digits": "",
        "user_id": None,
    }
    return Receipt(**(fields | changes))


@pytest.fixture
def message(db: Any) -> Message:
    return make.message(state=State.ACCEPTED, provider_id="OUT-1")


def apply(message: Message, told: Receipt) -> ReceiptResult:
    result = receipts.apply(told, account=message.account, received_at=timezone.now())
    message.refresh_from_db()
    return result


@pytest.mark.parametrize(
    ("code", "error", "verdict"),
    [
        (200, None, P),
        (200, 1, P),
        (200, 2, P),
        (200, 3, P),
        (200, 6, P),
        (201, None, D),
        (201, 4, D),
        (300, 16, P),
        (302, None, P),
        *[(301, error, U) for error in (5, *range(7, 16), 17, 18, 19, 20)],
        (301, None, U),
        (999, None, None),
        (None, 4, D),
        (None, 8, U),
        (None, 16, P),
        (None, None, None),
    ],
)
def test_the_verdict_of_each_code(
    code: int | None, error: int | None, verdict: Verdict | None
) -> None:
    assert receipts.verdict_of(receipt(code, error_code=error)) == verdict


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("Delivered", D), ("Completed", D), ("Undelivered", U), ("Bananas", None)],
)
def test_the_word_counts_only_where_there_is_no_code(
    word: str, verdict: Verdict | None
) -> None:
    assert receipts.verdict_of(receipt(status=word)) == verdict
    # ClickSend pushes “Undelivered” beside a failure that it retries.
    assert receipts.verdict_of(receipt(300, status=word)) == P


def test_a_failure_keeps_its_code_and_tells_what_to_do(message: Message) -> None:
    assert apply(message, receipt(301, error_code=8)) is ReceiptResult.APPLIED

    assert (message.state, message.reason) == (State.UNDELIVERED, "8")
    words = "No phone has this number. Check the number with the person."
    assert Step.objects.get().words == words


@pytest.mark.parametrize("error", [5, *range(7, 21)])
def test_every_error_has_words_of_its_own(message: Message, error: int) -> None:
    apply(message, receipt(301, error_code=error))

    words = Step.objects.get().words
    assert words.endswith(".")
    assert "The reason given" not in words


def test_a_late_delivered_over_not_delivered_is_believed(message: Message) -> None:
    apply(message, receipt(301, error_code=12))

    apply(message, receipt(201))

    assert (message.state, message.reason) == (State.DELIVERED, "")


def test_nothing_else_reopens_a_final_state(message: Message) -> None:
    apply(message, receipt(201))

    assert apply(message, receipt(301)) is ReceiptResult.ALREADY
    assert message.state == State.DELIVERED


def test_an_unknown_code_moves_nothing_and_is_told(
    message: Message, caplog: Any
) -> None:
    apply(message, receipt(999))

    assert message.state == State.ACCEPTED
    assert Step.objects.get().reason == "999"
    assert "unknown status: 999" in caplog.text


def test_what_no_message_of_the_account_has_is_an_orphan(message: Message) -> None:
    told = receipt(201, message_id="ELSEWHERE")

    assert apply(message, told) is ReceiptResult.ORPHAN


def test_a_receipt_for_a_row_without_an_id_is_matched_by_reference(
    message: Message,
) -> None:
    Message.objects.update(provider_id="", reference="ours", state=State.IN_DOUBT)
    message.refresh_from_db()

    apply(message, receipt(201, reference="ours"))

    assert (message.state, message.provider_id) == (State.DELIVERED, "OUT-1")


def test_a_receipt_from_the_future_counts_from_when_it_came(message: Message) -> None:
    apply(message, receipt(201, timestamp=datetime(2100, 1, 1, tzinfo=UTC)))

    assert message.final_at is not None
    assert message.final_at <= timezone.now()
