"""Which page is whose, the numbers with a fate, and the files that pages use.

Plain HTML that works without a script.
"""

from collections.abc import Callable
from pathlib import Path

from clicksendhub.sandbox import documents, exports, magic, uploads
from clicksendhub.sandbox.calls_page import show_calls
from clicksendhub.sandbox.entry_page import show_accepted_entry, show_refused_entry
from clicksendhub.sandbox.faults_page import change_faults, show_faults
from clicksendhub.sandbox.fax_tray import show_fax, show_tray
from clicksendhub.sandbox.handset import show_phones, show_thread, take_answer
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.ledger_page import show_accepted, show_refused
from clicksendhub.sandbox.mailbox import show_mailbox, show_piece
from clicksendhub.sandbox.markup import (
    HEADERS,
    Html,
    fill,
    join,
    not_found,
    page,
    table,
)
from clicksendhub.sandbox.routes import Routes
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.voicemail import show_call, show_voicemail, take_keys

ASSETS = Path(__file__).parent / "assets"
HUB_TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
CONTENT_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript"}

Showing = Callable[[Sandbox, Request, dict[str, str]], Response]


def _numbers(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    fates = table(("Ending", "Fate"), magic.table())
    content = fill(
        "numbers",
        fates=fates,
        tests=_listed(magic.TEST_NUMBERS),
        fax_tests=_listed(magic.FAX_TEST_NUMBERS),
    )
    return page("Numbers", content, path="/numbers")


def _listed(numbers: frozenset[str]) -> Html:
    entries = join(f'<li class="number">{number}</li>' for number in sorted(numbers))
    return Html(f"<ul>{entries}</ul>")


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
    routes.add("GET", "/voicemail", show_voicemail)
    routes.add("GET", "/voicemail/{call}", show_call)
    routes.add("POST", "/voicemail/{call}", take_keys)
    routes.add("GET", "/faxes", show_tray)
    routes.add("GET", "/faxes/{fax}", show_fax)
    routes.add("GET", "/mailbox", show_mailbox)
    routes.add("GET", "/mailbox/{piece}", show_piece)
    routes.add("GET", "/numbers", _numbers)
    routes.add("GET", "/ledger", show_accepted)
    routes.add("GET", "/ledger/calls", show_calls)
    routes.add("GET", "/ledger/refused", show_refused)
    routes.add("GET", "/ledger/refused/{number}", show_refused_entry)
    routes.add("GET", "/ledger/{number}", show_accepted_entry)
    routes.add("GET", "/faults", show_faults)
    routes.add("POST", "/faults", change_faults)
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
