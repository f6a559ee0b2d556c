"""Texts: what is particular to them when they are sent and priced."""

from collections import Counter
from typing import Any

from clicksendhub.sandbox import sending
from clicksendhub.sandbox.channel import Batch, Channel, Raw, Verdict
from clicksendhub.sandbox.channel_prices import PRICES
from clicksendhub.sandbox.envelope import Answer, ok
from clicksendhub.sandbox.judge import text_sender
from clicksendhub.sandbox.prices import country_names
from clicksendhub.sandbox.segments import measure
from clicksendhub.sandbox.shapes import messages_of, rejected, text_or_none, totals
from clicksendhub.sandbox.state import Call, Calls


def send(call: Call) -> Answer:
    """Answer `POST /sms/send`."""
    batch, verdicts = sending.accept(call, channel=SMS)
    return ok(
        {
            **_totals(verdicts),
            "messages": messages_of(verdicts, batch),
            "_currency": call.account.currency_fields,
        },
        SMS.queued_text,
    )


def price(call: Call) -> Answer:
    """Answer `POST /sms/price`: as other prices, with a summary by country."""
    batch, verdicts = sending.quote(call, channel=SMS)
    return ok(
        {
            **_totals(verdicts),
            "messages": [_priced(verdict, batch) for verdict in verdicts],
            "_currency": call.account.currency_fields,
            "_summary": _summary(verdicts),
        },
        SMS.priced_text,
    )


def _examine(verdict: Verdict, raw: Raw, batch: Batch) -> str:
    return "" if verdict.body.strip() else "EMPTY_MESSAGE"


def _measure(verdict: Verdict, batch: Batch) -> None:
    verdict.body, verdict.parts = measure(verdict.body, batch.account.parts_limit)


def _totals(verdicts: list[Verdict]) -> dict[str, Any]:
    blocked = sum(verdict.status == "COUNTRY_NOT_ENABLED" for verdict in verdicts)
    return {**totals(verdicts), "blocked_count": blocked}


def _queued(verdict: Verdict, batch: Batch) -> dict[str, Any]:
    details = verdict.details
    return {
        "direction": "out",
        "date": int(batch.now),
        "to": verdict.to,
        "body": verdict.body,
        "from": verdict.sender,
        "schedule": verdict.schedule,
        "message_id": verdict.message_id,
        "message_parts": verdict.parts,
        "message_price": f"{verdict.price:.4f}",
        "from_email": verdict.from_email,
        "list_id": text_or_none(details.get("list_id")),
        "custom_string": verdict.reference,
        "contact_id": text_or_none(details.get("contact_id")),
        "user_id": batch.user_id,
        "subaccount_id": batch.subaccount_id,
        "is_shared_system_number": verdict.is_shared,
        "country": verdict.country,
        "carrier": verdict.carrier,
        "status": verdict.status,
    }


def _priced(verdict: Verdict, batch: Batch) -> dict[str, Any]:
    if not verdict.is_accepted:
        return rejected(verdict)
    details = verdict.details
    return {
        "date": "",
        "to": verdict.to,
        "body": verdict.body,
        "from": verdict.sender,
        "schedule": str(verdict.schedule),
        "message_id": verdict.message_id,
        "message_parts": verdict.parts,
        "message_price": f"{verdict.price:.4f}",
        "custom_string": verdict.reference,
        "contact_id": text_or_none(details.get("contact_id")),
        "is_shared_system_number": verdict.is_shared,
        "country": verdict.country,
        "status": verdict.status,
    }


def _summary(verdicts: list[Verdict]) -> dict[str, Any]:
    counts = Counter(verdict.country for verdict in verdicts if verdict.is_accepted)
    names = country_names()
    return {
        "test_message": None,
        "countries": [
            {
                "country": {
                    "name": names.get(code, code),
                    # Spelled so by ClickSend.
                    "receipient_count": count,
                    "registration_type": 0,
                    "selected": True,
                    "usable_sender_id": True,
                }
            }
            for code, count in counts.items()
        ],
    }


SMS = Channel(
    name="sms",
    prices=PRICES["sms"],
    examine=_examine,
    assign_sender=text_sender,
    measure=_measure,
    show=_queued,
)
CALLS: Calls = (
    ("POST", "/sms/send", send),
    ("POST", "/sms/price", price),
)
