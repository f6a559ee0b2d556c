"""Lists of rows as CSV files, kept under an address that nobody guesses."""

import csv
import io
import json
import re
import secrets
from typing import Any

from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import not_found
from clicksendhub.sandbox.state import Call, Sandbox

LONGEST_NAME = 100
UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def keep(call: Call, rows: list[dict[str, Any]]) -> str:
    """Keep rows as a file, named as the call asks, and return its address."""
    token, name = secrets.token_hex(16), _name(call.request.query.get("filename", ""))
    with call.sandbox.store.write() as db:
        db.execute(
            "INSERT INTO exports (token, name, content) VALUES (?, ?, ?)",
            (token, name, _as_csv(rows)),
        )
    host = call.request.headers.get("host", "localhost")
    return f"http://{host}/exports/{token}/{name}"


def _name(asked: str) -> str:
    stem = UNFIT.sub("-", asked.removesuffix(".csv"))[:LONGEST_NAME].strip(".-")
    return f"{stem or 'export'}.csv"


def _as_csv(rows: list[dict[str, Any]]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(
        {name: _as_cell(value) for name, value in row.items()} for row in rows
    )
    return written.getvalue()


def _as_cell(value: Any) -> Any:
    """Return what stands in one cell; what has parts of its own is JSON."""
    return json.dumps(value) if isinstance(value, (dict, list)) else value


def show(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show a file that was kept."""
    row = sandbox.store.row(
        "SELECT content FROM exports WHERE token=? AND name=?",
        (params["token"], params["name"]),
    )
    if row is None:
        return not_found()
    headers = {
        "Content-Disposition": f'attachment; filename="{params["name"]}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(200, row["content"].encode(), "text/csv; charset=utf-8", headers)
