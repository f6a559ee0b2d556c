"""What each kind of sender means for replies and for STOP, in one sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from messaging.models import Sender, SenderKind

SHARED = "ClickSend’s shared number"
SHARED_SENTENCE = (
    "Replies come back here, and STOP blocks the number at once. "
    "It does not reach the United States or Canada."
)
NUMBER_SENTENCE = (
    "Replies and STOP come back here if ClickSend hosts this number. "
    "If it is your own phone, they go to that phone."
)
NAME_SENTENCE = (
    "Nobody can answer a name, so STOP cannot arrive. "
    "Say in the text how they can opt out."
)
WITHOUT_SHARED_NUMBER = frozenset({"US", "CA"})


@dataclass(frozen=True, slots=True)
class SenderWords:
    """How a page names a sender, and what it says about answers."""

    name: str
    sentence: str
    can_be_answered: bool = True


def words_for(value: str, *, known: Sender | None = None) -> SenderWords:
    """The words for a sender as rows keep it; an empty one is the shared number."""
    if not value:
        return SenderWords(SHARED, SHARED_SENTENCE)
    name = str(known) if known else value
    if is_number(value):
        return SenderWords(name, NUMBER_SENTENCE)
    return SenderWords(name, NAME_SENTENCE, can_be_answered=False)


def is_number(value: str) -> bool:
    """A sender with nothing but digits after a plus."""
    return value.removeprefix("+").isdecimal()


def kind_of(value: str) -> SenderKind:
    """Which kind of sender a value is."""
    return SenderKind.NUMBER if is_number(value) else SenderKind.NAME


def needs_own_sender(sender: str, countries: Collection[str]) -> bool:
    """True where the shared number would not reach some of these countries."""
    return not sender and bool(WITHOUT_SHARED_NUMBER.intersection(countries))
