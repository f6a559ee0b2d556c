"""The file of an import while it is needed: where it lies, and its first rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage

from clicksendhub.consent.models import BlockImport
from clicksendhub.lib.tables import Layout, headings_of, sample_of

MOST_BYTES: Final = 20_000_000
"""A hundred thousand rows with long reasons; a list of numbers is far smaller."""
_SAMPLES: Final = 50


@dataclass(frozen=True, slots=True)
class Look:
    """The headings of a file and its first rows, to guess from and to show."""

    headings: list[str]
    samples: list[list[str]] = field(repr=False)


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """Where a stored file can be read; a copy where the storage is elsewhere."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        with _copied(name) as copy:
            yield copy
    else:
        yield path


@contextmanager
def _copied(name: str) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile() as copy, default_storage.open(name) as kept:
        for piece in kept.chunks():
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def look(path: Path, layout: Layout) -> Look:
    """Read the first rows. Raises ``tables.Unreadable``."""
    rows = sample_of(path, layout, most=_SAMPLES)
    return Look(headings_of(path, layout), [row.cells for row in rows])


def look_at(found: BlockImport) -> Look:
    """The first rows of an import. Raises ``tables.Unreadable``."""
    with on_disk(name_of(found)) as path:
        return look(path, layout_of(found))


def name_of(found: BlockImport) -> str:
    """The name of its file in the storage."""
    return found.file.name or ""


def layout_of(found: BlockImport) -> Layout:
    """How its file is read."""
    return Layout.from_json(found.layout)
