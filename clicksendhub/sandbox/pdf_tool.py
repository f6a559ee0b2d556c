"""Runs as a process of its own: measures a PDF, reads or draws a page of it.

pdfium is neither safe with threads nor with hostile files; `child` starts this.
"""

import io
import sys
from typing import Any

from clicksendhub.sandbox.child import limit_this_process

MOST_PAGES = 1000
WIDTH_PIXELS = 900
# A page as wide as a hair would be drawn endlessly tall.
TALLEST_PIXELS = 4 * WIDTH_PIXELS


def count(content: bytes) -> bytes:
    """Return the number of pages, and 1 when all of them stand upright, else 0."""
    document = _opened(content)
    pages = len(document)
    if not 0 < pages <= MOST_PAGES:
        raise ValueError("There are no pages, or too many.")
    # A file may claim any number; only a page that opens is there.
    for number in {0, pages - 1}:
        document[number].get_size()
    # The sizes are those of the pages as they are turned.
    sizes = (document.get_page_size(number) for number in range(pages))
    is_portrait = all(width <= height for width, height in sizes)
    return f"{pages} {int(is_portrait)}".encode()


def draw(content: bytes, number: int) -> bytes:
    """Return the picture of one page, counted from 1, as PNG."""
    page = _opened(content)[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH_PIXELS / width, TALLEST_PIXELS / height)
    drawn = io.BytesIO()
    page.render(scale=scale).to_pil().save(drawn, "PNG")
    return drawn.getvalue()


def words(content: bytes) -> bytes:
    """Return the words on the first page."""
    text: str = _opened(content)[0].get_textpage().get_text_bounded()
    return text.encode("utf-8", "replace")


def _opened(content: bytes) -> Any:
    # Imported late, so that the limits hold for pdfium as a whole.
    import pypdfium2  # type: ignore[import-untyped]

    return pypdfium2.PdfDocument(content)


def _asked(arguments: list[str], content: bytes) -> bytes:
    if not arguments:
        return count(content)
    if arguments == ["words"]:
        return words(content)
    return draw(content, int(arguments[0]))


def main(arguments: list[str]) -> int:
    """Read a PDF from standard input, write the result to standard output."""
    limit_this_process()
    content = sys.stdin.buffer.read()
    # Any exception ends the process with an error, which is all its caller asks.
    sys.stdout.buffer.write(_asked(arguments, content))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
