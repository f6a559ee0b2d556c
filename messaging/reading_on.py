"""Reads on in ClickSend’s history, a few pages at a time, and remembers how far.

Some channels tell only there what became of a message. What is looked for may lie deep
behind others, so each turn goes on where the last one stopped, and begins anew at the
end. The place is kept in the cache: lost, it costs calls and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache

from clicksendhub.credentials.models import Account
from clicksendhub.gate.calls import counted
from clicksendhub.gate.models import Lane

PAGES_AT_ONCE = 3
# ClickSend’s clock and ours may differ; its seconds are whole.
MARGIN = timedelta(minutes=5)
_KEPT_SECONDS = 3600


def read_on(
    account: Account, resource: Any, *, name: str, oldest: datetime
) -> Iterator[Any]:
    """The next rows of the history since ``oldest``, the earliest first.

    ``name`` tells the readers of an account apart. Raises what ``counted`` and the
    client raise; what was yielded before counts.
    """
    place = f"history:{name}:{account.pk}"
    first = oldest - MARGIN
    since = max(cache.get(place) or first, first)
    for number in range(1, PAGES_AT_ONCE + 1):
        with counted(account, Lane.UPKEEP):
            page = resource.history(page=number, date_from=since, newest_first=False)
        yield from page.rows
        if page.page >= page.last_page or not page.rows:
            cache.delete(place)
            return
    reached = max((row.date for row in page.rows if row.date), default=None)
    if reached and reached > since:
        cache.set(place, reached, _KEPT_SECONDS)
    else:
        cache.delete(place)
