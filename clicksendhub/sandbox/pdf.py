"""What the sandbox asks about a PDF; the answers come from `pdf_tool`."""

from clicksendhub.sandbox import child


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has, or raise UnusableFile."""
    return int(child.run("pdf_tool", content=content))


def draw_page(content: bytes, *, number: int) -> bytes:
    """Return the picture of one page, counted from 1, as PNG."""
    return child.run("pdf_tool", str(number), content=content)
