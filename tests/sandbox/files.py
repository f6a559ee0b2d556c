"""Files made for the tests, good ones and hostile ones, and a server that has them."""

import http.server
import io
import struct
import threading
import time
import zipfile
import zlib

from PIL import Image
from reportlab.lib.pdfencrypt import (  # type: ignore[import-untyped]
    StandardEncryption,
)
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


def pdf(pages=1, *, password=None, text="Page"):
    made = io.BytesIO()
    locked = StandardEncryption(password) if password else None
    canvas = Canvas(made, encrypt=locked)
    for number in range(pages):
        canvas.drawString(100, 700, f"{text} {number + 1}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def sheets(*sizes, turned=0):
    """A PDF whose pages are shown in these sizes, drawn on paper that is turned."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.setPageRotation(turned)
        canvas.drawString(100, 100, "Page")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def page_of(lines):
    """A page of PDF with some lines, one below the other."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for number, line in enumerate(lines):
        canvas.drawString(100, 700 - 14 * number, line)
    canvas.save()
    return made.getvalue()


def picture(kind="PNG", *, size=(120, 80), mode="RGB", **options):
    made = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(made, kind, **options)
    return made.getvalue()


def moving_gif():
    made = io.BytesIO()
    first, second = (Image.new("RGB", (40, 40), colour) for colour in ("red", "blue"))
    first.save(made, "GIF", save_all=True, append_images=[second], duration=100)
    return made.getvalue()


def bomb_png(side=60_000):
    """A few bytes that claim to be billions of pixels."""

    def chunk(name, content):
        checksum = zlib.crc32(name + content)
        length = struct.pack(">I", len(content))
        return length + name + content + struct.pack(">I", checksum)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(bytes(1000))),
            chunk(b"IEND", b""),
        )
    )


def docx(*paragraphs, before="", inside=""):
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        "</Types>"
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>'
        f"{body}{inside}</w:body></w:document>"
    )
    return archive(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            "word/document.xml": document,
        }
    )


def docx_with_picture(content):
    """A DOCX that has a picture and nothing else."""
    blip = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/'
        'drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.'
        'openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic='
        '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{OFFICE}/relationships" r:embed="p1"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    relation = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="p1" '
        f'Type="{OFFICE}/relationships/image" Target="media/a.png"/></Relationships>'
    )
    made = io.BytesIO(docx(inside=blip))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("word/_rels/document.xml.rels", relation)
        packed.writestr("word/media/a.png", content)
    return made.getvalue()


def entity_bomb_docx():
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return docx("&a9;", before=f"<!DOCTYPE w [{''.join(lines)}]>")


def archive(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves what its host has, leads on, or drips."""

    host: "Host"

    def do_GET(self):
        if self.path == "/drip":
            self._drip()
        elif self.path in self.host.places:
            self._lead_to(self.host.places[self.path])
        elif self.path.startswith("/away/"):
            self._lead_on()
        elif self.path in self.host.files:
            self._serve(self.host.files[self.path])
        else:
            self.send_error(404)

    def _serve(self, content):
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _lead_on(self):
        left = int(self.path.removeprefix("/away/"))
        self._lead_to(f"/away/{left - 1}" if left > 1 else "/file")

    def _lead_to(self, place):
        self.send_response(302)
        self.send_header("Location", place)
        self.end_headers()

    def _drip(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            try:
                self.wfile.write(b"%")
            except OSError:
                return
            time.sleep(0.02)

    def log_message(self, *args):
        """Say nothing."""


class Host:
    """A small web server with files, and with ways to get lost."""

    def __init__(self):
        self.files, self.places = {}, {}
        handler = type("Bound", (Handler,), {"host": self})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def put(self, content, path="/file"):
        """Have a file and return its address."""
        self.files[path] = content
        return self.url + path

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *args):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
