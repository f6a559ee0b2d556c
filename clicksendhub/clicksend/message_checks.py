"""Checks of the messages of a send, alike in every channel.

Each raises RequestRefused, and names the place of a message, never what stands in it.
"""

import re
from collections.abc import Sequence, Sized
from typing import Final, Protocol

from .checks import NOT_A_COUNTRY, is_id, may_be_country
from .errors import RequestRefused
from .lengths import is_gsm

MAX_MESSAGES: Final = 1000
MAX_REFERENCE: Final = 50

_SENDER: Final = re.compile(r"\+?[0-9]{3,20}|[A-Za-z0-9+]{3,11}")


class HasReference(Protocol):
    """What can be found again when its answer is lost."""

    @property
    def reference(self) -> str: ...


class HasSender(Protocol):
    """What goes from a number or a name; an empty one is ClickSend's to choose."""

    @property
    def sender(self) -> str: ...


class ToNumberOrList(Protocol):
    """What goes to one number, or to everybody on a list."""

    @property
    def to(self) -> str: ...
    @property
    def list_id(self) -> int | None: ...
    @property
    def country(self) -> str: ...


def check_count(messages: Sized, *, what: str = "message") -> None:
    """Between one and a thousand of them go in one call."""
    if not 1 <= len(messages) <= MAX_MESSAGES:
        why = f"{len(messages)} {what}s: 1 to {MAX_MESSAGES} may go"
        raise RequestRefused(why, fields={f"{what}s": why})


def check_references(
    messages: Sequence[HasReference], *, what: str = "message"
) -> None:
    """Without a reference of its own a message whose answer is lost is not found."""
    seen: set[str] = set()
    for position, message in enumerate(messages):
        reference = message.reference
        if not reference.strip():
            raise refused_at(position, "reference", "has no reference", what=what)
        if len(reference) > MAX_REFERENCE:
            why = f"has a reference of more than {MAX_REFERENCE} characters"
            raise refused_at(position, "reference", why, what=what)
        if reference in seen:
            why = "repeats an earlier reference"
            raise refused_at(position, "reference", why, what=what)
        seen.add(reference)


def check_destination(position: int, message: ToNumberOrList) -> None:
    """A number or a list: ClickSend would take the list and forget the number."""
    has_number = bool(message.to.strip())
    if message.list_id is None and not has_number:
        raise refused_at(position, "to", "has no number to go to, and no list")
    if message.list_id is not None and has_number:
        raise refused_at(position, "list_id", "has both a number and a list")
    if message.list_id is not None and not is_id(message.list_id):
        raise refused_at(position, "list_id", "names no list")
    if not may_be_country(message.country):
        raise refused_at(position, "country", f"has a country that {NOT_A_COUNTRY}")


def check_body(position: int, body: str, *, gsm: int, unicode: int) -> None:
    """A text within the characters of its alphabet: what is too long would be cut."""
    if not body.strip():
        raise refused_at(position, "body", "has no text")
    limit = gsm if is_gsm(body) else unicode
    if len(body) > limit:
        why = f"has a text of more than {limit} characters"
        raise refused_at(position, "body", why)


def check_senders(messages: Sequence[HasSender]) -> None:
    """A number, or a name of three to eleven letters, digits and +."""
    senders = {message.sender for message in messages} - {""}
    odd = {sender for sender in senders if not _SENDER.fullmatch(sender)}
    if not odd:
        return
    position = next(n for n, message in enumerate(messages) if message.sender in odd)
    why = "has a sender that is neither a number nor a name of 3 to 11 letters"
    raise refused_at(position, "sender", why)


def refused_at(
    position: int, name: str, why: str, *, what: str = "message"
) -> RequestRefused:
    """The error for one field of one message."""
    field_name = f"{what}s.{position}.{name}"
    return RequestRefused(f"{what} {position} {why}", fields={field_name: why})
