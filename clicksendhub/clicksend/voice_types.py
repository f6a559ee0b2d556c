"""Spoken messages and the voices for them, in the hub's own words.

Numbers and texts stay out of ``repr``: they are personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Voice(StrEnum):
    """Who speaks. Not every language has both."""

    FEMALE = "female"
    MALE = "male"


_BOTH: Final = frozenset(Voice)
_WITH_BOTH: Final = (
    *("en-us", "en-au", "en-gb", "en-gb-wls", "cy-gb-wls", "de-de", "es-es", "es-us"),
    *("fr-fr", "is-is", "it-it", "da-dk", "nl-nl", "pl-pl", "pt-br", "ru-ru"),
)
_FEMALE_ONLY: Final = ("en-in", "fr-ca", "nb-no", "ro-ro", "sv-se", "tr-tr")
VOICES: Final[Mapping[str, frozenset[Voice]]] = {
    **dict.fromkeys(_WITH_BOTH, _BOTH),
    **dict.fromkeys(_FEMALE_ONLY, frozenset({Voice.FEMALE})),
    "pt-pt": frozenset({Voice.MALE}),
}
"""Language → the voices that it has."""


@dataclass(frozen=True, slots=True)
class SpokenMessage:
    """One message that is read out to a number, or to a list.

    ``asks_for_key`` waits for a key; ``detects_machine`` leaves the message on a
    voicemail; ``source`` names the software that sends.
    """

    to: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    reference: str = ""
    language: str = "en-us"
    voice: str = Voice.FEMALE
    country: str = ""
    list_id: int | None = None
    asks_for_key: bool = False
    detects_machine: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One spoken message in an answer: to a send, a price or a look at history.

    What an answer does not tell is empty; ``digits`` are the keys that were pressed.
    """

    reference: str
    status: str
    message_id: str
    to: str = field(repr=False)
    to_type: str
    body: str = field(repr=False)
    sender: str = field(repr=False)
    language: str
    voice: str
    country: str
    carrier: str
    parts: int | None
    price: Decimal | None
    date: datetime | None
    scheduled_at: datetime | None
    asks_for_key: bool | None
    detects_machine: bool | None
    list_id: int | None
    user_id: int | None
    subaccount_id: int | None
    digits: str = field(repr=False)
    met_machine: bool | None
    status_code: int | None
    status_text: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class VoiceLanguage:
    """A language that ClickSend speaks now; ``voices`` are its own words."""

    code: str
    country: str
    voices: tuple[str, ...]
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)
