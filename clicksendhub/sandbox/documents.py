"""The files of sends: fetched once, looked at closely, and kept one copy each."""

import hashlib
from dataclasses import dataclass, field
from sqlite3 import Row

from clicksendhub.sandbox import pdf, pictures
from clicksendhub.sandbox.fetch import UnusableFile, fetch
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.kinds import CONTENT_TYPES, kind_of
from clicksendhub.sandbox.markup import not_found
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Sandbox

__all__ = ["Document", "UnusableFile", "picture", "stored", "take"]

HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was when it was fetched."""

    id: int
    kind: str
    content: bytes = field(repr=False)
    pages: int
    is_portrait: bool = True


def take(
    sandbox: Sandbox, url: str, *, kinds: frozenset[str], maximum_bytes: int
) -> Document:
    """Fetch a file, look at it and keep it; UnusableFile when it is of no use.

    It takes its time, so call it before any lock or transaction is held.
    """
    content = fetch(url, maximum_bytes=maximum_bytes)
    kind = kind_of(content)
    if kind not in kinds:
        raise UnusableFile("The file is not of a kind that is taken here.")
    digest = hashlib.sha256(content).hexdigest()
    row = sandbox.store.row("SELECT * FROM documents WHERE digest=?", (digest,))
    if row is not None:
        return _document(row)
    return _keep(sandbox, digest, kind, content)


def _measured(content: bytes, kind: str) -> tuple[int, bool]:
    """Return the number of pages, and whether all of them stand upright."""
    if kind == "pdf":
        return pdf.measure(content)
    if pictures.kind_of(content) != kind:
        raise UnusableFile("The file is not what its first bytes claim.")
    return 1, True


def _keep(sandbox: Sandbox, digest: str, kind: str, content: bytes) -> Document:
    pages, is_portrait = _measured(content, kind)
    with sandbox.store.write() as db:
        db.execute(
            "INSERT OR IGNORE INTO documents "
            "(digest, kind, content, pages, is_portrait) VALUES (?, ?, ?, ?, ?)",
            (digest, kind, content, pages, is_portrait),
        )
        row = db.execute("SELECT * FROM documents WHERE digest=?", (digest,)).fetchone()
    return _document(row)


def _document(row: Row) -> Document:
    return Document(
        row["id"],
        row["kind"],
        row["content"],
        row["pages"],
        bool(row["is_portrait"]),
    )


def page_count(sandbox: Sandbox, document_id: int) -> int:
    """Return how many pages a file has; none when it was not kept."""
    return sandbox.store.count("SELECT pages FROM documents WHERE id=?", (document_id,))


def stored(sandbox: Sandbox, document_id: int) -> Document | None:
    """Return a file that was kept."""
    row = sandbox.store.row("SELECT * FROM documents WHERE id=?", (document_id,))
    return _document(row) if row else None


def picture(sandbox: Sandbox, document: Document, *, number: int) -> bytes:
    """Return the picture of one page, counted from 1, as PNG; drawn once."""
    row = sandbox.store.row(
        "SELECT content FROM page_pictures WHERE document=? AND number=?",
        (document.id, number),
    )
    if row is not None:
        return bytes(row["content"])
    if document.kind == "pdf":
        drawn = pdf.draw_page(document.content, number=number)
    else:
        drawn = pictures.preview(document.content)
    with sandbox.store.write() as db:
        db.execute(
            "INSERT OR REPLACE INTO page_pictures VALUES (?, ?, ?)",
            (document.id, number, drawn),
        )
    return drawn


def show_file(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show a file itself."""
    document = _asked(sandbox, params)
    if document is None:
        return not_found()
    return Response(200, document.content, CONTENT_TYPES[document.kind], dict(HEADERS))


def show_page(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show the picture of one page of a file."""
    document = _asked(sandbox, params)
    number = read_id(params["number"])
    if document is None or not 1 <= number <= document.pages:
        return not_found()
    try:
        drawn = picture(sandbox, document, number=number)
    except UnusableFile:
        return not_found()
    return Response(200, drawn, "image/png", dict(HEADERS))


def _asked(sandbox: Sandbox, params: dict[str, str]) -> Document | None:
    return stored(sandbox, read_id(params["id"]))
