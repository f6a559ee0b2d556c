"""HTML for the sandbox's pages: templates, escaping, the frame around a page."""

import time
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from clicksendhub.sandbox.http import Response

TEMPLATES = Path(__file__).parent / "templates"
LINKS = (
    ("/", "Phones"),
    ("/voicemail", "Voicemail"),
    ("/faxes", "Fax tray"),
    ("/mailbox", "Mailbox"),
    ("/numbers", "Numbers"),
    ("/ledger", "Ledger"),
    ("/faults", "Faults"),
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Html(str):
    """Text that is HTML already and needs no escaping."""

    __slots__ = ()


def fill(name: str, **values: object) -> Html:
    """Return a template with its values, escaped unless they are HTML already."""
    safe = {
        key: value if isinstance(value, Html) else escape(str(value))
        for key, value in values.items()
    }
    return Html(_template(name).substitute(safe))


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))


def join(pieces: Iterable[str]) -> Html:
    """Return pieces of HTML, one to a line."""
    return Html("\n".join(pieces))


def link(where: str, name: str) -> Html:
    """Return a link to an address with its name."""
    return Html(f'<a href="{escape(where)}">{escape(name)}</a>')


def clock(moment: float) -> str:
    """Return a moment of these days, to the second, by the machine's clock."""
    return time.strftime("%d %b, %H:%M:%S %Z", time.localtime(moment))


def page(title: str, content: Html, *, path: str, status: int = 200) -> Response:
    """Return a whole page in the sandbox's frame."""
    links = join(
        f'<a href="{address}"{" aria-current=page" if address == path else ""}>'
        f"{name}</a>"
        for address, name in LINKS
    )
    whole = fill("frame", title=title, links=links, content=content)
    body = whole.encode("utf-8", "replace")
    return Response(status, body, "text/html; charset=utf-8", dict(HEADERS))


def redirect(path: str) -> Response:
    """Send the browser on after a form."""
    return Response(303, b"", "text/plain", {"Location": path, **HEADERS})


def error_note(text: str) -> Html:
    """Return a note of what went wrong, if anything did."""
    return Html(f'<p class="error" role="alert">{escape(text)}</p>' if text else "")


# How a column is set, by its head.
_CELL_CLASSES = {
    "Text": ' class="text"',
    "Fate": ' class="text"',
    "Message": ' class="text"',
    "Milliseconds": ' class="figure"',
    "Messages": ' class="figure"',
    "Time": ' class="moment"',
    "No.": ' class="figure"',
    "Parts": ' class="figure"',
    "Price": ' class="figure"',
}


NONE = Html('<p class="quiet">None.</p>')


def table(
    heads: tuple[str, ...], rows: Iterable[tuple[object, ...]], *, none: Html = NONE
) -> Html:
    """Return a table that folds into labelled rows on a phone; or what says none."""
    lines = [
        "".join(
            f'<td data-label="{head}"{_CELL_CLASSES.get(head, "")}>'
            f"{cell if isinstance(cell, Html) else escape(str(cell))}</td>"
            for head, cell in zip(heads, row, strict=True)
        )
        for row in rows
    ]
    if not lines:
        return none
    head = "".join(
        f'<th scope="col"{_CELL_CLASSES.get(name, "")}>{name}</th>' for name in heads
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return Html(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def not_found() -> Response:
    """Answer for a page that does not exist."""
    content = Html('<p>There is no such page. <a href="/">Go to the phones</a>.</p>')
    return page("Not found", content, path="", status=404)
