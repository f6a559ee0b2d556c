"""The sweep: every few seconds each registered search for due work runs once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger(__name__)

Search = Callable[[datetime], object]
_searches: dict[str, Search] = {}


def register(name: str, search: Search) -> None:
    """Add a search for due work; it asks for jobs and makes no calls itself."""
    _searches[name] = search


def run_all(now: datetime) -> list[str]:
    """Run every search; the names of those that failed (logged, not raised)."""
    failed = []
    for name, search in _searches.items():
        try:
            search(now)
        except Exception:
            logger.exception("The sweep %s failed.", name)
            failed.append(name)
    return failed
