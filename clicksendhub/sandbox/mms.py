"""Picture messages: what is particular to them when they are sent and priced."""

from typing import Any

from clicksendhub.sandbox import sending
from clicksendhub.sandbox.channel import Batch, Channel, FileRule, Raw, Verdict
from clicksendhub.sandbox.channel_prices import PRICES
from clicksendhub.sandbox.judge import text_sender
from clicksendhub.sandbox.reading import read_text
from clicksendhub.sandbox.segments import GSM
from clicksendhub.sandbox.state import Calls

LONGEST_SUBJECT = 20
LONGEST_BODY, LONGEST_UNICODE_BODY = 1500, 500


def _examine(verdict: Verdict, raw: Raw, batch: Batch) -> str:
    subject = read_text(raw.get("subject")).strip()
    if not subject:
        return "SUBJECT_REQUIRED"
    if not verdict.body.strip():
        return "EMPTY_MESSAGE"
    if batch.attachment is None:
        return "INVALID_MEDIA_FILE"
    verdict.details |= {
        "subject": subject[:LONGEST_SUBJECT],
        "document": batch.attachment.document_id,
        "url": batch.attachment.url,
    }
    return ""


def _measure(verdict: Verdict, batch: Batch) -> None:
    is_gsm = frozenset(verdict.body) <= GSM
    verdict.body = verdict.body[: LONGEST_BODY if is_gsm else LONGEST_UNICODE_BODY]
    verdict.parts = 1


def _show(verdict: Verdict, batch: Batch) -> dict[str, Any]:
    details = verdict.details
    return {
        "list_id": details.get("list_id"),
        "contact_id": details.get("contact_id"),
        "message_id": verdict.message_id,
        "to": verdict.to,
        "subject": details["subject"],
        "from": verdict.sender,
        "body": verdict.body,
        "country": verdict.country,
        "custom_string": verdict.reference,
        "schedule": verdict.schedule if verdict.schedule > batch.now else "",
        "message_parts": verdict.parts,
        "message_price": f"{verdict.price:.4f}",
        "_media_file_url": details["url"],
        "status": verdict.status,
    }


MMS = Channel(
    name="mms",
    prices=PRICES["mms"],
    examine=_examine,
    assign_sender=text_sender,
    measure=_measure,
    show=_show,
    file=FileRule(
        "media_file",
        kinds=frozenset({"jpg", "gif"}),
        maximum_bytes=250_000,
        smaller={"gif": 99_999},
    ),
)
CALLS: Calls = sending.calls_of(MMS)
