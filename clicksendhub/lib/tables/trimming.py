"""Cuts a large spreadsheet to its first rows, so that a look at it takes no minute.

calamine reads a whole sheet before it gives a row. A page that shows the headings of a
million rows hands it a copy of the package with all but the first rows left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from clicksendhub.lib.tables.packages import pieces_of

_SHEETS: Final = "xl/worksheets/"
_TAKEN_WHOLE: Final = 2_000_000
_END_OF_ROW: Final = re.compile(rb"</(\w{1,20}:)?row>")
_LONGEST_END: Final = 30


def trimmed(package: zipfile.ZipFile, *, rows: int) -> io.BytesIO | None:
    """The package with so many rows a sheet; None where it is small as it stands."""
    entries = package.infolist()
    if not any(_is_large(entry) for entry in entries):
        return None
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as made:
        for entry in entries:
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            if _is_large(entry):
                made.writestr(entry.filename, _cut(package, entry, rows))
            else:
                made.writestr(entry.filename, b"".join(pieces_of(package, entry)))
    return copy


def _is_large(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith(_SHEETS) and entry.file_size > _TAKEN_WHOLE


def _cut(package: zipfile.ZipFile, entry: zipfile.ZipInfo, rows: int) -> bytes:
    taken, searched, ended = bytearray(), 0, 0
    for piece in pieces_of(package, entry):
        taken += piece
        for end in _END_OF_ROW.finditer(taken, searched):
            searched, ended = end.end(), ended + 1
            if ended > rows:
                prefix = end[1] or b""
                closed = b"</%ssheetData></%sworksheet>" % (prefix, prefix)
                return bytes(taken[:searched]) + closed
        searched = max(searched, len(taken) - _LONGEST_END)
    return bytes(taken)
