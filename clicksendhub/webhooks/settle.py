"""Turns stored events into replies and receipts: one transaction each, in order.

What fails is tried a few times and then kept for a person; it never stops the others.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone

from clicksendhub.clicksend import InboundSms, Receipt
from clicksendhub.consent.reviews import ask_a_person
from clicksendhub.dispatch.evidence import ReceiptResult
from clicksendhub.jobs import nudge
from clicksendhub.lib.optout import Meaning, classify
from clicksendhub.webhooks import reading
from clicksendhub.webhooks.intake import sent_at
from clicksendhub.webhooks.models import Event, EventState, Intake, Origin
from clicksendhub.webhooks.nudging import SETTLE
from clicksendhub.webhooks.services import has_push
from messaging import inbox, receipts

logger = logging.getLogger(__name__)

# A receipt may come before our own record of the call does: the answer is committed
# within the lease of the call, or its row is looked up within the hour.
_ORPHAN_WAITS = tuple(timedelta(seconds=s) for s in (2, 10, 60, 300, 1800, 7200))
_FAULT_WAITS = tuple(timedelta(seconds=s) for s in (2, 10))
_AT_ONCE = 200
_TURN_SECONDS = 8.0


def ask_where_waiting(now: datetime) -> bool:
    """The sweep's search: ask for a turn where an event waits."""
    return Event.objects.waiting(now=now).exists() and nudge(SETTLE)


def settle_waiting() -> int:
    """Settle what is due, for a few seconds, then ask for another turn; how many."""
    began, count = time.monotonic(), 0
    while time.monotonic() - began < _TURN_SECONDS:
        due = Event.objects.waiting(now=timezone.now())
        ids = list(due.values_list("pk", flat=True)[:_AT_ONCE])
        if not ids:
            return count
        count += sum(_settle(event_id) for event_id in ids)
        _note_pushes(ids)
    nudge(SETTLE)
    return count


def _settle(event_id: int) -> bool:
    """Settle one event; False where it was settled elsewhere, or has to wait."""
    try:
        with transaction.atomic():
            event = _claimed(event_id)
            return event is not None and _route(event)
    except OperationalError:
        raise  # the database is gone or busy: that is no fault of the event
    except Exception as error:  # noqa: BLE001 - a poison event must not stop the others
        # The class alone: messages of errors may hold numbers and words.
        fault = type(error).__name__
        logger.error("Event %s could not be settled: %s.", event_id, fault)
        _put_off_or_keep(event_id, fault)
        return False


def _claimed(event_id: int) -> Event | None:
    """The event, held until the transaction ends; None where another has it."""
    waiting = Event.objects.waiting(now=timezone.now())
    mine = waiting.select_for_update(skip_locked=True, of=("self",))
    return mine.select_related("account").filter(pk=event_id).first()


def _route(event: Event) -> bool:
    told = reading.read(event.kind, event.body, event.content_type)
    if isinstance(told, InboundSms):
        _receive(event, told)
    elif not _apply(event, told):
        return False
    return _close(event)


def _receive(event: Event, told: InboundSms) -> None:
    account = event.account
    meaning = classify(told.body)
    number = reading.number_of(told.sender, account.country)
    inbox.receive(
        told,
        account=account,
        number=number,
        sent_at=sent_at(told.timestamp, event.received_at),
        meaning=meaning,
        was_fetched=event.origin == Origin.POLL and has_push(account),
    )
    if meaning is Meaning.UNCLEAR:
        ask_a_person(
            account_id=account.pk, number=number, words=told.body, event_key=event.key
        )


def _apply(event: Event, told: Receipt) -> bool:
    """Apply a receipt; False where its message is not (yet) ours, and it waits."""
    result = receipts.apply(told, account=event.account, received_at=event.received_at)
    if result is not ReceiptResult.ORPHAN:
        return True
    if event.tries < len(_ORPHAN_WAITS):
        _put_off(event, _ORPHAN_WAITS[event.tries])
        return False
    event.fault = "No message of this hub belongs to it."
    return True


def _close(event: Event) -> bool:
    event.state = EventState.DONE
    event.settled_at = timezone.now()
    event.save(update_fields=["state", "settled_at", "fault"])
    return True


def _put_off(event: Event, wait: timedelta) -> None:
    event.tries += 1
    event.due_at = timezone.now() + wait
    event.save(update_fields=["tries", "due_at"])


def _put_off_or_keep(event_id: int, fault: str) -> None:
    for event in Event.objects.filter(pk=event_id, state=EventState.NEW):
        if event.tries < len(_FAULT_WAITS):
            _put_off(event, _FAULT_WAITS[event.tries])
            continue
        event.state = EventState.UNREADABLE
        event.settled_at = timezone.now()
        event.fault = f"Could not be settled: {fault}."
        event.save(update_fields=["state", "settled_at", "fault"])


def _note_pushes(ids: list[int]) -> None:
    """Keep for the page of the path when the last push of each account came."""
    pushed = Event.objects.filter(pk__in=ids, origin=Origin.PUSH).order_by()
    for account_id, last in pushed.values_list("account").annotate(Max("received_at")):
        Intake.objects.get_or_create(account_id=account_id)
        Intake.objects.filter(account_id=account_id).exclude(
            last_push_at__gte=last
        ).update(last_push_at=last)
