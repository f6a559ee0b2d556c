"""The ledger's list of calls: which were made, and how each was answered."""

from clicksendhub.sandbox.books import ACCEPTED, Wanted
from clicksendhub.sandbox.browse import Place, address, choices, cut, pager
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.ledger import CallEntry
from clicksendhub.sandbox.ledger_page import CALLS_PATH, tabs
from clicksendhub.sandbox.markup import Html, clock, fill, link, page, table
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag


def show_calls(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show which calls were made, and how each was answered."""
    trouble_only = request.query.get("only") == "trouble"
    calls = sandbox.calls.all()
    troubled = [call for call in calls if is_trouble(call)]
    place = Place.asked(request.query)
    leaf = cut(_beyond(troubled if trouble_only else calls, place), place)
    kept = {"only": "trouble"} if trouble_only else {}
    content = fill(
        "ledger",
        sentence="Every call to the API since the sandbox started, the latest first.",
        tabs=tabs(sandbox, Wanted(), current=CALLS_PATH),
        filters=choices(
            "Calls",
            [
                (CALLS_PATH, "All calls", not trouble_only, len(calls)),
                (
                    address(CALLS_PATH, {"only": "trouble"}),
                    "Errors and no answer",
                    trouble_only,
                    len(troubled),
                ),
            ],
        ),
        entries=table(_CALL_HEADS, map(_call, leaf.rows), none=_NO_CALL),
        pager=pager(leaf, CALLS_PATH, kept=kept, number=_call_number),
    )
    return page("Ledger: calls", content, path=ACCEPTED.path)


_CALL_HEADS = ("Time", "Method", "Path", "Answer", "Milliseconds", "Messages")
_NO_CALL = Html(
    '<p class="quiet">No call is noted. The list begins afresh when the sandbox '
    "starts.</p>"
)


def is_trouble(call: CallEntry) -> bool:
    """Tell whether a call was answered with an error, or not at all."""
    return call.status == 0 or call.status >= 400


def _beyond(calls: list[CallEntry], place: Place) -> list[CallEntry]:
    """Return the calls of a place in the order of reading."""
    if place.after:
        return [call for call in calls if _call_number(call) > place.after]
    newest_first = calls[::-1]
    if not place.before:
        return newest_first
    return [call for call in newest_first if _call_number(call) < place.before]


def _call_number(call: CallEntry) -> int:
    return int(call.id.rpartition("-")[2])


def _call(call: CallEntry) -> tuple[object, ...]:
    messages: object = call.messages
    if call.messages:
        messages = link(address(ACCEPTED.path, {"call": call.id}), str(call.messages))
    return (
        clock(call.at),
        call.method,
        Html(f"<code>{call.path}</code>"),
        tag(str(call.status) if call.status else "Not answered"),
        f"{call.milliseconds:.1f}",
        messages,
    )
