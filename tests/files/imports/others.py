"""What is no table at all, whatever its name says."""

from __future__ import annotations

import gzip
from typing import Final

from tests.files.imports.books import packed
from tests.files.imports.texts import PLAIN

_SECTOR: Final = 512


def _ole(*streams: str) -> bytes:
    """As much of an OLE2 file as shows its directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(_SECTOR - 8)
    directory = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for name in streams
    )
    return header + directory


FILES: Final = {
    "old-excel.xls": _ole("Root Entry", "Workbook"),
    "older-excel.xls": _ole("Root Entry", "Book"),
    "locked-with-password.xlsx": _ole(
        "Root Entry", "EncryptionInfo", "EncryptedPackage"
    ),
    "old-word.doc": _ole("Root Entry", "WordDocument"),
    "named-xls-but-web-page.xls": (
        b"<html><body><table><tr><td>Name</td></tr></table></body></html>"
    ),
    "named-xls-but-xml.xls": b'<?xml version="1.0"?><Workbook></Workbook>',
    "named-xlsx-but-docx.xlsx": packed(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
    ),
    "presentation.pptx": packed({"ppt/presentation.xml": "<presentation/>"}),
    "open-document.ods": packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<office/>",
        }
    ),
    "binary-excel.xlsb": packed({"xl/workbook.bin": b"\x83\x01\x00"}),
    "numbers-of-apple.numbers": packed({"Index/Document.iwa": b"\x00"}),
    "archive.zip": packed({"people.csv": PLAIN}),
    "archive-empty.zip": packed({}),
    "archive.csv.gz": gzip.compress(PLAIN.encode(), mtime=0),
    "named-csv-but-pdf.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "named-csv-but-png.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "named-csv-but-jpeg.csv": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "named-csv-but-program.csv": b"\x7fELF\x02\x01\x01" + bytes(64),
    "named-csv-but-noise.csv": bytes(range(256)) * 4,
    "named-csv-but-zeros.csv": bytes(1_000),
    "contact-cards.vcf": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe\r\nEND:VCARD\r\n",
    "people.json": b'[{"name": "Zoe", "phone": "0491570156"}]',
    "letter.rtf": b"{\\rtf1\\ansi Dear Zoe}",
}
