"""The questions that the engine asks of the database, with their names."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from clicksendhub.dispatch.states import OPEN, SendState, State

if TYPE_CHECKING:
    from clicksendhub.dispatch.models import Batch, Outgoing, Sending

M = TypeVar("M", bound="Outgoing")
N = TypeVar("N", bound="Sending")
B = TypeVar("B", bound="Batch")


class SendQuerySet(models.QuerySet[N]):
    """Sends of one product."""

    def released(self, *, now: datetime) -> SendQuerySet[N]:
        """Confirmed, not paused or stopped, and due."""
        return self.filter(state=SendState.RELEASED, due_at__lte=now)

    def claimable(self, rows: OutgoingQuerySet[Any], *, now: datetime) -> Any:
        """Released sends with a row that may go now, those served longest ago first."""
        ready = rows.ready(now=now).filter(send_id=OuterRef("pk"))
        return (
            self.released(now=now)
            .filter(Exists(ready))
            .order_by("is_bulk", F("last_claimed_at").asc(nulls_first=True), "id")
        )

    def finishable(self, rows: OutgoingQuerySet[Any]) -> Any:
        """Confirmed sends, cancelled ones too, none of whose rows is open."""
        still_open = rows.filter(send_id=OuterRef("pk"), state__in=OPEN)
        confirmed = self.filter(
            state__in=(SendState.RELEASED, SendState.STOPPED),
            released_at__isnull=False,
        )
        return confirmed.exclude(Exists(still_open))


class OutgoingQuerySet(models.QuerySet[M]):
    """Recipients of one product."""

    def ready(self, *, now: datetime) -> OutgoingQuerySet[M]:
        """In the queue and not asked to wait."""
        return self.filter(state=State.QUEUED).filter(
            Q(not_before=None) | Q(not_before__lte=now)
        )

    def unsettled_of(self, batch_id: int) -> OutgoingQuerySet[M]:
        """What came or comes to no end of a batch, by the index of just those rows."""
        return self.filter(batch_id=batch_id, accepted_at=None, final_at=None)

    def with_provider_id(self, provider_id: str) -> OutgoingQuerySet[M]:
        """What ClickSend knows by this id, through the index of rows that have one."""
        return self.filter(provider_id=provider_id).exclude(provider_id="")

    def counts(self) -> dict[str, int]:
        """How many rows stand in each state."""
        rows = self.order_by().values_list("state").annotate(n=Count("pk"))
        return dict(rows)


class BatchQuerySet(models.QuerySet[B]):
    """Calls that were made or begun."""

    def expired(self, *, now: datetime) -> BatchQuerySet[B]:
        """Under way, but whoever held it did not come back in time."""
        return self.filter(state="open", lease_until__lt=now)

    def due_for_a_look(self, *, now: datetime) -> BatchQuerySet[B]:
        """In doubt, and it is time to look again."""
        return self.filter(state="in_doubt", next_look_at__lte=now)
