"""Reads a DOCX and sets its text on pages: structure kept, exact layout not."""

import xml.parsers.expat
import zipfile
from io import BytesIO

from clicksendhub.sandbox.convert_html import html_to_blocks
from clicksendhub.sandbox.paper import Paper, set_pages

MOST_PARTS = 2000
MOST_UNPACKED_BYTES = 60 * 1024 * 1024


def docx_to_pdf(content: bytes, *, paper: Paper) -> bytes:
    """Return a DOCX as PDF."""
    import mammoth  # type: ignore[import-untyped]

    check(content)
    html = mammoth.convert_to_html(BytesIO(content)).value
    return set_pages(html_to_blocks(html, room=paper.room), paper=paper)


def check(content: bytes) -> None:
    """Refuse an archive that is too big inside, or XML that declares things."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise ValueError("The file has too many parts.")
        if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise ValueError("The file is too big when unpacked.")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_declarations(archive.read(part))


def _refuse_declarations(markup: bytes) -> None:
    """Refuse a document type: Office files have none, and bombs need one."""

    def refuse(*_: object) -> None:
        raise ValueError("The file declares a document type.")

    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(markup, True)
