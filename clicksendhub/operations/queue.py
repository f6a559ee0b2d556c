"""What the queue page shows: health, sends under way, accounts that pause."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.channels import products
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate.circuit import TroubleNotice, troubles_of
from clicksendhub.jobs import health as jobs_health
from clicksendhub.operations import health
from clicksendhub.operations.models import HeartbeatName, last_beat
from clicksendhub.ui.sums import Totals, totals_of

MOST_SENDS = 50
UNDER_WAY = (SendState.RELEASED, SendState.PAUSED)


@dataclass(frozen=True, slots=True)
class SendRow:
    """One send under way."""

    send: Any
    totals: Totals
    in_doubt: int
    needs_a_look: int


@dataclass(frozen=True, slots=True)
class Paused:
    """An account whose sends pause, and why."""

    account: Account
    notice: TroubleNotice


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything on the page."""

    faults: list[health.Finding]
    workers_seen_at: datetime | None
    sweep_seen_at: datetime | None
    waiting_since: datetime | None
    sends: list[SendRow]
    paused: list[Paused]

    @property
    def is_quiet(self) -> bool:
        """True where nothing is under way and nothing is wrong."""
        return not (self.faults or self.sends or self.paused)

    @property
    def sentence(self) -> str:
        """The page in one line."""
        if self.faults:
            return "Something needs your hand."
        if self.is_quiet:
            return "Quiet. The workers are at work and nothing waits."
        return "The workers are at work."


def picture(now: datetime) -> Picture:
    """The state of the whole hub at this moment."""
    return Picture(
        faults=[one for one in health.findings(now) if not one.is_fit],
        workers_seen_at=last_beat(HeartbeatName.WORKERS),
        sweep_seen_at=last_beat(HeartbeatName.SWEEP),
        waiting_since=jobs_health.oldest_wait(),
        sends=[row for product in products() for row in _sends_of(product)],
        paused=_paused_accounts(),
    )


def _sends_of(product: Any) -> list[SendRow]:
    under_way = product.send_model.objects.filter(state__in=UNDER_WAY)
    sends = list(under_way.select_related("account").order_by("due_at")[:MOST_SENDS])
    counts = _counts_by_send(product.model, [send.pk for send in sends])
    return [_row(send, counts[send.pk]) for send in sends]


def _counts_by_send(model: Any, ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        model.objects.filter(send_id__in=ids).order_by().values_list("send_id", "state")
    )
    for send_id, state, number in rows.annotate(n=Count("pk")):
        found[send_id][state] = number
    return found


def _row(send: Any, counts: dict[str, int]) -> SendRow:
    return SendRow(
        send=send,
        totals=totals_of(counts, planned=send.planned_total),
        in_doubt=counts.get(State.IN_DOUBT, 0),
        needs_a_look=counts.get(State.NEEDS_A_LOOK, 0),
    )


def _paused_accounts() -> list[Paused]:
    accounts = list(Account.objects.present())
    notices = troubles_of(account.pk for account in accounts)
    return [
        Paused(account, notices[account.pk])
        for account in accounts
        if account.pk in notices
    ]
