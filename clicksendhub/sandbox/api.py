"""The API below /v3: finds the call, applies faults, checks the key, answers."""

import itertools
import math
import time
from collections.abc import Callable
from email.utils import formatdate

from clicksendhub.sandbox import (
    alpha_tags,
    cancelling,
    contacts,
    countries,
    delivery_issues,
    fax,
    history_rows,
    imports,
    inbound,
    letters,
    list_cleaning,
    lists,
    mms,
    numbers,
    own_numbers,
    postcards,
    receipt_calls,
    return_addresses,
    rules,
    search,
    sms,
    sms_templates,
    spoil,
    subaccounts,
    transactions,
    uploads,
    usage,
    verifications,
    voice,
)
from clicksendhub.sandbox.account_view import describe
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import (
    Answer,
    Refused,
    forbidden,
    not_found,
    too_many,
    unauthorized,
    wrong_method,
)
from clicksendhub.sandbox.faults import Fault
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.ledger import CallEntry
from clicksendhub.sandbox.routes import Route, Routes
from clicksendhub.sandbox.state import Answering, Call, Calls, Sandbox

BASE = "/v3"
SHOWN_LIMIT = 600
PUBLIC = frozenset({"/countries"})
NOBODY = Account(0, "", "")


def _account(call: Call) -> Answer:
    answer = describe(call.account, call.sandbox.accounts.balance(call.account))
    answer.headers |= _rate_headers(call.sandbox, "/account")
    return answer


# Each part of the API lists its calls; where two templates fit, the earlier one wins.
OWN_CALLS: Calls = (("GET", "/account", _account),)
PARTS = (
    OWN_CALLS,
    sms.CALLS,
    sms_templates.CALLS,
    mms.CALLS,
    voice.CALLS,
    cancelling.CALLS,
    history_rows.CALLS,
    receipt_calls.CALLS,
    fax.CALLS,
    inbound.CALLS,
    rules.CALLS,
    list_cleaning.CALLS,
    lists.CALLS,
    contacts.CALLS,
    imports.CALLS,
    search.CALLS,
    uploads.CALLS,
    letters.CALLS,
    postcards.CALLS,
    return_addresses.CALLS,
    alpha_tags.CALLS,
    countries.CALLS,
    delivery_issues.CALLS,
    numbers.CALLS,
    own_numbers.CALLS,
    transactions.CALLS,
    usage.CALLS,
    verifications.CALLS,
    subaccounts.CALLS,
)


def _routes() -> Routes[Answering]:
    routes: Routes[Answering] = Routes()
    for part in PARTS:
        for method, template, answering in part:
            routes.add(method, template, answering)
    return routes


ROUTES = _routes()


def answer(sandbox: Sandbox, request: Request) -> Response:
    """Answer one call to the API."""
    started = time.perf_counter()
    path = request.path.removeprefix(BASE).rstrip("/") or "/"
    found = ROUTES.find(path)
    # A path that nobody knows may hold anything, so the log does not keep it.
    template = found[0].template if found else "(unknown)"
    entry = sandbox.calls.begin(request.method, template)
    response = _respond(sandbox, request, path=path, found=found, entry=entry)
    is_silent = response.hold_seconds is not None or response.reset
    entry.status = 0 if is_silent else response.status
    entry.milliseconds = (time.perf_counter() - started) * 1000
    return response


def _respond(
    sandbox: Sandbox,
    request: Request,
    *,
    path: str,
    found: tuple[Route[Answering], dict[str, str]] | None,
    entry: CallEntry,
) -> Response:
    early = _before(sandbox, path, entry)
    if early is not None:
        return early
    try:
        answered = _dispatch(sandbox, request, found, entry)
    except Refused as refusal:
        answered = refusal.answer
    limit = sandbox.faults.standing("rate_limit", path)
    if limit:
        answered.headers |= _rate_headers(sandbox, path)
    return spoil.spoil(answered, sandbox.faults.strike("after", path))


