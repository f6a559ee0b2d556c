"""A sheet is written out once as plain rows, so that a check can go on in its middle.

It is opened as a whole, which takes a minute where it is large, before its first
row is there. The rows lie in the storage in parts of so many each, one JSON line a row;
the last part has fewer. What they go by is written to the import once all are there:
parts without it are of a worker that died.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from itertools import islice
from typing import Final

from clicksendhub.lib import tables
from contacts.models import Import
from contacts.services.imports_files import (
    forget_rows,
    keep_rows,
    local_file,
    read_rows,
)
from contacts.services.imports_rows import rows_in

ROWS: Final = 10_000
"""Rows of a part: a second of work, a megabyte or two before it is compressed."""
_QUICKLY: Final = 1


def write_out(
    found: Import, layout: tables.Layout, *, waiting: Callable[[], None]
) -> str:
    """Write all rows out; what they go by. ``waiting`` is called every few seconds.

    Raises FileGone, tables.Unreadable or what ``waiting`` raises, and keeps nothing.
    """
    forget_rows(found)
    name = f"{ROWS}-{secrets.token_hex(8)}"
    try:
        _write(found, layout, name, waiting)
    except Exception:
        forget_rows(found, name)
        raise
    return name


def plain_rows(found: Import, *, skip: int) -> Generator[tables.Row]:
    """The rows behind so many. Raises FileGone."""
    size = int(found.plain.partition("-")[0])
    number, passed = divmod(skip, size)
    while True:
        rows = _unpack(read_rows(found, found.plain, number))
        yield from rows[passed:]
        if len(rows) < size:
            return
        number, passed = number + 1, 0


def _write(
    found: Import, layout: tables.Layout, name: str, waiting: Callable[[], None]
) -> None:
    with (
        local_file(found) as path,
        closing(rows_in(path, layout, waiting=waiting)) as rows,
    ):
        number, is_last = 0, False
        while not is_last:
            some = list(islice(rows, ROWS))
            keep_rows(found, name, number, _pack(some))
            waiting()
            number, is_last = number + 1, len(some) < ROWS


def _pack(rows: Sequence[tables.Row]) -> bytes:
    return zlib.compress("\n".join(map(json.dumps, rows)).encode(), _QUICKLY)


def _unpack(content: bytes) -> list[tables.Row]:
    lines = zlib.decompress(content).decode().splitlines()
    return [tables.Row(*json.loads(line)) for line in lines]
