"""The shapes that the answers to sends and prices of several channels share."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.channel import Batch, Verdict


@dataclass(slots=True)
class Tally:
    """The totals of one call."""

    price: Decimal = Decimal(0)
    queued: int = 0


def _tally(verdicts: list[Verdict]) -> Tally:
    tally = Tally()
    for verdict in verdicts:
        if verdict.is_accepted:
            tally.queued += 1
            tally.price += verdict.price
    return tally


def totals(verdicts: list[Verdict]) -> dict[str, Any]:
    """Return the totals of a call."""
    tally = _tally(verdicts)
    return {
        "total_price": float(tally.price) if tally.price else 0,
        "total_count": len(verdicts),
        "queued_count": tally.queued,
    }


def messages_of(verdicts: list[Verdict], batch: Batch) -> list[dict[str, Any]]:
    """Return the messages of a send, each in the shape of its status."""
    show = batch.channel.show
    return [
        show(verdict, batch) if verdict.is_accepted else rejected(verdict)
        for verdict in verdicts
    ]


def rejected(verdict: Verdict) -> dict[str, Any]:
    """Return a message that was refused, with the few keys that it keeps."""
    shown: dict[str, Any] = {
        "to": verdict.to,
        "body": verdict.body,
        "from": verdict.sender,
        "schedule": "",
        "message_id": verdict.message_id,
        "custom_string": verdict.reference,
        "is_shared_system_number": verdict.is_shared,
        "status": verdict.status,
    }
    if verdict.status == "COUNTRY_NOT_ENABLED":
        shown |= {
            "message_parts": 0,
            "message_price": "0.0000",
            "country": verdict.country,
            "carrier": verdict.carrier,
        }
    return shown


def text_or_none(value: object) -> str | None:
    """Return a number as the string that older answers hold."""
    return None if value is None else str(value)
