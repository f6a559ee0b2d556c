"""What the API would say to one message of a send, decided without sending."""

import os
import re
from collections.abc import Iterator
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.channel import SUCCESS, Batch, Verdict
from clicksendhub.sandbox.channel_prices import price_of
from clicksendhub.sandbox.envelope import wrong_type
from clicksendhub.sandbox.magic import TEST, fate_of
from clicksendhub.sandbox.prices import TARIFFS, resolve

FARTHEST_SCHEDULE_SECONDS = 366 * 24 * 3600
ALPHA_SENDER = re.compile(r"(?=.*[^0-9])[A-Za-z0-9+]{3,11}")
NUMBER_SENDER = re.compile(r"\+?[0-9]{4,15}")
# The line that calls and faxes to countries without a shared number come from.
FALLBACK_LINE = "+14055550100"
STATUS_OF_STANDING = {
    "notactive": "ACCOUNT_NOT_ACTIVATED",
    "nocredit": "INSUFFICIENT_CREDIT",
}
TEXT_FIELDS = (
    "to",
    "body",
    "from",
    "custom_string",
    "country",
    "from_email",
    "source",
)


def message_ids(count: int) -> Iterator[str]:
    """Yield that many upper-case UUIDs (version 4)."""
    digits = os.urandom(16 * count).hex().upper()
    for start in range(0, 32 * count, 32):
        text = digits[start : start + 32]
        yield (
            f"{text[:8]}-{text[8:12]}-4{text[13:16]}-"
            f"{'89AB'[int(text[16], 16) & 3]}{text[17:20]}-{text[20:]}"
        )


def judge(raw: Any, *, message_id: str, batch: Batch) -> Verdict:
    """Return the verdict on one message, credit and throttling apart."""
    if not isinstance(raw, dict):
        raise wrong_type("Cannot access offset of type string on string")
    text = _texts(raw)
    channel = batch.channel
    verdict = Verdict(
        message_id=message_id,
        to=text["to"],
        body=text["body"],
        sender=text["from"],
        reference=text["custom_string"],
        schedule=int(batch.now),
        from_email=text["from_email"] or None,
    )
    if text["source"]:
        verdict.details["source"] = text["source"]
    verdict.status = (
        _address(verdict, batch, country=text["country"])
        or channel.examine(verdict, raw, batch)
        or set_schedule(verdict, raw.get("schedule"), now=batch.now)
        or channel.assign_sender(verdict, batch.account)
        or _weigh(verdict, batch)
    )
    return verdict


def _texts(raw: dict[str, Any]) -> dict[str, str]:
    texts = {}
    for name in TEXT_FIELDS:
        value = raw.get(name)
        # Text nearly always: a call saved for each of seven fields of each message.
        texts[name] = value if type(value) is str else text_of(value)
    return texts


def text_of(value: object) -> str:
    """Return the value of a field as text."""
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        raise wrong_type("Array to string conversion")
    return str(value)


def _address(verdict: Verdict, batch: Batch, *, country: str) -> str:
    account = batch.account
    destination = resolve(verdict.to, country.upper() or account.country)
    if destination is None:
        return "INVALID_RECIPIENT"
    verdict.to = destination.number
    verdict.country = destination.country
    verdict.carrier = destination.carrier
    verdict.fate = fate_of(
        destination.number,
        enabled=batch.magic,
        test_numbers=batch.channel.test_numbers,
    )
    if destination.country not in account.countries or destination.country not in (
        batch.channel.prices
    ):
        return "COUNTRY_NOT_ENABLED"
    return ""


def set_schedule(verdict: Verdict, value: Any, *, now: float) -> str:
    """Read when a message is to go; return the status of a moment that is none."""
    if value in (None, "", 0, "0"):
        return ""
    try:
        moment = int(value)
    except (TypeError, ValueError, OverflowError):
        return "INVALID_SCHEDULE"
    if moment < 0 or moment > now + FARTHEST_SCHEDULE_SECONDS:
        return "INVALID_SCHEDULE"
    verdict.schedule = max(moment, int(now))
    return ""


def text_sender(verdict: Verdict, account: Account) -> str:
    """Set who a text comes from: a name, a number, or the country's shared number."""
    if not verdict.sender:
        verdict.sender = TARIFFS[verdict.country].shared_sender
        verdict.is_shared = True
        if not verdict.sender and verdict.fate is TEST:
            verdict.sender = FALLBACK_LINE
        return "" if verdict.sender else "INVALID_SENDER_ID"
    looks_right = ALPHA_SENDER.fullmatch(verdict.sender) or NUMBER_SENDER.fullmatch(
        verdict.sender
    )
    is_allowed = account.senders is None or verdict.sender in account.senders
    return "" if looks_right and is_allowed else "INVALID_SENDER_ID"


def line_sender(verdict: Verdict, account: Account) -> str:
    """Set the line that calls: a number, as no telephone line has a name."""
    if not verdict.sender:
        verdict.sender = TARIFFS[verdict.country].shared_sender or FALLBACK_LINE
        verdict.is_shared = True
        return ""
    is_allowed = account.senders is None or verdict.sender in account.senders
    is_number = NUMBER_SENDER.fullmatch(verdict.sender)
    return "" if is_number and is_allowed else "INVALID_SENDER_ID"


def _weigh(verdict: Verdict, batch: Batch) -> str:
    batch.channel.measure(verdict, batch)
    if verdict.fate is TEST:
        verdict.parts = 0
        return SUCCESS
    verdict.price = price_of(batch.channel.name, verdict.country, verdict.parts)
    return STATUS_OF_STANDING.get(batch.account.standing, verdict.fate.status)
