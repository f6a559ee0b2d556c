"""Decides what an answer means: the envelope of a call that went well, or the error.

The HTTP status speaks first. Under a 2xx the envelope may still tell of a failure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from .envelope import Envelope, read_envelope
from .errors import (
    ACCOUNT_CODES,
    ClickSendError,
    UnreadableAnswer,
    error_for_status,
)
from .parse import text
from .redact import Redact
from .retry import reset_seconds

# Anything else where a code should be is prose, and may repeat a number or a key.
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}|[0-9]{3}")
_LONGEST_DETAIL: Final = 300
_MOST_FIELDS: Final = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one call, e.g. ``POST /sms/send``."""

    call: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def open_answer(answer: Answer, *, redact: Redact, now: datetime) -> Envelope:
    """The envelope in the answer to a call that went well; raises otherwise."""
    envelope = read_envelope(answer.body, call=answer.call)
    if envelope is not None and not _is_code(redact(envelope.code)):
        envelope = replace(envelope, code="")
    if answer.status >= 400:
        raise _failure(answer, envelope, answer.status, redact=redact, now=now)
    if answer.status == 204:
        return Envelope(answer.call, http_code=204, code="", message="", data=None)
    if envelope is None or not 200 <= answer.status < 300:
        summary = f"{answer.call}: HTTP {answer.status} without a readable answer"
        raise UnreadableAnswer(summary, status=answer.status)
    inner_status = envelope.http_code or answer.status
    if inner_status >= 400 and _tells_of_messages(envelope):
        raise envelope.unreadable("a failure with messages in it")
    if inner_status >= 400 or _refuses_the_account(envelope):
        raise _failure(answer, envelope, inner_status, redact=redact, now=now)
    return envelope


def _is_code(word: str) -> bool:
    return _CODE.fullmatch(word) is not None


def _tells_of_messages(envelope: Envelope) -> bool:
    """A list of objects: what is wrong with a refused call is told in plain texts."""
    data = envelope.data if isinstance(envelope.data, dict) else {}
    lists = [value for value in data.values() if isinstance(value, list)]
    return any(isinstance(entry, dict) for entries in lists for entry in entries)


def _refuses_the_account(envelope: Envelope) -> bool:
    """A code against the whole account, and nothing that was done in spite of it."""
    return envelope.code in ACCOUNT_CODES and not envelope.data


def _failure(
    answer: Answer,
    envelope: Envelope | None,
    status: int,
    *,
    redact: Redact,
    now: datetime,
) -> ClickSendError:
    code = envelope.code if envelope else ""
    return error_for_status(status, code)(
        f"{answer.call}: HTTP {status} {code}".rstrip(),
        status=status,
        code=code,
        retry_after=reset_seconds(answer.headers, now=now),
        detail=redact(envelope.message)[:_LONGEST_DETAIL] if envelope else "",
        fields=_told_fields(envelope.data, redact) if envelope else None,
    )


def _told_fields(data: object, redact: Redact) -> dict[str, str]:
    """Field → complaint, where an error answer says which fields it means."""
    if not isinstance(data, dict):
        return {}
    told = {}
    for name, complaint in list(data.items())[:_MOST_FIELDS]:
        several = complaint if isinstance(complaint, list) else [complaint]
        prose = " ".join(filter(None, map(text, several)))
        if prose:
            told[redact(name)] = redact(prose)[:_LONGEST_DETAIL]
    return told
