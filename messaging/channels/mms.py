"""Picture messages: the MMS channel of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clicksendhub.clicksend import MAX_MESSAGES, ClickSend, Mms
from clicksendhub.dispatch.channels import SentCall
from messaging.channels.history import ByNumber
from messaging.channels.hosted import address_of, looking_up, rendition_of
from messaging.models import Message, Send


@dataclass(frozen=True, slots=True)
class Pictures:
    """The rows of one request; the picture goes with all of them."""

    send_id: int
    rows: Sequence[Mapping[str, Any]]


class MmsChannel(ByNumber):
    """ClickSend's MMS endpoints as the engine wants them."""

    name = "mms"
    model = Message
    send_model = Send
    batch_limit = MAX_MESSAGES
    may_resend = True
    block_field: str | None = "to"
    row_fields: tuple[str, ...] = ("send_id", "to", "body", "sender", "country")

    def build(self, rows: Sequence[Mapping[str, Any]]) -> Pictures:
        """The rows as they are; those of one call are of one send."""
        return Pictures(rows[0]["send_id"], rows)

    def submit(self, client: ClickSend, request: Pictures) -> SentCall:
        """The call that sends, with the picture's address of this moment."""
        with looking_up():
            send = Send.objects.get(pk=request.send_id)
            url = address_of(rendition_of(send))
        messages = [
            pictured(
                send,
                to=row["to"],
                body=row["body"],
                reference=row["reference"],
                sender=row["sender"],
                country=row["country"],
            )
            for row in request.rows
        ]
        return client.mms.send(messages, media_url=url)

    def _resource(self, client: ClickSend) -> Any:
        return client.mms


def pictured(
    send: Send, *, to: str, body: str, reference: str, sender: str, country: str
) -> Mms:
    """One message of a send as ClickSend wants it."""
    return Mms(
        to=to,
        subject=send.subject,
        body=body,
        reference=reference,
        sender=sender,
        country=country,
    )
