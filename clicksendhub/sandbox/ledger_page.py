"""The ledger's lists: what was accepted and, apart from it, what was refused."""

from dataclasses import replace
from sqlite3 import Row

from clicksendhub.sandbox import books
from clicksendhub.sandbox.books import ACCEPTED, CHANNELS, REFUSED, Book, Wanted
from clicksendhub.sandbox.browse import NEWEST, address, choices, pager
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import Html, clock, fill, link, page, table
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag, tag_of_entry

CALLS_PATH = "/ledger/calls"
SHOWN_CHARACTERS = 160


def show_accepted(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Show what was accepted, on every channel."""
    return _show(sandbox, ACCEPTED, Wanted.asked(request.query))


def show_refused(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Show what was refused, apart from what was accepted."""
    return _show(sandbox, REFUSED, Wanted.asked(request.query))


def _show(sandbox: Sandbox, book: Book, wanted: Wanted) -> Response:
    leaf = books.leaf(sandbox.store, book, wanted)
    shown = table(
        _HEADS[book.table],
        (_entry(book, row) for row in leaf.rows),
        none=_nothing(book, wanted),
    )
    content = fill(
        "ledger",
        sentence=book.sentence,
        tabs=tabs(sandbox, wanted, current=book.path),
        filters=_filters(sandbox, book, wanted),
        entries=shown,
        pager=pager(leaf, book.path, kept=wanted.kept, number=_number),
    )
    title = "Ledger" if book is ACCEPTED else "Ledger: refused"
    return page(title, content, path=ACCEPTED.path)


_HEADS = {
    "ledger": (
        *("No.", "Time", "Account", "Channel", "To", "Message"),
        *("Parts", "Price", "Status"),
    ),
    "rejected": ("No.", "Time", "Account", "Channel", "To", "Message", "Reason"),
}


def _entry(book: Book, row: Row) -> tuple[object, ...]:
    told = (
        row["number"],
        clock(row["at"]),
        row["username"],
        CHANNELS.get(row["channel"], row["channel"]),
        link(f"{book.path}/{row['number']}", row["recipient"] or "(no number)"),
        _short(row["body"]),
    )
    if book is REFUSED:
        return (*told, tag(row["status"]))
    return (*told, row["parts"], row["price"], tag_of_entry(row))


def _number(row: Row) -> int:
    number: int = row["number"]
    return number


def _short(words: str) -> str:
    if len(words) <= SHOWN_CHARACTERS:
        return words or "–"
    return f"{words[:SHOWN_CHARACTERS].rstrip()} …"


def _nothing(book: Book, wanted: Wanted) -> Html:
    if wanted.channel or wanted.call:
        everything = link(book.path, "Show all.")
        return Html(f'<p class="quiet">Nothing matches. {everything}</p>')
    if book is REFUSED:
        return Html('<p class="quiet">Nothing was refused.</p>')
    return Html(
        '<p class="quiet">Nothing was accepted yet. Send a message from the hub, and '
        "it stands here.</p>"
    )


def tabs(sandbox: Sandbox, wanted: Wanted, *, current: str) -> Html:
    """Return the links between the lists, each with its count."""
    links = [
        (
            address(book.path, wanted.kept),
            book.name,
            book.path == current,
            books.count(sandbox.store, book, wanted),
        )
        for book in (ACCEPTED, REFUSED)
    ]
    calls = len(sandbox.calls.all())
    links.append((CALLS_PATH, "Calls", current == CALLS_PATH, calls))
    return Html(f'<div class="tabs">{choices("Ledger", links)}</div>')


def _filters(sandbox: Sandbox, book: Book, wanted: Wanted) -> Html:
    counts = books.count_by_channel(sandbox.store, book, wanted)
    asked = replace(wanted, place=NEWEST)
    names = {"": "All channels", **CHANNELS}
    links = [
        (
            address(book.path, replace(asked, channel=channel).kept),
            name,
            channel == wanted.channel,
            counts.get(channel, 0) if channel else sum(counts.values()),
        )
        for channel, name in names.items()
    ]
    call = _of_one_call(book, wanted)
    return Html(f"{choices('Channel', links)}{call}")


def _of_one_call(book: Book, wanted: Wanted) -> str:
    if not wanted.call:
        return ""
    everything = link(address(book.path, {"channel": wanted.channel}), "Show all calls")
    return f"<p>Only the messages of one call. {everything}</p>"
