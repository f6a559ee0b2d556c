"""What the sandbox asks about a PDF; the answers come from `pdf_tool`."""

from clicksendhub.sandbox import child


def measure(content: bytes) -> tuple[int, bool]:
    """Return how many pages a PDF has and whether all stand upright."""
    pages, is_portrait = child.run("pdf_tool", content=content).split()
    return int(pages), is_portrait == b"1"


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has, or raise UnusableFile."""
    return measure(content)[0]


def read_first_page(content: bytes) -> str:
    """Return the words on the first page of a PDF."""
    return child.run("pdf_tool", "words", content=content).decode("utf-8", "replace")


def draw_page(content: bytes, *, number: int) -> bytes:
    """Return the picture of one page, counted from 1, as PNG."""
    return child.run("pdf_tool", str(number), content=content)
