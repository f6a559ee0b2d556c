"""Whether the hub is fit to work: each part judged in one plain word and sentence."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from clicksendhub.jobs import health as jobs_health
from clicksendhub.operations.models import HeartbeatName, last_beat

SILENT_AFTER = timedelta(seconds=60)
LEAST_FREE_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the hub: fit or not, and what to do where it is not."""

    part: str
    is_fit: bool
    cure: str = ""

    @property
    def title(self) -> str:
        """The fault as a heading."""
        return _TITLES[self.part]


_TITLES = {
    "database": "The database does not answer",
    "migrations": "The database is of an older version",
    "sweep": "Nobody looks for due work",
    "workers": "The workers do not work",
    "disk": "The disk is nearly full",
}


def findings(now: datetime) -> list[Finding]:
    """Every part; where the database is away the rest that needs it is not asked."""
    found = [_disk()]
    for judge in (_database, _migrations, _sweep, _workers):
        try:
            found.append(judge(now))
        except DatabaseError:
            found.append(Finding("database", is_fit=False, cure=_DATABASE_CURE))
            break
    return found


_DATABASE_CURE = "Check that the database runs and that DATABASE_URL is right."


def _database(_now: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding("database", is_fit=True)


def _migrations(_now: datetime) -> Finding:
    return Finding(
        "migrations",
        is_fit=_is_migrated(),
        cure="Run manage.py migrate, then start the hub again.",
    )


# What was applied when nothing was missing: the code of a process does not change, so
# from then on the database alone is asked.
_complete: frozenset[tuple[str, str]] = frozenset()


def _is_migrated() -> bool:
    """Whether every migration is applied; cheap once it was so in this process."""
    global _complete
    if _complete and _complete <= _applied():
        return True
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _complete = frozenset(() if missing else executor.loader.applied_migrations)
    return not missing


def _applied() -> set[tuple[str, str]]:
    rows = MigrationRecorder(connection).migration_qs
    return set(rows.values_list("app", "name"))


def _sweep(now: datetime) -> Finding:
    seen = last_beat(HeartbeatName.SWEEP)
    return Finding(
        "sweep",
        is_fit=seen is not None and now - seen < SILENT_AFTER,
        cure="The supervisor does not run. Start manage.py supervise.",
    )


def _workers(now: datetime) -> Finding:
    seen = last_beat(HeartbeatName.WORKERS)
    waiting_since = jobs_health.oldest_wait()
    waits_long = waiting_since is not None and now - waiting_since > SILENT_AFTER
    return Finding(
        "workers",
        is_fit=seen is not None and now - seen < SILENT_AFTER and not waits_long,
        cure="No worker takes the work that waits. The supervisor starts the workers "
        "anew by itself; if it does not run, start manage.py supervise.",
    )


def _disk() -> Finding:
    return Finding(
        "disk",
        is_fit=shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE_BYTES,
        cure="Less than 100 MB are left where the data lies. Make room.",
    )
