"""One entry of the ledger: all that is known of a message, and what came of it."""

import json
import time
from html import escape
from sqlite3 import Row

from clicksendhub.sandbox import books, outcome
from clicksendhub.sandbox.books import ACCEPTED, CHANNELS, REFUSED, Book
from clicksendhub.sandbox.browse import address
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import (
    Html,
    fill,
    join,
    link,
    not_found,
    page,
)
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag, tag_of_entry

# Where a message can be seen as the one who gets it would, by its entry's number.
PLACES = {
    "sms": ("/handset/{}", "Open its phone"),
    "mms": ("/handset/{}", "Open its phone"),
    "voice": ("/voicemail/{}", "Open the call"),
    "fax": ("/faxes/{}", "Open the fax"),
    "letter": ("/mailbox/{}", "Open the letter"),
    "postcard": ("/mailbox/{}", "Open the postcard"),
}


def show_accepted_entry(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Show one message that was accepted."""
    return _show(sandbox, ACCEPTED, read_id(params["number"]))


def show_refused_entry(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Show one message that was refused."""
    return _show(sandbox, REFUSED, read_id(params["number"]))


def _show(sandbox: Sandbox, book: Book, number: int) -> Response:
    row = books.entry(sandbox.store, book, number)
    if row is None:
        return not_found()
    content = fill(
        "entry",
        around=_around(sandbox, book, number),
        words=_words(row),
        facts=_facts(book, row),
        outcome=_outcome(sandbox, row) if book is ACCEPTED else "",
    )
    return page(f"{book.entry} {number}", content, path=ACCEPTED.path)


def _around(sandbox: Sandbox, book: Book, number: int) -> Html:
    newer, older = books.beside(sandbox.store, book, number)
    links = [link(book.path, f"All {book.name.lower()}")]
    if newer:
        links.append(link(f"{book.path}/{newer}", "Newer"))
    if older:
        links.append(link(f"{book.path}/{older}", "Older"))
    return join(links)


def _words(row: Row) -> Html:
    if not row["body"]:
        return Html('<p class="quiet">It has no words of its own.</p>')
    return Html(f'<p class="words">{escape(row["body"])}</p>')


def _standing(book: Book, row: Row) -> tuple[str, Html]:
    if book is ACCEPTED:
        return "Status", tag_of_entry(row)
    return "Reason", tag(row["status"])


def _facts(book: Book, row: Row) -> Html:
    """Return every field of an entry under the name that a person would give it."""
    channel = row["channel"]
    common: list[tuple[str, object]] = [
        ("Channel", CHANNELS.get(channel, channel)),
        _standing(book, row),
        ("Came in", full_clock(row["at"])),
        ("Account", row["username"]),
        ("To", row["recipient"]),
        ("From", row["sender"]),
        ("Reference", row["reference"]),
        ("Message id", row["message_id"]),
        ("Call", link(address(book.path, {"call": row["call"]}), row["call"])),
    ]
    if book is ACCEPTED:
        common += _facts_of_accepted(row)
    shown = join(
        f"<div><dt>{name}</dt><dd>{_value(value)}</dd></div>" for name, value in common
    )
    return Html(f'<dl class="facts">{shown}</dl>')


def _facts_of_accepted(row: Row) -> list[tuple[str, object]]:
    due = full_clock(row["due_at"]) if row["due_at"] else "nothing more is due"
    return [
        ("Scheduled for", full_clock(row["schedule"])),
        ("Parts", row["parts"]),
        ("Price", row["price"]),
        ("Country", row["country"]),
        ("Carrier", row["carrier"]),
        ("From email", row["from_email"]),
        ("Status code", row["status_code"]),
        ("Status text", row["status_text"]),
        ("Error code", row["error_code"]),
        ("Error text", row["error_text"]),
        ("Fate", row["fate"]),
        ("Steps done", row["step"]),
        ("Next step", due),
    ]


def _value(value: object) -> str:
    if isinstance(value, Html):
        return value
    return escape(str(value)) if value not in (None, "") else "–"


def full_clock(moment: float) -> str:
    """Return a moment with its year and its zone."""
    return time.strftime("%d %b %Y, %H:%M:%S %Z", time.localtime(moment))


def _outcome(sandbox: Sandbox, row: Row) -> Html:
    return fill(
        "outcome",
        places=_places(row),
        receipts=outcome.receipts(sandbox, row),
        replies=outcome.replies(sandbox, row),
        pushes=outcome.pushes(sandbox, row),
        details=_details(row["details"]),
    )


def _places(row: Row) -> Html:
    """Return the links to where it arrived, once it has, and to its files."""
    links = []
    has_arrived = row["schedule"] <= time.time() and row["status"] != "Cancelled"
    if has_arrived and row["channel"] in PLACES:
        where, name = PLACES[row["channel"]]
        links.append(link(where.format(row["seq"]), name))
    links += [
        link(
            f"/documents/{document}",
            "Open the file" if number == 1 else f"Open file {number}",
        )
        for number, document in enumerate(_documents(row["details"]), 1)
    ]
    return Html(f'<p class="pager">{join(links)}</p>') if links else Html("")


def _documents(raw: str) -> list[int]:
    details = json.loads(raw)
    single, several = details.get("document"), details.get("documents")
    # A channel may name its only file in both ways.
    return list(dict.fromkeys([*([single] if single else ()), *(several or ())]))


def _details(raw: str) -> Html:
    try:
        text = json.dumps(json.loads(raw), indent=2, ensure_ascii=False)
    except ValueError:
        text = raw
    if text in ("{}", ""):
        return Html('<p class="quiet">This channel keeps nothing of its own.</p>')
    return Html(f'<pre class="raw">{escape(text)}</pre>')
