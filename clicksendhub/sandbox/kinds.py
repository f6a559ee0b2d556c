"""What kind of file it is, told by its first bytes and never by its name."""

import zipfile
from io import BytesIO

# How far into a file the mark of a PDF may stand.
PDF_MARK_WITHIN = 1024
SIGNATURES = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "doc",
    b"{\\rtf": "rtf",
}
PICTURES = frozenset({"jpg", "png", "gif", "bmp"})
OFFICE = frozenset({"doc", "rtf"})
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "csv": "text/csv; charset=utf-8",
}
# Text with any of these is no text: all controls but tab, line ends and new page.
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\f\r")


def kind_of(content: bytes) -> str:
    """Return the kind that a file's first bytes claim, or an empty text."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    # Many a text begins with these two letters, but not with zeros after them.
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return "bmp"
    if b"%PDF-" in content[:PDF_MARK_WITHIN]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx" if _is_docx(content) else ""
    text = read_text(content)
    return "" if text is None or _is_web_page(text) else "txt"


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _is_web_page(text: str) -> bool:
    start = text[:PDF_MARK_WITHIN].lstrip().lower()
    return start.startswith(("<!doctype", "<html", "<?xml"))


def read_text(content: bytes) -> str | None:
    """Return a file as text, or None when it is none."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if text.strip() and CONTROLS.isdisjoint(text) else None
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")
