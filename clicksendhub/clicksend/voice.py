"""Spoken messages: send, price, history, receipts, cancelling and languages."""

from collections.abc import Sequence
from typing import Final

from .batch_types import BatchAnswer
from .channel import CancellableChannel
from .checks import checked_push_url
from .envelope import JsonObject, Request
from .inbound import receipt_from_fields
from .message_checks import (
    check_body,
    check_count,
    check_destination,
    refused_at,
)
from .types import Receipt
from .voice_json import spoken_json, voice_language, voice_row
from .voice_types import VOICES, SpokenMessage, VoiceLanguage, VoiceRow

# Four parts of 300 or 150; the rest would be cut off.
_GSM_LENGTH: Final = 1200
_UNICODE_LENGTH: Final = 600


class VoiceResource(CancellableChannel[VoiceRow]):
    """``client.voice``. Older documents alone have ``receipt`` and test receipts."""

    def __init__(self, request: Request) -> None:
        super().__init__(request, "/voice", read=voice_row)

    def send(self, messages: Sequence[SpokenMessage]) -> BatchAnswer[VoiceRow]:
        """Call up to 1,000 numbers. Match the answer's items by reference.

        One to a list has an item for each contact, all with its reference.
        """
        return self._send(messages, json=_batch_json(messages))

    def price(self, messages: Sequence[SpokenMessage]) -> BatchAnswer[VoiceRow]:
        """What the calls would cost; nobody is called."""
        return self._price(_batch_json(messages))

    def languages(self) -> tuple[VoiceLanguage, ...]:
        """What ClickSend speaks now; a send allows what ``VOICES`` has."""
        envelope = self._request("GET", "/voice/lang")
        return envelope.page(voice_language, asked_for=1).rows

    def ask_test_receipt(self, *, url: str) -> Receipt:
        """Have an invented receipt pushed to an address ("poll": the unread list)."""
        return receipt_from_fields(
            self._post("/voice/receipts", {"url": checked_push_url(url)})
        )


def _batch_json(messages: Sequence[SpokenMessage]) -> JsonObject:
    check_count(messages)
    for position, message in enumerate(messages):
        check_destination(position, message)
        check_body(position, message.body, gsm=_GSM_LENGTH, unicode=_UNICODE_LENGTH)
        _check_voice(position, message)
    return {"messages": [spoken_json(message) for message in messages]}


def _check_voice(position: int, message: SpokenMessage) -> None:
    voices = VOICES.get(message.language)
    if voices is None:
        raise refused_at(position, "language", "is in a language that is not spoken")
    if message.voice not in voices:
        raise refused_at(position, "voice", "has a voice that its language lacks")
