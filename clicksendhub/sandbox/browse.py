"""Long lists, the newest first, a page at a time: its place and its links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Generic, TypeVar
from urllib.parse import urlencode

from clicksendhub.sandbox.markup import Html, join
from clicksendhub.sandbox.reading import read_id

ENTRIES = 50

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list begins: before or after an entry, else at the newest."""

    before: int = 0
    after: int = 0

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Place":
        """Return the place that an address asks for."""
        return cls(read_id(query.get("before", "")), read_id(query.get("after", "")))


NEWEST = Place()


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a list, the newest first."""

    rows: list[Row]
    has_newer: bool
    has_older: bool


def cut(found: list[Row], place: Place) -> Leaf[Row]:
    """Return the page of what was found, in the order of reading, one row too many."""
    has_more = len(found) > ENTRIES
    rows = found[:ENTRIES]
    if place.after:
        return Leaf(rows[::-1], has_newer=has_more, has_older=True)
    return Leaf(rows, has_newer=place.before > 0, has_older=has_more)


def address(path: str, query: Mapping[str, object]) -> str:
    """Return an address with the parts of its query that say something."""
    said = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(said)}" if said else path


def pager(
    leaf: Leaf[Row],
    path: str,
    *,
    kept: Mapping[str, object],
    number: Callable[[Row], int],
) -> Html:
    """Return the links to the pages beside this one, if there are any."""
    links = []
    if leaf.has_newer:
        first = number(leaf.rows[0]) if leaf.rows else 0
        links.append((address(path, kept), "Newest"))
        links.append((address(path, {**kept, "after": first}), "Newer"))
    if leaf.has_older and leaf.rows:
        last = number(leaf.rows[-1])
        links.append((address(path, {**kept, "before": last}), "Older"))
    if not links:
        return Html("")
    shown = join(f'<a href="{escape(where)}">{name}</a>' for where, name in links)
    return Html(f'<nav class="pager" aria-label="Pages">{shown}</nav>')


def choices(name: str, links: list[tuple[str, str, bool, int]]) -> Html:
    """Return a row of links of which one is chosen, each with its count."""
    shown = join(
        f'<a href="{escape(where)}"{" aria-current=true" if is_chosen else ""}>'
        f'{escape(word)} <span class="choices__count">{count:,}</span></a>'
        for where, word, is_chosen, count in links
    )
    return Html(f'<nav class="choices" aria-label="{escape(name)}">{shown}</nav>')
