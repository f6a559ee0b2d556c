"""The sandbox's pages but the phones: numbers with a fate, the ledger, the faults.

Plain HTML that works without a script.
"""

import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from clicksendhub.sandbox import documents, exports, ledger, magic, uploads
from clicksendhub.sandbox.control import switch_on
from clicksendhub.sandbox.faults import KINDS
from clicksendhub.sandbox.handset import show_phones, show_thread, take_answer
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import (
    HEADERS,
    Html,
    error_note,
    fill,
    join,
    not_found,
    page,
    redirect,
    table,
)
from clicksendhub.sandbox.routes import Routes
from clicksendhub.sandbox.state import Sandbox

ASSETS = Path(__file__).parent / "assets"
HUB_TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
SHOWN_ENTRIES = 100
CONTENT_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript"}

Showing = Callable[[Sandbox, Request, dict[str, str]], Response]


def _numbers(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    fates = table(("Ending", "Fate"), magic.table())
    tests = join(
        f'<li class="number">{number}</li>' for number in sorted(magic.TEST_NUMBERS)
    )
    content = fill("numbers", fates=fates, tests=Html(f"<ul>{tests}</ul>"))
    return page("Numbers", content, path="/numbers")


def _ledger(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    return _show_ledger(sandbox, error="")


def _show_ledger(sandbox: Sandbox, *, error: str) -> Response:
    accepted = sandbox.store.count("SELECT max(seq) FROM ledger")
    rejected = sandbox.store.count("SELECT max(id) FROM rejected")
    content = fill(
        "ledger",
        accepted_count=sandbox.store.count("SELECT count(*) FROM ledger"),
        accepted=_entries(
            ledger.accepted(sandbox.store, after=accepted - SHOWN_ENTRIES),
            ("seq", "at", "account", "to", "body", "parts", "price", "status"),
        ),
        rejected_count=sandbox.store.count("SELECT count(*) FROM rejected"),
        rejected=_entries(
            ledger.rejected(sandbox.store, after=rejected - SHOWN_ENTRIES),
            ("seq", "at", "account", "to", "body", "status"),
        ),
        faults=_faults_on(sandbox),
        switches=join(_switch(name) for name in KINDS),
        error=error_note(error),
    )
    return page(
        "Ledger and faults", content, path="/ledger", status=400 if error else 200
    )


_HEADS = {
    "seq": "No.",
    "at": "Time",
    "account": "Account",
    "to": "To",
    "body": "Text",
    "parts": "Parts",
    "price": "Price",
    "status": "Status",
}


def _entries(entries: list[dict[str, Any]], names: tuple[str, ...]) -> Html:
    for entry in entries:
        entry["at"] = time.strftime("%d %b, %H:%M:%S", time.localtime(entry["at"]))
    return table(
        tuple(_HEADS[name] for name in names),
        (tuple(entry[name] for name in names) for entry in reversed(entries)),
    )


def _faults_on(sandbox: Sandbox) -> Html:
    rows = []
    for fault in sandbox.faults.listed():
        left = "until switched off" if fault["left"] is None else fault["left"]
        off = Html(
            '<form method="post" action="/ledger">'
            f'<button name="off" value="{fault["id"]}">'
            f"Switch {escape(fault['kind'])} off</button></form>"
        )
        path = fault["path"] or "every path"
        rows.append((fault["kind"], path, left, fault["fired"], off))
    return table(("Fault", "Path", "Times left", "Struck", "Act"), rows)


def _switch(kind: str) -> str:
    known = KINDS[kind]
    fields = {"count": "", "share": "1", **known.options}
    inputs = join(
        f'<div><label for="{kind}-{name}">{name}</label>'
        f'<input id="{kind}-{name}" name="{name}" value="{escape(str(value))}"></div>'
        for name, value in fields.items()
        if not isinstance(value, list)
    )
    return fill("switch", kind=kind, meaning=known.meaning, inputs=inputs)


def _change_faults(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    form = request.form()
    try:
        if "off" in form:
            sandbox.faults.clear(int(form["off"]))
        else:
            switch_on(sandbox, {name: value for name, value in form.items() if value})
    except (ValueError, ArithmeticError) as problem:
        return _show_ledger(sandbox, error=f"No fault was changed: {problem}")
    return redirect("/ledger#faults")


def _asset(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    path = ASSETS / params["name"]
    if path.name == "tokens.css" and HUB_TOKENS.is_file():
        path = HUB_TOKENS
    if path.suffix not in CONTENT_TYPES or not path.is_file():
        return not_found()
    return Response(
        200,
        path.read_bytes(),
        CONTENT_TYPES[path.suffix],
        {"Cache-Control": "no-cache"},
    )


def _routes() -> Routes[Showing]:
    routes: Routes[Showing] = Routes()
    routes.add("GET", "/", show_phones)
    routes.add("GET", "/handset", show_phones)
    routes.add("GET", "/handset/{phone}", show_thread)
    routes.add("POST", "/handset/{phone}", take_answer)
    routes.add("GET", "/numbers", _numbers)
    routes.add("GET", "/ledger", _ledger)
    routes.add("POST", "/ledger", _change_faults)
    routes.add("GET", "/assets/{name}", _asset)
    routes.add("GET", "/documents/{id}", documents.show_file)
    routes.add("GET", "/documents/{id}/pages/{number}.png", documents.show_page)
    routes.add("GET", "/exports/{token}/{name}", exports.show)
    routes.add("GET", "/uploads/{name}", uploads.show)
    return routes


ROUTES = _routes()


def answer(sandbox: Sandbox, request: Request) -> Response:
    """Answer a page, a form of a page, or a file that pages use."""
    found = ROUTES.find(request.path.rstrip("/") or "/")
    if found is None:
        return not_found()
    route, params = found
    method = "GET" if request.method == "HEAD" else request.method
    showing = route.methods.get(method)
    if showing is None:
        return Response(405, b"Not here.", "text/plain", dict(HEADERS))
    return showing(sandbox, request, params)
