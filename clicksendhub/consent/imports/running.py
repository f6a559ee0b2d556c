"""Goes on with imports: a little while somebody waits, the rest by a job."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from clicksendhub.consent.imports.applying import import_on
from clicksendhub.consent.imports.checking import check_on
from clicksendhub.consent.imports.drafts import drop_old
from clicksendhub.consent.models import AT_WORK, BlockImport, ImportState
from clicksendhub.jobs import nudge

CARRY_ON: Final = "clicksendhub.consent.tasks.carry_on"
# Small lists are done before the next page is drawn.
_WAITED_SECONDS: Final = 1.5
_WHILE_WAITING_BYTES: Final = 200_000
_AT_ONCE: Final = 20


def carry_on(found: BlockImport, *, seconds: float) -> bool:
    """Check or import for so many seconds; True where there is more to do."""
    if found.state == ImportState.CHECKING:
        return check_on(found, seconds=seconds)
    if found.state == ImportState.IMPORTING:
        return import_on(found, seconds=seconds)
    return False


def begin_work(found: BlockImport) -> None:
    """Do a small list at once; a job does a large one, or its rest."""
    if not _is_small(found) or carry_on(found, seconds=_WAITED_SECONDS):
        nudge(CARRY_ON, str(found.public_id))


def _is_small(found: BlockImport) -> bool:
    try:
        return bool(found.file.size <= _WHILE_WAITING_BYTES)
    except FileNotFoundError:
        return True


def find_unfinished(now: datetime) -> int:
    """The sweep’s search: how many jobs were asked for; old drafts are dropped."""
    waiting = BlockImport.objects.filter(state__in=AT_WORK)
    keys = waiting.values_list("public_id", flat=True)[:_AT_ONCE]
    asked_for = sum(nudge(CARRY_ON, str(key)) for key in keys)
    drop_old(now)
    return asked_for
