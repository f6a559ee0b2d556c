"""Prints the coverage table as the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.markdown import DOCS

from .actions import ACTIONS
from .table import TEST, TEST_FILE, Action, In, Out

PAGE = DOCS / "reference" / "api-coverage.md"
TABLE_FILE = "tests/api_coverage/test_table.py"
INTRODUCTION = f"""\
# API coverage

<!-- Written by `python docs/api_coverage.py`; the table is in `tests/api_coverage`. -->

ClickSend's connector for Power Automate has 14 actions and one trigger. The hub's
client makes each of them, with every field that goes in and every field that comes
out. Each row of this page names a field, what it is called in the client, the call of
the [sandbox](sandbox.md) that answers, with the place where the sandbox keeps what it
was given, and the test that proves the row.

Each test drives the client against a running sandbox over HTTP. A field in is proved
when the sandbox holds what the client was given; a field out when the client tells what
the answer on the wire says, and at least one row of it is not empty. The tests stand in
[`{TEST_FILE}`](../../{TEST_FILE});
[`{TABLE_FILE}`](../../{TABLE_FILE}) compares this page with
the table, and the table with the client and the sandbox. `sms.send` in the tables is
`client.sms.send(…)`, `Sms.to` the field of a value that goes in or comes out.

`custom_string` always carries our own reference: by it a send is found again when its
answer is lost. The reference that a person types is a column of the hub, and is never
sent.

The client reads the wrapper of every answer (`http_code`, `response_code`,
`response_msg`) before anything else. A call that went wrong raises an error with
`status`, `code` and `detail`; of a call that went well the caller gets the rest.
"""


def written_page() -> str:
    """The whole page as it has to be."""
    parts = [INTRODUCTION, _summary(), *map(_section, ACTIONS)]
    return "\n".join(parts)


def _summary() -> str:
    rows = (
        (
            f"[{action.name}](#{action.slug})",
            f"`{action.call}`",
            f"`{action.client}`",
            str(len(action.ins)),
            str(len(action.outs)),
        )
        for action in ACTIONS
    )
    heads = ("Action", "Call", "Client", "Fields in", "Fields out")
    return _table(heads, rows)


def _section(action: Action) -> str:
    note = f"{action.note}\n\n" if action.note else ""
    ins = _table(
        ("Field in", "Client", "Sandbox", "Kept in", "Test"),
        (_in_row(action, row) for row in action.ins),
    )
    outs = _table(
        ("Field out", "Client", "Sandbox", "Test"),
        (_out_row(action, row) for row in action.outs),
    )
    return f"## {action.name}\n\n{note}{ins}\n{outs}"


def _in_row(action: Action, row: In) -> tuple[str, ...]:
    return (
        _field(row.name, row.note),
        f"`{row.client}`",
        _sandbox_path(action),
        _place(row.kept),
        _proof(action),
    )


def _out_row(action: Action, row: Out) -> tuple[str, ...]:
    path = "pushed to the address" if row.name.startswith("push.") else None
    return (
        _field(row.name.removeprefix("push."), row.note),
        f"`{row.client}`",
        path or _sandbox_path(action),
        _proof(action),
    )


def _field(name: str, note: str) -> str:
    return f"`{name}` ({note})" if note else f"`{name}`"


def _place(kept: str) -> str:
    if kept.startswith("no "):
        return f"not in `{kept.removeprefix('no ')}`"
    if kept.startswith("answer."):
        return f"answer: `{kept.removeprefix('answer.')}`"
    return f"`{kept}`"


def _sandbox_path(action: Action) -> str:
    method, _, path = action.call.partition(" ")
    return f"`{method} /v3{path}`"


def _proof(action: Action) -> str:
    return f"`{TEST}[{action.slug}]`"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
