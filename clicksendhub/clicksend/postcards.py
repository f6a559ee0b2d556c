"""Postcards: send, price, history and cancelling."""

from collections.abc import Sequence
from typing import Final

from .address import address_key
from .batch_types import BatchAnswer
from .checks import checked_url, refused
from .envelope import JsonObject, Request
from .message_checks import refused_at
from .post import RECIPIENT, PostChannel, check_recipients
from .post_json import postcard_row, recipient_json
from .post_types import PostcardRow, PostRecipient

MAX_SIDES: Final = 2


class PostcardsResource(PostChannel[PostcardRow]):
    """``client.postcards``. New customers do not get post, the documents say."""

    def __init__(self, request: Request) -> None:
        super().__init__(request, "/post/postcards", read=postcard_row)

    def send(
        self, file_urls: Sequence[str], *, recipients: Sequence[PostRecipient]
    ) -> BatchAnswer[PostcardRow]:
        """Print and post one card: a PDF of two pages, or one for each side.

        References go along, but current answers may lack them. So one call goes to
        each address once, and its items are matched by ``address_key``.
        """
        _check_places(recipients)
        return self._send(recipients, json=_batch_json(file_urls, recipients))

    def price(
        self, file_urls: Sequence[str], *, recipients: Sequence[PostRecipient]
    ) -> BatchAnswer[PostcardRow]:
        """What the postcards would cost; nothing is sent."""
        return self._price(_batch_json(file_urls, recipients))


def _batch_json(
    file_urls: Sequence[str], recipients: Sequence[PostRecipient]
) -> JsonObject:
    if isinstance(file_urls, str) or not 1 <= len(file_urls) <= MAX_SIDES:
        raise refused("file_urls", "are not one or two addresses of files")
    for position, url in enumerate(file_urls):
        checked_url(url, name=f"file_urls.{position}")
    check_recipients(recipients)
    listed = [recipient_json(recipient) for recipient in recipients]
    return {"file_urls": [*file_urls], "recipients": listed}


def _check_places(recipients: Sequence[PostRecipient]) -> None:
    """Two cards to one address could not be told apart in the answer."""
    seen: set[tuple[str, ...]] = set()
    for position, recipient in enumerate(recipients):
        here = address_key(recipient.address)
        if here in seen:
            why = "repeats an earlier address"
            raise refused_at(position, "address", why, what=RECIPIENT)
        seen.add(here)
