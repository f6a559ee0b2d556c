"""Calls: the voice channel of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from clicksendhub.clicksend import (
    MAX_MESSAGES,
    ClickSend,
    SpokenMessage,
    SurelyNotSent,
)
from clicksendhub.dispatch.channels import SentCall
from clicksendhub.lib import clock
from messaging.channels.history import ByNumber
from messaging.models import Message, Send
from messaging.ringing import Ringing

# ClickSend dials some seconds after it took a call; within the hours still.
_TAKES_TO_RING = timedelta(minutes=1)


class OutsideHours(SurelyNotSent):
    """A phone would ring outside the hours that were promised; nothing left."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of one request, and when each of these phones may ring."""

    messages: Sequence[SpokenMessage]
    ringing: Ringing


class VoiceChannel(ByNumber):
    """ClickSend's voice endpoints as the engine wants them."""

    name = "voice"
    model = Message
    send_model = Send
    batch_limit = MAX_MESSAGES
    may_resend = True
    block_field: str | None = "to"
    row_fields: tuple[str, ...] = ("send_id", "to", "body", "country")

    def build(self, rows: Sequence[Mapping[str, Any]]) -> Calls:
        """One spoken message for each row; the rows of one call are of one send."""
        send = Send.objects.select_related("account").get(pk=rows[0]["send_id"])
        messages = [
            spoken(
                send,
                to=row["to"],
                body=row["body"],
                reference=row["reference"],
                country=row["country"],
            )
            for row in rows
        ]
        return Calls(messages, Ringing.of(send))

    def submit(self, client: ClickSend, request: Calls) -> SentCall:
        """The call that sends, unless a phone would ring outside its hours.

        The last guard: rows wait long before they come here, but clocks go on.
        """
        now = clock.now()
        moments = (now, now + _TAKES_TO_RING)
        allows = request.ringing.allows
        if not all(
            allows(one.to, at=moment) for one in request.messages for moment in moments
        ):
            raise OutsideHours("POST /voice/send: outside the hours for calls")
        return client.voice.send(request.messages)

    def _resource(self, client: ClickSend) -> Any:
        return client.voice


def spoken(
    send: Send, *, to: str, body: str, reference: str, country: str
) -> SpokenMessage:
    """One call of a send as ClickSend wants it."""
    return SpokenMessage(
        to=to,
        body=body,
        reference=reference,
        language=send.language,
        voice=send.voice,
        country=country,
        asks_for_key=send.asks_for_key,
        detects_machine=send.detects_machine,
    )
