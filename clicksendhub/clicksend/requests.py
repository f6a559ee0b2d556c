"""What the requests of several channels are made of: pages of history, times, JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from .checks import MAX_LIMIT, aware, page_params


@dataclass(frozen=True, slots=True)
class HistoryWindow:
    """Which page of which stretch of history, and in which order."""

    page: int = 1
    limit: int = MAX_LIMIT
    date_from: datetime | None = None
    date_to: datetime | None = None
    newest_first: bool = True


def history_params(window: HistoryWindow, *, sort_by: str) -> dict[str, str]:
    """The parameters of a page of history; the stretch is never too narrow."""
    params = page_params(window.page, limit=window.limit)
    params["order_by"] = f"{sort_by}:{'desc' if window.newest_first else 'asc'}"
    if window.date_from is not None:
        params["date_from"] = str(unix(window.date_from))
    if window.date_to is not None:
        params["date_to"] = str(ceil(aware(window.date_to).timestamp()))
    return params


def unix(when: datetime) -> int:
    """A time as ClickSend writes it, without its fractions."""
    return int(aware(when).timestamp())


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that hold something; what is empty is left to ClickSend."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and str(value).strip()
    }
