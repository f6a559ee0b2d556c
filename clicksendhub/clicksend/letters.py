"""Letters: send, price, history, cancelling, and finding the address on a page."""

from base64 import b64encode
from collections.abc import Sequence

from .address import Address, read_address
from .batch_types import BatchAnswer
from .checks import checked_url, refused
from .envelope import JsonObject, Request
from .post import PostChannel, check_recipients
from .post_json import letter_json, letter_row, recipient_json
from .post_types import Letter, LetterRow, PostRecipient


class LettersResource(PostChannel[LetterRow]):
    """``client.letters``. New customers do not get post, the documents say."""

    def __init__(self, request: Request) -> None:
        super().__init__(request, "/post/letters", read=letter_row)

    def send(
        self, letter: Letter, *, recipients: Sequence[PostRecipient]
    ) -> BatchAnswer[LetterRow]:
        """Print and post one letter to up to 1,000 people. Match by reference."""
        return self._send(recipients, json=_batch_json(letter, recipients))

    def price(
        self, letter: Letter, *, recipients: Sequence[PostRecipient]
    ) -> BatchAnswer[LetterRow]:
        """What the letters would cost; nothing is sent."""
        return self._price(_batch_json(letter, recipients))

    def detect_address(self, words: str) -> Address:
        """The parts of an address that is written in one piece."""
        if not words.strip():
            raise refused("words", "are missing")
        return self._detect({"address": words})

    def detect_address_in(self, pdf: bytes) -> Address:
        """The address that stands on the first page of a letter."""
        if not pdf:
            raise refused("pdf", "is empty")
        return self._detect({"content": b64encode(pdf).decode("ascii")})

    def _detect(self, json: dict[str, str]) -> Address:
        envelope = self._request("POST", "/post/letters/detect-address", json=json)
        return read_address(envelope.first_fields())


def _batch_json(letter: Letter, recipients: Sequence[PostRecipient]) -> JsonObject:
    checked_url(letter.file_url)
    check_recipients(recipients)
    listed = [recipient_json(recipient) for recipient in recipients]
    return {**letter_json(letter), "recipients": listed}
