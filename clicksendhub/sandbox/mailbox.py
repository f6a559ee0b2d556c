"""The mailbox: every letter and postcard as it would arrive, and all of its pages."""

import time
from collections.abc import Iterator
from html import escape
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.addresses import Address
from clicksendhub.sandbox.arrivals import details_of, facts
from clicksendhub.sandbox.documents import page_count
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import Html, clock, fill, join, not_found, page
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag_of_entry

PATH = "/mailbox"
SHOWN_PIECES, SHOWN_PAGES = 30, 50
NONE = "The mailbox is empty. Each letter and postcard that the API takes comes here."
SIDES = ("Front", "Back")
# What was cancelled never arrives.
_ARRIVED = (
    "FROM ledger WHERE channel IN ('letter', 'postcard') AND schedule <= ? "
    "AND status <> 'Cancelled'"
)


def show_mailbox(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Show the pieces of post, the latest first."""
    rows = sandbox.store.rows(
        f"SELECT * {_ARRIVED} ORDER BY seq DESC LIMIT ?", (time.time(), SHOWN_PIECES)
    )
    pieces = join(_card(row) for row in rows)
    content = Html(f'<ol class="mailbox">{pieces}</ol>' if rows else f"<p>{NONE}</p>")
    return page("Mailbox", fill("mailbox", pieces=content), path=PATH)


def show_piece(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show one piece with all of its pages."""
    row = sandbox.store.row(
        f"SELECT * {_ARRIVED} AND seq = ?", (time.time(), read_id(params["piece"]))
    )
    if row is None:
        return not_found()
    details = details_of(row)
    content = fill(
        "piece",
        facts=_facts(row, details),
        addresses=_addresses(row, details),
        files=_files(details),
        pages=join(f"<li>{shown}</li>" for shown in _all_pages(sandbox, details)),
    )
    return page(_title(row, details), content, path=PATH)


def _title(row: Row, details: dict[str, Any]) -> str:
    return f"{row['channel'].capitalize()} to {details['address']['address_name']}"


def _card(row: Row) -> str:
    details = details_of(row)
    return fill(
        "card",
        where=f"{PATH}/{row['seq']}",
        title=_title(row, details),
        time=clock(row["schedule"]),
        kind=row["channel"],
        pictures=join(_first_pages(details)),
        addresses=_addresses(row, details),
        status=tag_of_entry(row),
        manner=", ".join(_manner(details)),
        price=row["price"],
    )


def _first_pages(details: dict[str, Any]) -> Iterator[Html]:
    """Yield the picture of a letter's first page, or of both sides of a postcard."""
    if _is_letter(details):
        yield _picture(details["document"], 1, name="First page", details=details)
        return
    files = details["documents"]
    # One file has the sides as its pages, two files have one each.
    pages = [(files[0], 1), (files[-1], 2 if len(files) == 1 else 1)]
    for (document, number), side in zip(pages, SIDES, strict=True):
        yield _picture(document, number, name=side, details=details)


def _all_pages(sandbox: Sandbox, details: dict[str, Any]) -> Iterator[Html]:
    if not _is_letter(details):
        yield from _first_pages(details)
        return
    if not details["template_used"]:
        yield fill("cover", recipient=_lines(details["address"]))
    count = page_count(sandbox, details["document"])
    for number in range(1, min(count, SHOWN_PAGES) + 1):
        name = f"Page {number} of {count}"
        yield _picture(details["document"], number, name=name, details=details)


def _picture(document: int, number: int, *, name: str, details: dict[str, Any]) -> Html:
    is_black = _is_letter(details) and not details["colour"]
    ink = ' class="is-black"' if is_black else ""
    return Html(
        f'<img{ink} src="/documents/{document}/pages/{number}.png" loading="lazy" '
        f'alt="{name}">'
    )


def _is_letter(details: dict[str, Any]) -> bool:
    return "document" in details


def _addresses(row: Row, details: dict[str, Any]) -> Html:
    return fill(
        "addresses",
        recipient=_lines(details["address"]),
        sender=_lines(details["return_address"]),
    )


def _lines(fields: dict[str, Any]) -> Html:
    return Html("<br>".join(escape(line) for line in Address.read(fields).lines))


def _manner(details: dict[str, Any]) -> list[str]:
    """Return how a piece is printed and sent, in words."""
    if not _is_letter(details):
        return ["colour", "both sides"]
    words = [
        "colour" if details["colour"] else "black",
        "both sides" if details["duplex"] else "one side",
        "priority" if details["priority_post"] else "regular post",
    ]
    count = details["pages"]
    return [*words, "1 page" if count == 1 else f"{count} pages"]


def _facts(row: Row, details: dict[str, Any]) -> Html:
    known: list[tuple[str, object]] = [
        ("Status", tag_of_entry(row)),
        ("Time", clock(row["schedule"])),
        ("Printed", ", ".join(_manner(details))),
        ("Price", row["price"]),
    ]
    if _is_letter(details):
        where = "the first page" if details["template_used"] else "a cover page"
        known.insert(3, ("Address stands on", where))
    return facts(known)


def _files(details: dict[str, Any]) -> Html:
    files = [details["document"]] if _is_letter(details) else details["documents"]
    names = SIDES if len(files) > 1 else ("the file",)
    return join(
        f'<a href="/documents/{document}">Open {name.lower()}</a>'
        for document, name in zip(files, names, strict=True)
    )
