"""Texts: the SMS channel of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clicksendhub.clicksend import MAX_MESSAGES, ClickSend, SendResult, Sms
from messaging.channels.history import ByNumber
from messaging.models import Message, Send


class SmsChannel(ByNumber):
    """ClickSend's SMS endpoints as the engine wants them."""

    name = "sms"
    model = Message
    send_model = Send
    batch_limit = MAX_MESSAGES
    may_resend = True
    block_field: str | None = "to"
    row_fields: tuple[str, ...] = ("to", "body", "sender", "country")

    def build(self, rows: Sequence[Mapping[str, Any]]) -> list[Sms]:
        """One request for each row, under the row's own reference."""
        return [
            Sms(
                to=row["to"],
                body=row["body"],
                reference=row["reference"],
                sender=row["sender"],
            )
            for row in rows
        ]

    def submit(self, client: ClickSend, request: Sequence[Sms]) -> SendResult:
        """The call that sends."""
        return client.sms.send(request)

    def _resource(self, client: ClickSend) -> Any:
        return client.sms
