"""Rows of tabs that several apps fill: each registers its view, pages draw the row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

INBOX = "inbox"
CONTACTS = "contacts"


def _everyone(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One view as an app registers it; ``count`` is asked with the account in use."""

    key: str
    label: str
    url_name: str
    order: int
    query: str = ""
    count: Callable[[Any], int] | None = None
    may: Callable[[HttpRequest], bool] = _everyone


@dataclass(frozen=True, slots=True)
class TabLink:
    """One tab as ``components/tabs.html`` draws it."""

    label: str
    url: str
    is_current: bool
    count: int | None


_rows: dict[str, dict[str, Tab]] = {}


def register(row: str, tab: Tab) -> None:
    """Add a tab to a row; registering the same key again replaces it."""
    _rows.setdefault(row, {})[tab.key] = tab


def tabs_for(request: Any, row: str, *, current: str) -> list[TabLink]:
    """The tabs of a row that this person may open, in order."""
    tabs = sorted(_rows.get(row, {}).values(), key=lambda tab: tab.order)
    return [
        TabLink(
            label=tab.label,
            url=reverse(tab.url_name) + tab.query,
            is_current=tab.key == current,
            count=tab.count(request.account) if tab.count else None,
        )
        for tab in tabs
        if tab.may(request)
    ]