def _dispatch(
    sandbox: Sandbox,
    request: Request,
    found: tuple[Route[Answering], dict[str, str]] | None,
    entry: CallEntry,
) -> Answer:
    is_public = found is not None and found[0].template in PUBLIC
    account = (
        NOBODY
        if is_public
        else sandbox.accounts.identify(request.headers.get("authorization", ""))
    )
    if found is None:
        raise not_found("The requested resource was not found.")
    route, params = found
    answering = route.methods.get(request.method)
    if answering is None:
        raise wrong_method()
    return answering(Call(sandbox, account, request, params, entry))


def _before(sandbox: Sandbox, path: str, entry: CallEntry) -> Response | None:
    limited = _limited(sandbox, path, entry)
    if limited is not None:
        return limited.answer.response()
    for fault in sandbox.faults.strike("before", path):
        if fault.kind.name == "hang_before":
            return Response(200, hold_seconds=float(fault.options["seconds"]))
        return _EARLY[fault.kind.name](fault).answer.response()
    return None


def _too_many(fault: Fault) -> Refused:
    given = fault.options["retry_after"]
    if given in (None, "none"):
        return too_many({})
    if given == "garbage":
        return too_many({"Retry-After": "soon, probably"})
    text = str(given)
    if text.startswith("date"):
        # `date` alone means two seconds from now, `date:30` thirty.
        seconds = float(text.partition(":")[2] or 2)
        return too_many({"Retry-After": formatdate(time.time() + seconds, usegmt=True)})
    return too_many(
        {
            "Retry-After": text,
            "ratelimit-reset": text,
            "x-ratelimit-limit": "20",
            "x-ratelimit-remaining": "0",
        }
    )


def _server_error(status: int) -> Refused:
    code = "INTERNAL_SERVER_ERROR" if status >= 500 else "BAD_REQUEST"
    return Refused(Answer(status, code, "Something is wrong.", None))


_EARLY: dict[str, Callable[[Fault], Refused]] = {
    "too_many": _too_many,
    "error_before": lambda fault: _server_error(int(fault.options["status"])),
    "history_down": lambda fault: _server_error(500),
    "unauthorized": lambda fault: unauthorized(),
    "forbidden": lambda fault: forbidden(),
}


def _limited(sandbox: Sandbox, path: str, entry: CallEntry) -> Refused | None:
    fault = sandbox.faults.standing("rate_limit", path)
    if fault is None:
        return None
    seconds, calls = float(fault.options["seconds"]), int(fault.options["calls"])
    # The window counts what arrived before and was let through: a refused call
    # costs nothing.
    recent = iter(sandbox.calls.since(entry.at - seconds))
    earlier = itertools.dropwhile(lambda other: other is not entry, recent)
    counted = [
        other
        for other in itertools.islice(earlier, 1, None)
        if other.status != 429 and fault.matches(other.path)
    ]
    if len(counted) < calls:
        return None
    fault.fired += 1
    entry.status = 429
    wait = math.ceil(counted[calls - 1].at + seconds - entry.at)
    return too_many(
        {
            "Retry-After": str(max(wait, 1)),
            "ratelimit-reset": str(max(wait, 1)),
            "x-ratelimit-limit": str(calls),
            "x-ratelimit-remaining": "0",
        }
    )


def _rate_headers(sandbox: Sandbox, path: str) -> dict[str, str]:
    fault = sandbox.faults.standing("rate_limit", path)
    calls = int(fault.options["calls"]) if fault else SHOWN_LIMIT
    seconds = float(fault.options["seconds"]) if fault else 60.0
    used = sum(
        1
        for entry in sandbox.calls.since(time.time() - seconds)
        if entry.status != 429
        and (fault.matches(entry.path) if fault else entry.path == path)
    )
    return {
        "x-ratelimit-limit": str(calls),
        "x-ratelimit-remaining": str(max(calls - used, 0)),
    }
