"""What `POST /uploads` makes of a file for each of the five uses."""

from collections.abc import Callable

from clicksendhub.sandbox import child, pdf, pictures
from clicksendhub.sandbox.convert_office import office_to_pdf
from clicksendhub.sandbox.csv_files import read_csv
from clicksendhub.sandbox.fetch import UnusableFile
from clicksendhub.sandbox.kinds import OFFICE, PICTURES, kind_of

MOST_TEXT_BYTES = 300_000
NOT_READ = "The file cannot be read. Save it as PDF and upload that."


def convert(content: bytes, *, use: str) -> tuple[str, bytes]:
    """Return the kind and the bytes of what a file becomes, or raise UnusableFile."""
    return CONVERSIONS[use](content)


def _for_mms(content: bytes) -> tuple[str, bytes]:
    if kind_of(content) not in PICTURES:
        raise UnusableFile("For an MMS, upload a JPEG, PNG, BMP or GIF picture.")
    made = pictures.for_mms(content)
    return kind_of(made), made


def _for_import(content: bytes) -> tuple[str, bytes]:
    try:
        read_csv(content)
    except UnusableFile as error:
        raise UnusableFile(f"{error} Save the table as CSV in UTF-8.") from error
    return "csv", content


def _on_paper(paper: str) -> Callable[[bytes], tuple[str, bytes]]:
    return lambda content: ("pdf", _as_pdf(content, paper=paper))


def _as_pdf(content: bytes, *, paper: str) -> bytes:
    kind = kind_of(content)
    if not kind:
        raise UnusableFile(
            "The file is of no kind that can be printed. Upload a PDF, a DOCX, "
            "a text or a picture."
        )
    if kind == "txt" and len(content) > MOST_TEXT_BYTES:
        raise UnusableFile("The text is too long to print. Shorten or divide it.")
    try:
        made = _made(content, kind, paper)
        pdf.count_pages(made)
    except UnusableFile as error:
        raise UnusableFile(NOT_READ if kind not in OFFICE else str(error)) from error
    return made


def _made(content: bytes, kind: str, paper: str) -> bytes:
    if kind == "pdf":
        return content
    if kind in OFFICE:
        return office_to_pdf(content, kind=kind)
    tool = "picture" if kind in PICTURES else kind
    return child.run("paper_tool", tool, paper, content=content)


CONVERSIONS: dict[str, Callable[[bytes], tuple[str, bytes]]] = {
    "fax": _on_paper("a4"),
    "mms": _for_mms,
    "csv": _for_import,
    "post": _on_paper("a4"),
    "postcard": _on_paper("postcard"),
}
