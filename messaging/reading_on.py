"""Reads on in ClickSend’s history, a few pages at a time, and remembers how far.

Some channels tell only there what became of a message. What is looked for may lie deep
behind others, so each turn goes on where the last one stopped, and begins anew at the
end. The place is kept in the cache: lost, it costs calls and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
) -> Iterator[Sequence[Any]]:
    """The next pages of the history since ``oldest``, the earliest rows first.

    ``name`` tells the readers of an account apart. How far it came is kept after each
    page: by time, and by page where a whole page is of one second. Raises what
    ``counted`` and the client raise; what was read before counts.
    """
    place = f"history:{name}:{account.pk}"
    first = oldest - MARGIN
    since, number = cache.get(place) or (first, 1)
    if since < first:
        since, number = first, 1
    for _ in range(PAGES_AT_ONCE):
        with counted(account, Lane.UPKEEP):
            page = resource.history(page=number, date_from=since, newest_first=False)
        yield page.rows
        if page.page >= page.last_page or not page.rows:
            cache.delete(place)
            return
        number += 1
        cache.set(place, (since, number), _KEPT_SECONDS)
