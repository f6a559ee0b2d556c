"""One call to ClickSend for a rendition at a time: the row is held by a lease.

A worker that dies lets it run out; whatever is written later names the lease.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from clicksendhub.credentials.services import longest_call_seconds
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media.models import Rendition

# The workshop may take this long with what came back.
_AFTERWARDS_SECONDS: Final = 60
# A call was put off: the budget is used up, or the account is in trouble.
PUT_OFF: Final = timedelta(seconds=5)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)


def take(rendition_id: int, *, state: str) -> Rendition | None:
    """Hold the rendition for one call; None where it is held, or has to wait."""
    now, token = db_now(), secrets.token_hex(16)
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    mine = Rendition.objects.filter(free & due, pk=rendition_id, state=state)
    mine = mine.filter(file__deleted_at=None)
    until = now + timedelta(seconds=longest_call_seconds() + _AFTERWARDS_SECONDS)
    if not mine.update(lease_token=token, lease_until=until):
        return None
    held = Rendition.objects.select_related("file__account").get(pk=rendition_id)
    return held if held.lease_token == token else None


def give_back(held: Rendition, **values: Any) -> bool:
    """Write what came of the call, and let it go; False where it was lost meanwhile."""
    mine = Rendition.objects.filter(pk=held.pk, lease_token=held.lease_token)
    return bool(mine.update(lease_token="", lease_until=None, **values))


def later(failures: int) -> datetime:
    """When to try again after so many failures in a row."""
    pause = min(_FIRST_PAUSE * 2 ** min(failures, 10), _LONGEST_PAUSE)
    again_at: datetime = db_now() + pause
    return again_at
