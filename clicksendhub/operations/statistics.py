"""Has the database look at its tables once a day, so that it chooses indexes well."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from clicksendhub.lib import dbstatistics

EVERY: Final = timedelta(days=1)
_last: list[datetime] = []


def refresh_daily(now: datetime) -> None:
    """Part of the sweep: at the first one of a process, then a day after the last."""
    if _last and now - _last[-1] < EVERY:
        return
    # Before it is done: a locked database is asked again tomorrow, not each second.
    _last[:] = [now]
    dbstatistics.refresh()
