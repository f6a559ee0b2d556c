"""Faxes: what is particular to them when they are sent, priced and receipted."""

from typing import Any

from clicksendhub.sandbox import sending
from clicksendhub.sandbox.channel import Batch, Channel, FileRule, Raw, Verdict
from clicksendhub.sandbox.channel_prices import PRICES
from clicksendhub.sandbox.envelope import Answer, not_found, ok
from clicksendhub.sandbox.history_rows import fax_row
from clicksendhub.sandbox.judge import line_sender
from clicksendhub.sandbox.magic import FAX_TEST_NUMBERS
from clicksendhub.sandbox.receipt_calls import BOOKS
from clicksendhub.sandbox.shapes import text_or_none
from clicksendhub.sandbox.state import Call, Calls


def show_receipt(call: Call) -> Answer:
    """Answer `GET /fax/receipts/{message_id}`: the fax in full."""
    receipt = BOOKS["fax"].latest(call)
    row = call.sandbox.store.row(
        "SELECT * FROM ledger WHERE account=? AND channel='fax' AND message_id=?",
        (call.account.id, receipt["message_id"]),
    )
    if row is None:
        raise not_found("Receipt record not found.")
    return ok(fax_row(row, call.account), "Here is your data.")


def _examine(verdict: Verdict, raw: Raw, batch: Batch) -> str:
    verdict.body = ""
    if batch.attachment is None:
        return "INVALID_MEDIA_FILE"
    verdict.details |= {
        "document": batch.attachment.document_id,
        "url": batch.attachment.url,
    }
    return ""


def _measure(verdict: Verdict, batch: Batch) -> None:
    verdict.parts = batch.attachment.pages if batch.attachment else 0


def _show(verdict: Verdict, batch: Batch) -> dict[str, Any]:
    is_later = verdict.schedule > batch.now
    return {
        "user_id": batch.user_id,
        "subaccount_id": batch.subaccount_id,
        "list_id": text_or_none(verdict.details.get("list_id")),
        "message_id": verdict.message_id,
        "to": verdict.to,
        "from": verdict.sender,
        "carrier": verdict.carrier,
        "country": verdict.country,
        "custom_string": verdict.reference,
        "schedule": str(verdict.schedule) if is_later else "0",
        "message_pages": verdict.parts,
        "message_price": f"{verdict.price:.4f}",
        "status_code": None,
        "status_text": None,
        "date_added": int(batch.now),
        "from_email": verdict.from_email,
        "_file_url": verdict.details["url"],
        "status": verdict.status,
    }


FAX = Channel(
    name="fax",
    prices=PRICES["fax"],
    examine=_examine,
    assign_sender=line_sender,
    measure=_measure,
    show=_show,
    test_numbers=FAX_TEST_NUMBERS,
    file=FileRule(
        "file_url",
        kinds=frozenset({"pdf"}),
        maximum_bytes=4 * 1024 * 1024,
        is_portrait_only=True,
    ),
    number_field="fax_number",
    queued_text="Fax queued for delivery.",
    priced_text="Here are some prices.",
)
CALLS: Calls = (
    ("GET", "/fax/receipts/{message_id}", show_receipt),
    *sending.calls_of(FAX),
)
