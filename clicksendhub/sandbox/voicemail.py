"""The voicemail: every spoken text that was heard, and the keys to answer it."""

from sqlite3 import Row

from clicksendhub.sandbox import keypress
from clicksendhub.sandbox.arrivals import (
    arrived,
    details_of,
    entry,
    facts,
    latest,
    listed,
)
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import (
    Html,
    clock,
    error_note,
    fill,
    join,
    not_found,
    page,
    redirect,
)
from clicksendhub.sandbox.press import CannotPress, press
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag_of_entry
from clicksendhub.sandbox.voice import LANGUAGES

PATH = "/voicemail"
KEYPAD = "123456789*0#"
NONE = "No call has been made yet. Each spoken text that the API takes comes here."


def show_voicemail(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Show the calls, the latest first."""
    calls = listed((_line(row) for row in latest(sandbox, "voice")), none=NONE)
    return page("Voicemail", fill("voicemail", calls=calls), path=PATH)


def _line(row: Row) -> str:
    where = f"{PATH}/{row['seq']}"
    return entry(row, where=where, words=row["body"], note=_answer(row))


def _answer(row: Row) -> str:
    keys = keypress.pressed_in(row)
    if keys:
        return f"Key pressed: {keys}"
    return "Asks for a key" if keypress.is_asked_for(row) else ""


def show_call(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show one call: what was said, in which voice, and the keys."""
    return _show_call(sandbox, params["call"], error="")


def _show_call(sandbox: Sandbox, number: str, *, error: str) -> Response:
    row = arrived(sandbox, "voice", number)
    if row is None:
        return not_found()
    details = details_of(row)
    content = fill(
        "call",
        # Enough for a screen reader to choose its own voice.
        language=details["lang"].partition("-")[0],
        words=row["body"],
        facts=_facts(row),
        keys=_keys(row),
        error=error_note(error),
    )
    title = f"Call to {row['recipient']}"
    return page(title, content, path=PATH, status=400 if error else 200)


def _facts(row: Row) -> Html:
    details = details_of(row)
    machine = "An answering machine" if details["machine_detected"] else "A person"
    return facts(
        [
            ("Status", tag_of_entry(row)),
            ("Time", clock(row["schedule"])),
            ("Number", row["recipient"]),
            ("From", row["sender"]),
            ("Language", f"{details['lang']}, {LANGUAGES[details['lang']][0]}"),
            ("Voice", details["voice"]),
            ("Answered by", "Nobody" if row["status"] == "Failed" else machine),
            ("Key pressed", keypress.pressed_in(row) or "–"),
        ]
    )


def _keys(row: Row) -> Html:
    if not keypress.is_asked_for(row):
        return Html('<p class="quiet">This call did not ask for a key.</p>')
    if row["status"] == "Failed" or keypress.pressed_in(row):
        return Html("")
    buttons = join(
        f'<button name="keys" value="{key}">{key}</button>' for key in KEYPAD
    )
    return fill("keypad", path=f"{PATH}/{row['seq']}", buttons=Html(buttons))


def take_keys(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Take the key that was pressed on the page of a call."""
    number = params["call"]
    row = arrived(sandbox, "voice", number)
    if row is None:
        return not_found()
    try:
        keys = request.form().get("keys", "").strip()
        press(sandbox, message_id=row["message_id"], keys=keys)
    except CannotPress as problem:
        return _show_call(sandbox, number, error=str(problem))
    return redirect(f"{PATH}/{number}")
