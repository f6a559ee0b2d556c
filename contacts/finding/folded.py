"""Text as a search compares it, made by the database: for filters on one field."""

from __future__ import annotations

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField

from contacts.folding import APOSTROPHES, LETTERS, fold

_ON_SQLITE: Final = "hub_fold"


class Folded(Func):
    """A text as ``fold`` makes it; PostgreSQL has words of its own for that."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function=_ON_SQLITE, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template=_ON_POSTGRESQL, **extra)


def teach(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give a new connection to SQLite the function that folds."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            _ON_SQLITE, 1, _folded, deterministic=True
        )


def _folded(text: object) -> str | None:
    return None if text is None else fold(str(text))


def _on_postgresql() -> str:
    """Step by step as ``fold`` does it: apart, bare, together, spaced."""
    dropped = "".join(map(chr, APOSTROPHES)).replace("'", "''")
    single = {chr(code): to for code, to in LETTERS.items() if len(to) == 1}
    longer = {chr(code): to for code, to in LETTERS.items() if len(to) > 1}
    words = "lower(regexp_replace(normalize(%(expressions)s, NFKD), {marks}, '', 'g'))"
    words = words.format(marks="'[\u0300-\u036f]'")
    known, plain = "".join(single), "".join(single.values())
    words = f"translate({words}, '{known}{dropped}', '{plain}')"
    for letter, letters in (longer | {"ß": "ss"}).items():
        words = f"replace({words}, '{letter}', '{letters}')"
    return rf"btrim(regexp_replace(normalize({words}, NFKC), '\s+', ' ', 'g'))"


_ON_POSTGRESQL: Final = _on_postgresql()
