"""Small files for the drivers, as base64: made by hand, as they have no library."""

import base64
import struct
import zlib
from collections.abc import Sequence


def png(*, width: int = 1748, height: int = 1240) -> str:
    """A picture of one colour."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    line = b"\0" + b"\x20\x60\xa0" * width
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(line * height)),
            _chunk(b"IEND", b""),
        )
    )
    return base64.b64encode(content).decode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def pdf(*, pages: int = 1, lines: Sequence[str] = ()) -> str:
    """A document of A4 pages with some lines of text on each."""
    numbers = range(5, 5 + pages)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F 12 Tf 14 TL 72 700 Td {shown}ET"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F 3 0 R >> >> >>"
    )
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        *[page] * pages,
    ]
    return base64.b64encode(_whole(parts).encode()).decode()


def _whole(parts: list[str]) -> str:
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(parts) + 1
    return (
        f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    )
