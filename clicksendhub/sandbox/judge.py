"""What the API would say to one message of a send, decided without sending."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import wrong_type
from clicksendhub.sandbox.magic import ORDINARY, TEST, Fate, fate_of
from clicksendhub.sandbox.prices import TARIFFS, price_of, resolve
from clicksendhub.sandbox.segments import measure

SUCCESS = "SUCCESS"
NOTHING = Decimal("0.0000")
FARTHEST_SCHEDULE_SECONDS = 366 * 24 * 3600
ALPHA_SENDER = re.compile(r"(?=.*[^0-9])[A-Za-z0-9+]{3,11}")
NUMBER_SENDER = re.compile(r"\+?[0-9]{4,15}")
STATUS_OF_STANDING = {
    "notactive": "ACCOUNT_NOT_ACTIVATED",
    "nocredit": "INSUFFICIENT_CREDIT",
}
TEXT_FIELDS = ("to", "body", "from", "custom_string", "country", "from_email")


@dataclass(slots=True)
class Verdict:
    """One message with what the API makes of it."""

    message_id: str
    to: str
    body: str
    sender: str
    reference: str
    schedule: int
    from_email: str | None
    status: str = SUCCESS
    country: str = ""
    carrier: str = ""
    parts: int = 0
    price: Decimal = NOTHING
    is_shared: bool = False
    fate: Fate = ORDINARY

    @property
    def is_accepted(self) -> bool:
        """Tell whether the answer calls it queued."""
        return self.status == SUCCESS

    @property
    def is_recorded(self) -> bool:
        """Tell whether it goes out, whatever the answer says."""
        return self.is_accepted or (
            self.status == self.fate.status and self.fate.is_recorded
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


def judge(
    raw: Any, *, message_id: str, account: Account, now: float, magic: bool
) -> Verdict:
    """Return the verdict on one message, credit and throttling apart."""
    if not isinstance(raw, dict):
        raise wrong_type("Cannot access offset of type string on string")
    text = _texts(raw)
    verdict = Verdict(
        message_id=message_id,
        to=text["to"],
        body=text["body"],
        sender=text["from"],
        reference=text["custom_string"],
        schedule=int(now),
        from_email=text["from_email"] or None,
    )
    verdict.status = (
        _status_of_list(raw)
        or _address(verdict, account, country=text["country"], magic=magic)
        or _status_of_body(verdict)
        or _set_schedule(verdict, raw.get("schedule"), now=now)
        or _set_sender(verdict, account)
        or _weigh(verdict, account)
    )
    return verdict


def _texts(raw: dict[str, Any]) -> dict[str, str]:
    texts = {}
    for name in TEXT_FIELDS:
        value = raw.get(name)
        if isinstance(value, (list, dict)):
            raise wrong_type("Array to string conversion")
        texts[name] = "" if value is None else str(value)
    return texts


def _status_of_list(raw: dict[str, Any]) -> str:
    return "NOT_ENOUGH_PERMISSION_TO_LIST_ID" if raw.get("list_id") else ""


def _address(verdict: Verdict, account: Account, *, country: str, magic: bool) -> str:
    default = country.upper() or account.country
    destination = resolve(verdict.to, default)
    if destination is None:
        return "INVALID_RECIPIENT"
    verdict.to = destination.number
    verdict.country = destination.country
    verdict.carrier = destination.carrier
    verdict.fate = fate_of(destination.number, enabled=magic)
    if destination.country not in account.countries or destination.country not in (
        TARIFFS
    ):
        return "COUNTRY_NOT_ENABLED"
    return ""


def _status_of_body(verdict: Verdict) -> str:
    return "" if verdict.body.strip() else "EMPTY_MESSAGE"


def _set_schedule(verdict: Verdict, value: Any, *, now: float) -> str:
    if value in (None, "", 0, "0"):
        return ""
    try:
        moment = int(value)
    except (TypeError, ValueError):
        return "INVALID_SCHEDULE"
    if moment < 0 or moment > now + FARTHEST_SCHEDULE_SECONDS:
        return "INVALID_SCHEDULE"
    verdict.schedule = max(moment, int(now))
    return ""


def _set_sender(verdict: Verdict, account: Account) -> str:
    if not verdict.sender:
        verdict.sender = TARIFFS[verdict.country].shared_sender
        verdict.is_shared = True
        if not verdict.sender and verdict.fate is TEST:
            verdict.sender = "+14055550100"
        return "" if verdict.sender else "INVALID_SENDER_ID"
    looks_right = ALPHA_SENDER.fullmatch(verdict.sender) or NUMBER_SENDER.fullmatch(
        verdict.sender
    )
    is_allowed = account.senders is None or verdict.sender in account.senders
    return "" if looks_right and is_allowed else "INVALID_SENDER_ID"


def _weigh(verdict: Verdict, account: Account) -> str:
    verdict.body, verdict.parts = measure(verdict.body, account.parts_limit)
    if verdict.fate is TEST:
        verdict.parts = 0
        return SUCCESS
    verdict.price = price_of(verdict.country, verdict.parts)
    return STATUS_OF_STANDING.get(account.standing, verdict.fate.status)
