"""Makes the files that the tests of the workshop open: good ones, and bad ones.

Run ``python -m tests.support.media_files`` to write them to ``tests/files/media``. The
largest are made where they are needed (``make_large``), because they are of no use in
a repository.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import (  # type: ignore[import-untyped]
    A4,
    landscape,
)
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

FOLDER = Path(__file__).parents[1] / "files" / "media"
_CREATED = "D:20260101000000Z"


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture with something to see: a disc on a gradient."""
    made = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(made)
    draw.ellipse((width // 4, height // 4, width // 2, height // 2), fill="#b5451f")
    return made.convert(mode)


def see_through(width: int, height: int) -> Image.Image:
    """A picture that fades away downwards."""
    fading = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGBA", [*picture(width, height).split(), fading])


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """A picture that cannot be made small."""
    return Image.frombytes(
        "RGB", (width, height), Random(seed).randbytes(width * height * 3)
    )


def saved(made: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of a picture."""
    target = io.BytesIO()
    made.save(target, form, **options)
    return target.getvalue()


def jpeg(width: int = 320, height: int = 240, **options: object) -> bytes:
    """A plain JPEG."""
    return saved(picture(width, height), "JPEG", **options)


def photo() -> bytes:
    """A JPEG of a phone: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker of phones"
    gps = exif.get_ifd(0x8825)
    gps.update({1: "S", 2: (31.0, 57.0, 0.0), 3: "E", 4: (115.0, 51.0, 0.0)})
    exif[0x8825] = gps
    return saved(picture(640, 480), "JPEG", exif=exif, comment=b"taken at home")


def gif(frames: int, size: int, *, seed: int = 1) -> bytes:
    """A moving picture."""
    pictures = [noise(size, size, seed + n).convert("P") for n in range(frames)]
    return saved(pictures[0], "GIF", save_all=True, append_images=pictures[1:], loop=0)


def gif_of(least: int) -> bytes:
    """A moving picture of at least so many bytes, and hardly more."""
    made, size = b"", 40
    while len(made) < least:
        made, size = gif(3, size), size + 1
    return made


def bomb_png(width: int, height: int) -> bytes:
    """A PNG of one colour: few bytes, many points."""
    row = b"\0" + b"\0" * width
    packer = zlib.compressobj(9)
    packed = b"".join([packer.compress(row) for _ in range(height)]) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def pdf(*pages: tuple[float, float]) -> bytes:
    """A PDF with pages of these sizes in points; one A4 page where none is named."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for number, size in enumerate(pages or (A4,), start=1):
        canvas.setPageSize(size)
        canvas.drawString(72, size[1] - 72, f"Harbour Physio, page {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], object], **options: Any) -> bytes:
    """A PDF of one page after a change."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        change(document)
        document.save(target, deterministic_id="encryption" not in options, **options)
    return target.getvalue()


def _action(kind: str = "/JavaScript") -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(kind), JS=pikepdf.String("app.alert(1)"))


def _open_action(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = _action()


def _page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(O=_action())


def _named_script(document: pikepdf.Pdf) -> None:
    tree = pikepdf.Dictionary(Names=[pikepdf.String("go"), _action()])
    document.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def _annotation(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 10, 10],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe")),
    )
    document.pages[0].Annots = [note]


def _attachment(document: pikepdf.Pdf) -> None:
    document.attachments["note.txt"] = b"a file in a file"


def _turned(document: pikepdf.Pdf) -> None:
    document.pages[0].rotate(90, relative=False)


def _loop(document: pikepdf.Pdf) -> None:
    tree = document.Root.Pages
    tree.Kids = [tree, *tree.Kids]


def _inflates(document: pikepdf.Pdf) -> None:
    packer = zlib.compressobj(9)
    piece = b"0 0 m 1 1 l S\n" * 75_000
    packed = b"".join(packer.compress(piece) for _ in range(1_000)) + packer.flush()
    stream = pikepdf.Stream(document, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    document.pages[0].Contents = stream


def docx(extra: dict[str, bytes] | None = None, types: str = "") -> bytes:
    """A Word document of one sentence."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    entries = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Override PartName="/word/'
            f'document.xml" ContentType="{types or _WORD}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r1" Type="http://schemas.'
            b"openxmlformats.org/officeDocument/2006/relationships/officeDocument"
            b'" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Dear patient, '
            "your visit is on Monday.</w:t></w:r></w:p></w:body></w:document>"
        ).encode(),
    }
    return packed(entries | (extra or {}))


_WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)


def packed(entries: dict[str, bytes]) -> bytes:
    """A ZIP, alike each time that it is made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def doc(*, locked: bool = False, with_macros: bool = False) -> bytes:
    """The bones of an old Word document: container, directory, head of the text."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 24, 0x3E, 3)
    struct.pack_into("<HHH", head, 28, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 48, 1)
    directory = bytearray(512)
    names = ["Root Entry", "WordDocument", *(["_VBA_PROJECT"] if with_macros else [])]
    for place, name in enumerate(names):
        encoded = name.encode("utf-16-le")
        directory[place * 128 : place * 128 + len(encoded)] = encoded
        struct.pack_into("<H", directory, place * 128 + 64, len(encoded) + 2)
        struct.pack_into("<I", directory, place * 128 + 116, 2)
    text = bytearray(4096)
    struct.pack_into("<HHHHHH", text, 0, 0xA5EC, 0xC1, 0, 0, 0, 0x0100 if locked else 0)
    return bytes(head + bytes(512) + directory + text)


_HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
_SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
_RTF = rb"{\rtf1\ansi Dear patient, your visit is on Monday.}"


def files() -> dict[str, bytes]:
    """Every file by its name."""
    plain = jpeg()
    still = saved(picture(64, 48).convert("P"), "GIF")
    return {
        "good.jpg": plain,
        "good.png": saved(picture(320, 240), "PNG"),
        "good.gif": saved(picture(120, 90).convert("P"), "GIF"),
        "good.bmp": saved(picture(64, 48), "BMP"),
        "good.pdf": pdf(A4, A4),
        "good.docx": docx(),
        "good.doc": doc(),
        "good.rtf": _RTF,
        "good.txt": "Grüße aus Fremantle.\nZweite Zeile.\n".encode(),
        "good.csv": b"name,number\nAnna,0491570156\n",
        "rtf-named.doc": _RTF,
        "photo-on-its-side.jpg": photo(),
        "two-pictures.jpg": saved(
            picture(320, 240), "MPO", save_all=True, append_images=[picture(160, 120)]
        ),
        "cmyk.jpg": saved(picture(200, 150, "CMYK"), "JPEG"),
        "sixteen-bits.png": saved(
            Image.linear_gradient("L").resize((200, 150)).convert("I;16"), "PNG"
        ),
        "see-through.png": saved(see_through(200, 150), "PNG"),
        "moving-90-kB.gif": gif_of(88_000),
        "moving-101-kB.gif": gif_of(101_000),
        "empty.pdf": b"",
        "jpeg-named.pdf": plain,
        "pdf-named.jpg": pdf(),
        "png-named.jpg": saved(picture(64, 48), "PNG"),
        "locked.pdf": changed_pdf(
            lambda _: None, encryption=pikepdf.Encryption(owner="o", user="u", R=4)
        ),
        "locked-for-changes.pdf": changed_pdf(
            lambda _: None, encryption=pikepdf.Encryption(owner="o", user="", R=4)
        ),
        "script-when-opened.pdf": changed_pdf(_open_action),
        "script-of-a-page.pdf": changed_pdf(_page_action),
        "script-by-name.pdf": changed_pdf(_named_script),
        "starts-a-program.pdf": changed_pdf(_annotation),
        "with-attachment.pdf": changed_pdf(_attachment),
        "landscape-in-the-middle.pdf": pdf(A4, landscape(A4), A4),
        "turned-by-its-page.pdf": changed_pdf(_turned),
        "page-tree-loop.pdf": changed_pdf(_loop),
        "junk-before.pdf": b"\n\n\xef\xbb\xbf"[:2] + pdf(),
        "print-job-before.pdf": b"\x1b%-12345X@PJL\r\n" + pdf(),
        "cut-off.pdf": pdf(A4, A4)[:-600],
        "no-pdf.pdf": b"%PDF-1.4\nthis is no PDF at all\n",
        "truncated.jpg": jpeg(640, 480)[:6_000],
        "truncated.png": saved(picture(320, 240), "PNG")[:-200],
        "drawing.svg": _SVG,
        "drawing-named.png": _SVG,
        "phone.heic": _HEIC,
        "heic-named.jpg": _HEIC,
        "picture.webp": saved(picture(64, 48), "WEBP"),
        "picture.tiff": saved(picture(64, 48), "TIFF"),
        "page.html": b"<!DOCTYPE html><html><body>Hello</body></html>",
        "page-named.txt": b"<html><script>alert(1)</script></html>",
        "pdf-behind-jpeg.jpg": plain + pdf(),
        "zip-behind-gif.gif": still + packed({"a.js": b"x"}),
        "zip-behind-pdf.pdf": pdf() + packed({"a.js": b"x"}),
        "page-in-jpeg.jpg": jpeg(comment=b"<html><script>alert(1)</script>"),
        "page-before-pdf.pdf": b"<html>" + pdf(),
        "macros.docm": docx({"word/vbaProject.bin": b"Sub"}),
        "macros-named.docx": docx(
            types="application/vnd.ms-word.document.macroEnabled.main+xml"
        ),
        "spreadsheet-named.docx": packed({"xl/workbook.xml": b"<workbook/>"}),
        "archive.zip": packed({"a.txt": b"x"}),
        "bomb.docx": docx({"word/media/a.xml": bytes(60_000_000)}),
        "damaged.docx": docx()[:-40],
        "locked.doc": doc(locked=True),
        "macros.doc": doc(with_macros=True),
        "object-inside.rtf": rb"{\rtf1{\object\objemb{\*\objdata 0105}}}",
        "cut-off.rtf": _RTF[:-1],
        "program.exe": b"MZ" + bytes(200),
        "signs-of-control.txt": b"a\x00b\x01c",
        "utf-16.txt": "Grüße".encode("utf-16"),
        "windows-1252.txt": "Grüße – “so”".encode("cp1252"),
        "letters-nobody-has.txt": "नमस्ते".encode(),
    }


def large_files() -> dict[str, bytes]:
    """Files that are too large to be kept, made where they are needed."""
    return {
        "many-points.png": bomb_png(30_000, 30_000),
        "inflates-to-a-gigabyte.pdf": changed_pdf(_inflates),
        "large-photo.jpg": saved(noise(3000, 2000), "JPEG", quality=85),
        "large-drawing.png": saved(picture(7000, 7000, "RGBA"), "PNG"),
    }


def write() -> None:
    """Write every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)


def make_large(path: Path, size: int) -> None:
    """A file of so many bytes that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(pdf())
        file.truncate(size)


if __name__ == "__main__":
    write()
