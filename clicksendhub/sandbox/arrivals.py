"""Calls and faxes as they arrived: looked up for the pages of their receivers."""

import json
import time
from collections.abc import Iterable
from html import escape
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.markup import Html, clock, join
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag_of_entry

SHOWN = 50
# What was cancelled never arrived.
_ARRIVED = "FROM ledger WHERE channel=? AND schedule <= ? AND status <> 'Cancelled'"


def latest(sandbox: Sandbox, channel: str) -> list[Row]:
    """Return what arrived, the latest first."""
    return sandbox.store.rows(
        f"SELECT * {_ARRIVED} ORDER BY seq DESC LIMIT ?",
        (channel, time.time(), SHOWN),
    )


def arrived(sandbox: Sandbox, channel: str, number: str) -> Row | None:
    """Return one arrival by the number of its ledger entry."""
    return sandbox.store.row(
        f"SELECT * {_ARRIVED} AND seq=?",
        (channel, time.time(), read_id(number)),
    )


def details_of(row: Row) -> dict[str, Any]:
    """Return what only its channel knows of an arrival."""
    details: dict[str, Any] = json.loads(row["details"])
    return details


def entry(row: Row, *, where: str, words: str, note: str) -> str:
    """Return one line of a list of arrivals."""
    return (
        f'<li><div class="phones__head"><a class="number" href="{where}">'
        f'{escape(row["recipient"])}</a><span class="quiet small">'
        f"{clock(row['schedule'])}</span></div>"
        f'<p class="quiet">{escape(words)}</p>'
        f'<p class="phones__note small">{tag_of_entry(row)} {escape(note)}</p></li>'
    )


def listed(lines: Iterable[str], *, none: str) -> Html:
    """Return a list of arrivals, or the sentence that says there are none."""
    joined = join(lines)
    return Html(f'<ol class="phones">{joined}</ol>' if joined else f"<p>{none}</p>")


def facts(pairs: Iterable[tuple[str, object]]) -> Html:
    """Return what is known of an arrival, each under its name."""
    shown = join(
        f"<div><dt>{name}</dt><dd>"
        f"{value if isinstance(value, Html) else escape(str(value))}</dd></div>"
        for name, value in pairs
    )
    return Html(f'<dl class="facts">{shown}</dl>')
