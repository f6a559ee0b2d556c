"""Asks a process of its own about a PDF; whatever happens there, the server lives."""

import subprocess
import sys
import threading
from pathlib import Path

from clicksendhub.sandbox.fetch import UnusableFile

TOOL = Path(__file__).with_name("pdf_tool.py")
TIMEOUT_SECONDS = 20.0
AT_ONCE = 2

_turn = threading.BoundedSemaphore(AT_ONCE)


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has, or raise UnusableFile."""
    return int(_ask(content))


def draw_page(content: bytes, *, number: int) -> bytes:
    """Return the picture of one page, counted from 1, as PNG."""
    return _ask(content, str(number))


def _ask(content: bytes, *arguments: str) -> bytes:
    command = [sys.executable, "-I", str(TOOL), *arguments]
    try:
        with _turn:
            done = subprocess.run(  # noqa: S603 - our own file, the PDF on its input
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT_SECONDS,
                check=True,
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnusableFile("The PDF cannot be read.") from error
    return done.stdout
