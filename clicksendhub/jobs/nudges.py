"""Asks for background work. A nudge carries no work itself: rows elsewhere do.

A lost or repeated nudge changes nothing, so each kind of work is queued once at a time.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from clicksendhub.jobs.models import Nudge

# A nudge that was not taken up after this long is taken for lost.
LOST_AFTER = timedelta(seconds=15)


def nudge(task: str, key: str = "") -> bool:
    """Ask for ``task`` (the dotted path of a function of one string) soon.

    False where it is already waiting. Inside a transaction the request is committed, or
    rolled back, together with the rows that it is about.
    """
    from django_q.tasks import async_task

    with transaction.atomic():
        if not _mark_queued(task, key):
            return False
        if os.environ.get("HUB_NO_QUEUE"):
            return True
        async_task("clicksendhub.jobs.nudges.run", task, key, q_options={"save": False})
    return True


def started_since(task: str, moment: datetime) -> dict[str, datetime]:
    """When ``task`` was last begun, by key, where that was after a moment."""
    from clicksendhub.jobs.models import Nudge

    begun = Nudge.objects.filter(task=task, started_at__gt=moment)
    rows = begun.values_list("key", "started_at")
    return {key: started_at for key, started_at in rows if started_at}


def run(task: str, key: str) -> None:
    """Do the work in a worker; what goes wrong is kept on the row, then raised."""
    from clicksendhub.jobs.models import Nudge

    rows = Nudge.objects.filter(task=task, key=key)
    rows.update(
        queued_at=None, waiting_since=None, started_at=timezone.now(), pid=os.getpid()
    )
    failure = ""
    try:
        import_string(task)(key)
    except BaseException as error:
        # The class alone: messages may hold personal data.
        failure = type(error).__name__
        raise
    finally:
        _mark_finished(rows, failure)


def _mark_finished(rows: QuerySet[Nudge], failure: str) -> None:
    rows.update(finished_at=timezone.now(), pid=None, failure=failure)


def _mark_queued(task: str, key: str) -> bool:
    from clicksendhub.jobs.models import Nudge

    now = timezone.now()
    waiting = Q(queued_at__isnull=False, queued_at__gt=now - LOST_AFTER)
    mine = Nudge.objects.filter(task=task, key=key)
    asked = {"queued_at": now, "waiting_since": Coalesce("waiting_since", Value(now))}
    if mine.exclude(waiting).update(**asked):
        return True
    _row, created = Nudge.objects.get_or_create(
        task=task, key=key, defaults={"queued_at": now, "waiting_since": now}
    )
    return created
