"""The sealed plan: rows as the check read them, packed so that damage is noticed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from contacts.values import COLUMNS, Details

_QUICKEST: Final = 1


class PlanBroken(Exception):
    """A piece of the plan cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One person to be put into the list, under the key that the check found."""

    row: int
    key: str = field(repr=False)
    details: Details = field(repr=False)


def columns_of(mapping: Sequence[str]) -> tuple[str, ...]:
    """What a plan for this mapping has to hold of a person."""
    wanted = set(mapping)
    if "number" in wanted:
        wanted |= {"number_kind", "number_raw"}
    return tuple(name for name in COLUMNS if name in wanted and name != "extra")


def pack(rows: Sequence[Planned], *, mapping: Sequence[str]) -> bytes:
    """Some rows as the content of a file."""
    columns = columns_of(mapping)
    lines = [
        [
            planned.row,
            planned.key,
            [getattr(planned.details, name) for name in columns],
            planned.details.extra,
        ]
        for planned in rows
    ]
    told = json.dumps([columns, lines], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(told.encode(), _QUICKEST)


def unpack(content: bytes, *, names: Mapping[str, str]) -> Iterator[Planned]:
    """The rows again; ``names`` gives fields made meanwhile. Raises PlanBroken."""
    try:
        columns, lines = json.loads(zlib.decompress(content))
    except (zlib.error, ValueError) as error:
        raise PlanBroken from error
    for row, key, values, extra in lines:
        known = dict(zip(columns, values, strict=True))
        own = {names.get(name, name): value for name, value in extra.items()}
        yield Planned(row, key, Details(**known, extra=own))
