"""Runs as a process of its own: sets a text, a DOCX or a picture on pages of a PDF."""

import sys
from collections.abc import Callable

from clicksendhub.sandbox.child import limit_this_process
from clicksendhub.sandbox.convert_docx import docx_to_pdf
from clicksendhub.sandbox.convert_text import text_to_pdf
from clicksendhub.sandbox.paper import PAPERS
from clicksendhub.sandbox.print_picture import picture_to_pdf

CONVERT: dict[str, Callable[..., bytes]] = {
    "docx": docx_to_pdf,
    "txt": text_to_pdf,
    "picture": picture_to_pdf,
}


def main(kind: str, paper: str) -> int:
    """Read a file from standard input, write a PDF to standard output."""
    limit_this_process()
    content = sys.stdin.buffer.read()
    # Any exception ends the process with an error, which is all its caller asks.
    made = CONVERT[kind](content, paper=PAPERS[paper])
    sys.stdout.buffer.write(made)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
