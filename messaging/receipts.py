"""Delivery receipts: what a code means, in every channel, and in plain words."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from clicksendhub.clicksend import Receipt
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.evidence import ReceiptResult, Verdict, apply_receipt
from clicksendhub.dispatch.states import State
from messaging.kinds import kind_of
from messaging.models import Message
from messaging.reasons import sentence_for

logger = logging.getLogger(__name__)

TEXT, VOICE = "sms", "voice"
LONGEST_KEYS = 32

_BY_STATUS = {
    200: Verdict.PENDING,
    201: Verdict.DELIVERED,
    300: Verdict.PENDING,
    301: Verdict.UNDELIVERED,
    302: Verdict.PENDING,
}
# For receipts without a status code: the error code (4 is “delivered”), then the word.
_STILL_UNDER_WAY = frozenset({1, 2, 3, 6, 16})
_ARRIVED = 4
_LAST_ERROR = 20
_BY_WORD = {
    "delivered": Verdict.DELIVERED,
    "completed": Verdict.DELIVERED,
    "undelivered": Verdict.UNDELIVERED,
    "failed": Verdict.UNDELIVERED,
}
_STATES = {
    Verdict.PENDING: State.ACCEPTED,
    Verdict.DELIVERED: State.DELIVERED,
    Verdict.UNDELIVERED: State.UNDELIVERED,
}


def apply(
    receipt: Receipt, *, account: Account, received_at: datetime
) -> ReceiptResult:
    """Apply a receipt to its message; ORPHAN where that is not (yet) ours."""
    verdict = verdict_of(receipt)
    if verdict is None:
        code, word = receipt.status_code, receipt.status[:20]
        logger.warning("A receipt has an unknown status: %s %s.", code, word)
    known = verdict or Verdict.PENDING
    # Most are of texts, which need no look at the row before. Where a receipt does not
    # tell what it is about, the row does.
    is_of_text = receipt.message_type.lower() == TEXT
    with transaction.atomic():
        row = None if is_of_text else _row_of(receipt, account)
        what = kind_of(row.send.channel if row else TEXT).words.one
        result = _apply(receipt, known, account, received_at, what=what)
        if row and row.send.channel == VOICE:
            keep_answer(receipt, row)
    return result


def _row_of(receipt: Receipt, account: Account) -> Message | None:
    """The message that it is about: by reference, else by ClickSend’s id."""
    mine = Message.objects.filter(account=account).select_related("send")
    if receipt.reference and (row := mine.filter(reference=receipt.reference).first()):
        return row
    if receipt.message_id:
        return mine.with_provider_id(receipt.message_id).first()
    return None


def keep_answer(receipt: Receipt, call: Message) -> None:
    """Keep which keys were pressed and whether a machine answered, as far as told.

    Keys are kept as they came: "0" is an answer. Receipts come in any order, so one
    without keys takes none back.
    """
    row = Message.objects.filter(pk=call.pk)
    keys = receipt.digits.strip()[:LONGEST_KEYS]
    if keys:
        row.update(pressed=keys)
    elif call.send.asks_for_key and verdict_of(receipt) is Verdict.DELIVERED:
        row.filter(pressed=None).update(pressed="")
    if (machine := _met_machine(receipt)) is not None:
        row.update(met_machine=machine)


def _met_machine(receipt: Receipt) -> bool | None:
    told = str(receipt.extra.get("machine_detected", "")).strip().lower()
    return {"1": True, "true": True, "0": False, "false": False}.get(told)


def _apply(
    receipt: Receipt,
    known: Verdict,
    account: Account,
    received_at: datetime,
    *,
    what: str,
) -> ReceiptResult:
    reason = reason_of(receipt)
    return apply_receipt(
        Message,
        account_id=account.pk,
        reference=receipt.reference,
        provider_id=receipt.message_id,
        verdict=known,
        reason=reason,
        words=sentence_for(_STATES[known], reason, what),
        at=min(receipt.timestamp or received_at, received_at),
    )


def verdict_of(receipt: Receipt) -> Verdict | None:
    """What a receipt says; None where nobody knows its code or word: nothing moves."""
    if receipt.status_code is not None:
        return _BY_STATUS.get(receipt.status_code)
    code = receipt.error_code
    if code in _STILL_UNDER_WAY:
        return Verdict.PENDING
    if code is not None and 0 < code <= _LAST_ERROR:
        return Verdict.DELIVERED if code == _ARRIVED else Verdict.UNDELIVERED
    return _BY_WORD.get(receipt.status.lower())


def reason_of(receipt: Receipt) -> str:
    """The code that says most: the error, else the status, else the word."""
    if receipt.error_code:
        return str(receipt.error_code)
    if receipt.status_code is not None:
        return str(receipt.status_code)
    return receipt.status[:60]
