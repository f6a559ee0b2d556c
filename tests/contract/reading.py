"""Reads an answer of the client to its last field, and what an error promises."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from clicksendhub.clicksend import ClickSendError
from tests.contract.mutations import STRANGER, Spoiled
from tests.contract.scene import KEY, NUMBER

SECRETS = (KEY, NUMBER, STRANGER)
ABOUT_THE_ACCOUNT = frozenset(
    {"MISSING_CREDENTIALS", "INVALID_CREDENTIALS", "ACCOUNT_NOT_ACTIVATED"}
    | {"INSUFFICIENT_CREDIT"}
)
DEFINED = frozenset(int(status) for status in HTTPStatus)


def values_in(answer: object) -> Iterator[object]:
    """Every value of an answer: fields, and what is worked out when asked for."""
    yield answer
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        for part in dataclasses.fields(answer):
            yield from values_in(getattr(answer, part.name))
        for name in _worked_out(type(answer)):
            yield from values_in(getattr(answer, name))
    elif isinstance(answer, list | tuple):
        for value in answer:
            yield from values_in(value)


def _worked_out(kind: type) -> list[str]:
    return [name for name in dir(kind) if isinstance(getattr(kind, name), property)]


def leaks(shown: str) -> list[str]:
    """The secrets that stand in a text."""
    return [secret for secret in SECRETS if secret in shown]


def shown(found: object) -> str:
    """What a log could show of an error or of a value that we gave a name to.

    Plain texts and rows of them are what was asked for; nobody logs those.
    """
    if isinstance(found, ClickSendError):
        return f"{found!r} {found} {found.code} {found.status} {found.retry_after}"
    return repr(found) if dataclasses.is_dataclass(found) else ""


def may_say_surely_not_sent(arrived: Spoiled) -> bool:
    """Whether the contract lets an answer be read as a refusal of the whole call."""
    if arrived.status >= 300:
        return _is_refusal(arrived.status)
    envelope = _envelope(arrived.body)
    if _tells_of_messages(envelope.get("data")):
        return False
    code = str(envelope.get("response_code")).strip()
    return code in ABOUT_THE_ACCOUNT or _is_refusal(_whole(envelope.get("http_code")))


def _is_refusal(status: int) -> bool:
    """A 4xx is a refusal if anyone has defined it; 408 says nothing."""
    return 400 <= status < 500 and status != 408 and status in DEFINED


def _envelope(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _tells_of_messages(data: Any) -> bool:
    """An answer that has an entry for a message was not refused as a whole."""
    if not isinstance(data, dict):
        return False
    listed = (data.get("messages"), data.get("recipients"))
    return any(
        isinstance(entry, dict) and entry
        for entries in listed
        if isinstance(entries, list)
        for entry in entries
    )


def _whole(value: Any) -> int:
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return 0
