"""The rows of a table of sends, as the list of all and the first page show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clicksendhub.ui.sums import Totals, totals_of
from messaging.kinds import kind_of
from messaging.lists import counts_of, may_leave
from messaging.models import Send
from messaging.standing import name_of, standing_of


@dataclass(frozen=True, slots=True)
class SendRow:
    """One send in the table."""

    send: Send
    name: str
    # The kind of message, where it is not the usual one.
    kind: str
    url: str
    state: str
    sentence: str
    totals: Totals
    moment: datetime


def send_rows(sends: Sequence[Send], *, now: datetime) -> list[SendRow]:
    """The rows for sends of one account, with one question for all sums."""
    counts = counts_of(sends)
    is_stuck = bool(sends) and not may_leave(sends[0].account)
    return [_row(send, counts[send.pk], now=now, is_stuck=is_stuck) for send in sends]


def _row(
    send: Send, counts: dict[str, int], *, now: datetime, is_stuck: bool
) -> SendRow:
    standing = standing_of(send, counts, now=now, is_stuck=is_stuck)
    kind = kind_of(send.channel)
    return SendRow(
        send=send,
        name=name_of(send),
        kind=kind.words.note,
        url=send.get_absolute_url(),
        state=standing.state,
        sentence=standing.sentence,
        totals=totals_of(counts, planned=send.planned_total),
        moment=send.due_at or send.created_at,
    )
