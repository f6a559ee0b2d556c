"""What faults do to an answer after the call was recorded."""

import random
from collections.abc import Callable
from typing import Any

from clicksendhub.sandbox.envelope import Answer
from clicksendhub.sandbox.faults import Fault
from clicksendhub.sandbox.http import Response
from clicksendhub.sandbox.judge import message_ids

FOREIGN_BODIES = {
    "html": ("text/html", "<html><body><h1>Please try again</h1></body></html>"),
    "list": ("application/json", '["not", "an", "envelope"]'),
    "text": ("text/plain", "OK"),
    "empty": ("application/json", ""),
}


def spoil(answer: Answer, faults: list[Fault]) -> Response:
    """Return the answer's bytes, changed by the faults that happen to it."""
    for fault in faults:
        change = _CONTENT.get(fault.kind.name)
        if change:
            change(answer, fault)
    response = answer.response()
    for fault in faults:
        alter = _WIRE.get(fault.kind.name)
        if alter:
            alter(response, fault)
    return response


def _partial(answer: Answer, fault: Fault) -> None:
    kind, messages = _listed(answer.data)
    if not messages:
        return
    mode = fault.options["mode"]
    if mode in {"missing", "all"}:
        messages.pop(fault.dice.randrange(len(messages)))
    if mode in {"extra", "all"}:
        messages.append(_stranger(kind))
    if mode in {"shuffled", "all"}:
        _shuffle(messages, fault.dice)


def _listed(found: Any) -> tuple[str, list[dict[str, Any]]]:
    """Return what an answer calls its messages, and the messages."""
    for kind in ("messages", "recipients"):
        if isinstance(found, dict) and found.get(kind):
            return kind, found[kind]
    return "", []


def _stranger(kind: str) -> dict[str, Any]:
    message = {
        "message_id": next(message_ids(1)),
        "schedule": "",
        "custom_string": "nobody",
        "status": "SUCCESS",
    }
    if kind == "recipients":
        return message | {"address_name": "This piece was not in the call."}
    return message | {
        "to": "+61491570199",
        "body": "This message was not in the call.",
        "from": "",
    }


def _shuffle(messages: list[dict[str, Any]], dice: random.Random) -> None:
    before = list(messages)
    dice.shuffle(messages)
    if messages == before:
        messages.reverse()


def _error(answer: Answer, fault: Fault) -> None:
    answer.status = int(fault.options["status"])
    answer.code = "INTERNAL_SERVER_ERROR"
    answer.message = "Something is wrong."
    answer.data = None


def _as_digits(answer: Answer, fault: Fault) -> None:
    answer.data = _digits(answer.data)


def _digits(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _digits(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_digits(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _break(response: Response, fault: Fault) -> None:
    response.body = response.body[: len(response.body) // 2]


def _replace(response: Response, fault: Fault) -> None:
    content_type, text = FOREIGN_BODIES[fault.options["body"]]
    response.content_type, response.body = content_type, text.encode()


def _hang(response: Response, fault: Fault) -> None:
    response.hold_seconds = float(fault.options["seconds"])


def _delay(response: Response, fault: Fault) -> None:
    response.wait_seconds = float(fault.options["seconds"])


def _reset(response: Response, fault: Fault) -> None:
    response.reset = True


_CONTENT: dict[str, Callable[[Answer, Fault], None]] = {
    "partial": _partial,
    "error_after": _error,
    "digit_strings": _as_digits,
}
_WIRE: dict[str, Callable[[Response, Fault], None]] = {
    "broken_json": _break,
    "non_envelope": _replace,
    "hang_after": _hang,
    "late": _delay,
    "reset_after": _reset,
}
