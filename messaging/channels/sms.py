"""Texts: the SMS channel of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clicksendhub.clicksend import MAX_MESSAGES, ClickSend, HistoryRow, SendResult, Sms
from clicksendhub.dispatch.channels import HistoryPage, Window
from messaging.models import Message, Send

PAGE_SIZE = 100


class SmsChannel:
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

    def history(self, client: ClickSend, *, window: Window, page: int) -> HistoryPage:
        """One page of the account's history, newest first."""
        found = client.sms.history(
            page=page,
            limit=PAGE_SIZE,
            date_from=window.since,
            date_to=window.until,
            newest_first=True,
        )
        return HistoryPage(found.rows, is_last=found.page >= found.last_page)

    def history_of(
        self, client: ClickSend, *, window: Window, row: Mapping[str, Any]
    ) -> Iterable[HistoryRow]:
        """What went to this row's number in the window: one page holds it."""
        found = client.sms.history(
            limit=PAGE_SIZE,
            date_from=window.since,
            date_to=window.until,
            to=row["to"],
            newest_first=True,
        )
        return found.rows
