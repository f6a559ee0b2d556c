"""From the body of an event to the typed reply or receipt. Pure.

A pushed body is a form or a JSON object, whatever its content type says; a fetched one
is kept as the client read it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final, TypeVar
from urllib.parse import unquote_plus

from clicksendhub.clicksend import (
    InboundSms,
    Receipt,
    UnreadableEvent,
    read_pushed_inbound,
    read_pushed_receipt,
)
from clicksendhub.lib.phone import Channel, read_number
from clicksendhub.webhooks.models import EventKind

# How a fetched event is kept: the fields of the client's own type, as JSON.
FETCHED: Final = "application/x-fetched"
_MOST_FIELDS: Final = 200
_BYTE_ORDER_MARK: Final = "\ufeff"
_LONGEST_NUMBER: Final = 20

Told = TypeVar("Told", InboundSms, Receipt)


def read(kind: str, body: str, content_type: str) -> InboundSms | Receipt:
    """The reply or receipt in a body; UnreadableEvent says why there is none."""
    if kind == EventKind.INBOUND:
        return read_inbound(body, content_type)
    return read_receipt(body, content_type)


def read_inbound(body: str, content_type: str) -> InboundSms:
    """The reply in a body."""
    if content_type == FETCHED:
        return _thawed(InboundSms, body)
    return read_pushed_inbound(fields_of(body))


def read_receipt(body: str, content_type: str) -> Receipt:
    """The receipt in a body."""
    if content_type == FETCHED:
        return _thawed(Receipt, body)
    return read_pushed_receipt(fields_of(body))


def fields_of(body: str) -> Mapping[str, object]:
    """The fields of a JSON object, a form or a query string; the last one counts."""
    body = body.removeprefix(_BYTE_ORDER_MARK)
    if body.lstrip()[:1] in {"{", "["}:
        return _json_fields(body)
    pairs = body.split("&", _MOST_FIELDS)
    if len(pairs) > _MOST_FIELDS:
        raise UnreadableEvent("the form has too many fields")
    return dict(_pair(pair) for pair in pairs)


def frozen(told: InboundSms | Receipt) -> str:
    """A fetched reply or receipt as the body of an event."""
    return json.dumps(asdict(told), default=_json_value)


def key_of(told: InboundSms | Receipt) -> str:
    """What makes an event the same when it comes again, pushed or fetched."""
    if isinstance(told, InboundSms):
        return told.message_id
    status = told.status if told.status_code is None else told.status_code
    second = int(told.timestamp.timestamp()) if told.timestamp else ""
    # A key may be pressed in the second of another receipt of the same call.
    keys = f":{told.digits}" if told.digits else ""
    return f"{told.message_id}:{status}:{second}{keys}"


def number_of(sender: str, country: str) -> str:
    """E.164 where it can be read as such; a query string may have lost the plus."""
    typed = sender.strip()
    if typed[:1] == "+" and typed[1:].isdecimal():
        return typed[:_LONGEST_NUMBER]
    for candidate in (f"+{typed}", typed) if typed.isdecimal() else (typed,):
        reading = read_number(candidate, country=country, channel=Channel.SMS)
        if reading.e164:
            return reading.e164
    return typed[:_LONGEST_NUMBER]


def _pair(pair: str) -> tuple[str, str]:
    """Name and value; most are plain, and decoding every one is what takes the time."""
    name, _equals, value = pair.partition("=")
    if "%" in pair or "+" in pair:
        return unquote_plus(name), unquote_plus(value)
    return name, value


def _json_fields(body: str) -> Mapping[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableEvent("the JSON cannot be read") from error
    if not isinstance(found, dict):
        raise UnreadableEvent("the JSON is not an object")
    return found


def _json_value(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _thawed(kind: type[Told], body: str) -> Told:
    kept: dict[str, Any] = json.loads(body)
    for field in fields(kind):
        if field.name.startswith("timestamp") and kept[field.name]:
            kept[field.name] = datetime.fromisoformat(kept[field.name])
    return kind(**kept)
