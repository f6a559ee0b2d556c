"""When a text without a clear answer was looked for at ClickSend, and when next. Pure.

A call keeps its next look alone; the last one is reckoned back from it where it came to
its end. Begun and not ended, the time is that by which another worker takes it up.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import State
from messaging.models import Message
from messaging.waiting import time_of_day


def looks_of(message: Message, zone: str, *, now: datetime) -> str:
    """“Looked at 7:40, next look 7:50.”; empty where nothing is looked up."""
    batch = message.batch
    if message.state != State.IN_DOUBT or batch is None or batch.next_look_at is None:
        return ""
    is_due = batch.next_look_at <= now
    coming = "soon" if is_due else time_of_day(batch.next_look_at, zone, now)
    if batch.look_plan:
        return f"A look was begun; if it is cut short, the next comes {_at(coming)}."
    looked_at = _looked_at(batch)
    if looked_at is None:
        return f"First look {_at(coming)}."
    return f"Looked at {time_of_day(looked_at, zone, now)}, next look {coming}."


def _at(coming: str) -> str:
    return coming if coming == "soon" else f"at {coming}"


def _looked_at(batch: Batch) -> datetime | None:
    looks = batch.absent_looks + batch.blind_looks
    # As many blind looks as there may be were not made: the account became another one.
    if not 0 < looks < settings.DISPATCH_BLIND_LOOKS or batch.next_look_at is None:
        return None
    spacing = timedelta(seconds=settings.DISPATCH_LOOK_SPACING_SECONDS)
    return batch.next_look_at - spacing
