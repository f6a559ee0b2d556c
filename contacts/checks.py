"""System checks of the contacts app."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

_ENGINE = "django.db.backends.sqlite3"


@register("hub")
def sqlite_knows_trigrams(**_: Any) -> list[CheckMessage]:
    """Without FTS5 and its trigrams a search reads every name there is."""
    if settings.DATABASES["default"]["ENGINE"] != _ENGINE or _knows_trigrams():
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} has no index for parts of words, so "
            "searches among many people are slow.",
            hint="Use a Python whose SQLite is 3.34 or later and has FTS5, or "
            "PostgreSQL by DATABASE_URL.",
            id="hub.W003",
        )
    ]


def _knows_trigrams() -> bool:
    link = sqlite3.connect(":memory:")
    try:
        link.execute("CREATE VIRTUAL TABLE probe USING fts5(a, tokenize='trigram')")
    except sqlite3.OperationalError:
        return False
    finally:
        link.close()
    return True
