"""The index of three-letter pieces that makes a search for part of a word fast.

SQLite: an FTS5 table without a copy of the text, kept by triggers. Django remakes a
table to alter it there, which drops its triggers: `mend` runs after every migration.
PostgreSQL: pg_trgm with a GIN index, which the database keeps by itself.
Figures and what was considered: docs/decisions/021-search-by-trigrams.md.
"""

from __future__ import annotations

from typing import Final

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

TABLE: Final = "contacts_trigrams"
MIGRATION: Final = ("contacts", "0002_search")
LENGTH: Final = 3
BEGINNING: Final = "  "
_PEOPLE: Final = "contacts_contact"
# What is indexed: words begin after two spaces, so that one letter is a piece as well.
# The same expression everywhere: an entry is only removed by the text that made it.
_TEXT: Final = "'  ' || replace(replace({row}.search, char(10), ' '), ' ', '  ')"
_OLD, _NEW = _TEXT.format(row="old"), _TEXT.format(row="new")
_FORGET: Final = (
    f"INSERT INTO {TABLE}({TABLE}, rowid, found) VALUES ('delete', old.id, {_OLD});"  # noqa: S608
)
_LEARN: Final = f"INSERT INTO {TABLE}(rowid, found) VALUES (new.id, {_NEW});"  # noqa: S608
_TRIGGERS: Final = {
    f"{TABLE}_insert": f"AFTER INSERT ON {_PEOPLE} BEGIN {_LEARN} END",
    f"{TABLE}_delete": f"AFTER DELETE ON {_PEOPLE} BEGIN {_FORGET} END",
    f"{TABLE}_update": f"AFTER UPDATE OF search ON {_PEOPLE} "
    f"WHEN old.search IS NOT new.search BEGIN {_FORGET} {_LEARN} END",
}
_OPTIONS: Final = (
    "content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1'"
)
_PROBE: Final = "temp.contacts_trigrams_probe"


def can_keep(database: BaseDatabaseWrapper) -> bool:
    """True unless this SQLite was built without FTS5, or before it knew trigrams."""
    if database.vendor != "sqlite":
        return True
    with database.cursor() as cursor:
        try:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {_PROBE} USING fts5(found, tokenize='trigram')"
            )
        except OperationalError:
            return False
        cursor.execute(f"DROP TABLE {_PROBE}")
    return True


def is_kept(database: BaseDatabaseWrapper) -> bool:
    """True where the index is there and follows every change."""
    if database.vendor != "sqlite":
        return True
    return _standing(database) == {TABLE, *_TRIGGERS}


def create(database: BaseDatabaseWrapper) -> None:
    """Make the index of SQLite anew from the people who are there."""
    drop(database)
    with database.cursor() as cursor:
        cursor.execute(f"CREATE VIRTUAL TABLE {TABLE} USING fts5(found, {_OPTIONS})")
        text = _TEXT.format(row="people")
        cursor.execute(
            f"INSERT INTO {TABLE}(rowid, found) SELECT id, {text} FROM {_PEOPLE} people"  # noqa: S608
        )
        for name, body in _TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER {name} {body}")


def drop(database: BaseDatabaseWrapper) -> None:
    """Take the index of SQLite away; searches then look through every row."""
    with database.cursor() as cursor:
        for name in _TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        if TABLE in _standing(database):
            cursor.execute(f"DROP TABLE {TABLE}")


def mend(*, using: str, **_: object) -> None:
    """After a migration: bring back what it took; without FTS5, get out of the way."""
    database = connections[using]
    if database.vendor != "sqlite" or not _is_wanted(database):
        return
    if not can_keep(database):
        _drop_triggers(database)
    elif not is_kept(database):
        create(database)


def pattern_of(fragments: list[str]) -> str:
    """What MATCH is asked for: every piece of three letters of every fragment."""
    pieces = {
        fragment[start : start + LENGTH]
        for fragment in fragments
        for start in range(len(fragment) - LENGTH + 1)
    }
    return " ".join('"' + piece.replace('"', '""') + '"' for piece in sorted(pieces))


def _standing(database: BaseDatabaseWrapper) -> set[str]:
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE name = %s OR name LIKE %s",
            [TABLE, f"{TABLE}_%"],
        )
        names = {name for (name,) in cursor.fetchall()}
    return names & {TABLE, *_TRIGGERS}


def _drop_triggers(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        for name in _TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _is_wanted(database: BaseDatabaseWrapper) -> bool:
    return MIGRATION in MigrationRecorder(database).applied_migrations()
