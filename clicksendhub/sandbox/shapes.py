"""The shapes in which a send and a price show each message."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.judge import Verdict
from clicksendhub.sandbox.prices import country_names


@dataclass(slots=True)
class Tally:
    """The totals of one call."""

    price: Decimal = Decimal(0)
    queued: int = 0
    blocked: int = 0


def _tally(verdicts: list[Verdict]) -> Tally:
    tally = Tally()
    for verdict in verdicts:
        if verdict.is_accepted:
            tally.queued += 1
            tally.price += verdict.price
        elif verdict.status == "COUNTRY_NOT_ENABLED":
            tally.blocked += 1
    return tally


def totals(verdicts: list[Verdict]) -> dict[str, Any]:
    """Return the totals of a call."""
    tally = _tally(verdicts)
    return {
        "total_price": float(tally.price) if tally.price else 0,
        "total_count": len(verdicts),
        "queued_count": tally.queued,
        "blocked_count": tally.blocked,
    }


def messages_of(
    verdicts: list[Verdict], account: Account, *, date: int
) -> list[dict[str, Any]]:
    """Return the messages of a send, each in the shape of its status."""
    user_id, subaccount_id = account.user_id, account.subaccount_id
    return [
        _queued(verdict, date, user_id, subaccount_id)
        if verdict.is_accepted
        else _rejected(verdict)
        for verdict in verdicts
    ]


def _queued(
    verdict: Verdict, date: int, user_id: int, subaccount_id: int
) -> dict[str, Any]:
    return {
        "direction": "out",
        "date": date,
        "to": verdict.to,
        "body": verdict.body,
        "from": verdict.sender,
        "schedule": verdict.schedule,
        "message_id": verdict.message_id,
        "message_parts": verdict.parts,
        "message_price": f"{verdict.price:.4f}",
        "from_email": verdict.from_email,
        "list_id": None,
        "custom_string": verdict.reference,
        "contact_id": None,
        "user_id": user_id,
        "subaccount_id": subaccount_id,
        "is_shared_system_number": verdict.is_shared,
        "country": verdict.country,
        "carrier": verdict.carrier,
        "status": verdict.status,
    }


def _rejected(verdict: Verdict) -> dict[str, Any]:
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


def priced(verdict: Verdict) -> dict[str, Any]:
    """Return one message of a price."""
    if not verdict.is_accepted:
        return _rejected(verdict)
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
        "contact_id": None,
        "is_shared_system_number": verdict.is_shared,
        "country": verdict.country,
        "status": verdict.status,
    }


def summary(verdicts: list[Verdict]) -> dict[str, Any]:
    """Return the summary by country of a price."""
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
