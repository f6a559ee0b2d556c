"""The fax tray: every fax that came out of the machine, and its pages to look at."""

from sqlite3 import Row

from clicksendhub.sandbox.arrivals import (
    arrived,
    details_of,
    entry,
    facts,
    latest,
    listed,
)
from clicksendhub.sandbox.documents import page_count
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import Html, clock, fill, join, not_found, page
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag_of_entry

PATH = "/faxes"
SHOWN_PAGES = 50
NONE = "No fax has come out yet. Each fax that the API takes comes here."


def show_tray(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show the faxes, the latest first."""
    faxes = listed((_line(sandbox, row) for row in latest(sandbox, "fax")), none=NONE)
    return page("Fax tray", fill("faxes", faxes=faxes), path=PATH)


def _line(sandbox: Sandbox, row: Row) -> str:
    words = _pages_text(_page_count(sandbox, row))
    return entry(row, where=f"{PATH}/{row['seq']}", words=words, note="")


def _page_count(sandbox: Sandbox, row: Row) -> int:
    # Not the parts that were charged: a fax to a test number costs none.
    return page_count(sandbox, details_of(row)["document"])


def _pages_text(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def show_fax(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show one fax with its pages."""
    row = arrived(sandbox, "fax", params["fax"])
    if row is None:
        return not_found()
    count = _page_count(sandbox, row)
    content = fill(
        "fax",
        facts=_facts(row, count),
        pages=_pictures(details_of(row)["document"], count),
        file=f"/documents/{details_of(row)['document']}",
    )
    return page(f"Fax to {row['recipient']}", content, path=PATH)


def _facts(row: Row, count: int) -> Html:
    return facts(
        [
            ("Status", tag_of_entry(row)),
            ("Time", clock(row["schedule"])),
            ("Number", row["recipient"]),
            ("From", row["sender"]),
            ("Pages", count),
            ("Price", row["price"]),
        ]
    )


def _pictures(document: int, count: int) -> Html:
    return join(
        f'<li><img src="/documents/{document}/pages/{number}.png" loading="lazy" '
        f'alt="Page {number} of {count}"></li>'
        for number in range(1, min(count, SHOWN_PAGES) + 1)
    )
