"""Whether the workers still take work: the supervisor asks this and heals a hang.

django-q2's cluster hangs for ever where an idle worker is killed, because the dead
worker held the lock of the shared queue (django-q2 issue 23).
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min

from clicksendhub.jobs.models import Nudge


def is_stalled(now: datetime) -> bool:
    """True where something waits too long while a worker ought to be free."""
    waiting_since = oldest_wait()
    if waiting_since is None or busy_workers(now) >= settings.WORKERS:
        return False
    limit = timedelta(seconds=settings.WORKER_STALL_SECONDS)
    return now - max(waiting_since, last_sign_of_life() or waiting_since) > limit


def oldest_wait() -> datetime | None:
    """Since when the work that waits longest has waited; None where nothing waits."""
    found = Nudge.objects.aggregate(Min("waiting_since"))
    moment: datetime | None = found["waiting_since__min"]
    return moment


def last_sign_of_life() -> datetime | None:
    """When a worker last began or ended a task."""
    found = Nudge.objects.aggregate(Max("started_at"), Max("finished_at"))
    moments = [moment for moment in found.values() if moment]
    return max(moments) if moments else None


def busy_workers(now: datetime) -> int:
    """How many workers of this machine are in a task now.

    A worker that was killed leaves its number behind, and another process may bear it
    later: what began longer ago than a task may last is over.
    """
    began_after = now - timedelta(seconds=2 * settings.JOB_SECONDS)
    running = Nudge.objects.filter(pid__isnull=False, started_at__gt=began_after)
    pids = running.values_list("pid", flat=True)
    return sum(1 for pid in set(pids) if pid and _is_alive(pid))


def forget_what_was_queued() -> int:
    """A new worker group begins: what the last one had taken from the queue is gone.

    Every search of the sweep then asks anew, at once; what is queued twice runs twice,
    which is harmless. How many waited.
    """
    waiting = Nudge.objects.filter(queued_at__isnull=False)
    return waiting.update(queued_at=None, waiting_since=None)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
