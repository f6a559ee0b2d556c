"""Faxes: the fax channel of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from clicksendhub.clicksend import (
    MAX_MESSAGES,
    BadRequest,
    ClickSend,
    Fax,
    Forbidden,
    NotFound,
)
from clicksendhub.dispatch.channels import SentCall
from messaging.channels.history import ByNumber
from messaging.channels.hosted import address_of, looking_up, rendition_of
from messaging.models import Message, Send


class FaxClosed(BadRequest):
    """ClickSend lets this account send no faxes; about all else it says nothing."""


@contextmanager
def only_faxes_may_be_closed() -> Iterator[None]:
    """Keep a refusal of faxes from being taken for trouble of the whole account.

    ClickSend gives faxes to no new customers (clicksend-v3-api.md §5). Where it is the
    account itself that is refused, whatever else is sent finds out.
    """
    try:
        yield
    except (Forbidden, NotFound) as error:
        if error.code in _OF_THE_ACCOUNT or error.status == HTTPStatus.PAYMENT_REQUIRED:
            raise
        raise FaxClosed("faxes are closed to this account") from error


_OF_THE_ACCOUNT: Final = frozenset(
    {
        "INSUFFICIENT_CREDIT",
        "ACCOUNT_NOT_ACTIVATED",
        "MISSING_CREDENTIALS",
        "INVALID_CREDENTIALS",
    }
)


@dataclass(frozen=True, slots=True)
class Faxes:
    """The faxes of one request; the document goes with all of them."""

    send_id: int
    faxes: Sequence[Fax]


class FaxChannel(ByNumber):
    """ClickSend's fax endpoints as the engine wants them.

    Paper that came out twice cannot be taken back: a fax in doubt waits for a person.
    A block is about texts and calls, and does not hold for a fax.
    """

    name = "fax"
    model = Message
    send_model = Send
    batch_limit = MAX_MESSAGES
    may_resend = False
    block_field: str | None = None
    row_fields: tuple[str, ...] = ("send_id", "to", "sender", "country")

    def build(self, rows: Sequence[Mapping[str, Any]]) -> Faxes:
        """One fax for each row; the rows of one call are of one send."""
        faxes = [
            faxed(
                to=row["to"],
                reference=row["reference"],
                sender=row["sender"],
                country=row["country"],
            )
            for row in rows
        ]
        return Faxes(rows[0]["send_id"], faxes)

    def submit(self, client: ClickSend, request: Faxes) -> SentCall:
        """The call that sends, with the document's address of this moment."""
        with looking_up():
            send = Send.objects.get(pk=request.send_id)
            url = address_of(rendition_of(send))
        with only_faxes_may_be_closed():
            return client.fax.send(request.faxes, file_url=url)

    def _resource(self, client: ClickSend) -> Any:
        return client.fax


def faxed(*, to: str, reference: str, sender: str, country: str) -> Fax:
    """One fax as ClickSend wants it."""
    return Fax(to=to, reference=reference, sender=sender, country=country)
