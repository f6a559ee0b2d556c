"""Runs as a process of its own: decodes a picture, and makes others of it.

A picture of some hundred kilobytes can keep a decoder busy for minutes.
"""

import sys
from collections.abc import Callable
from io import BytesIO

from clicksendhub.sandbox.child import limit_this_process
from clicksendhub.sandbox.convert_picture import opened, picture_to_mms

KINDS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "BMP": "bmp"}
PREVIEW_SIZE = (900, 3600)


def kind(content: bytes) -> bytes:
    """Return what kind of picture this is."""
    with opened(content) as picture:
        return KINDS[str(picture.format)].encode()


def preview(content: bytes) -> bytes:
    """Return the picture as PNG, no larger than a page of the mailbox."""
    drawn = BytesIO()
    with opened(content) as picture:
        small = picture.convert("RGBA")
    small.thumbnail(PREVIEW_SIZE)
    small.save(drawn, "PNG")
    return drawn.getvalue()


ANSWERS: dict[str, Callable[[bytes], bytes]] = {
    "kind": kind,
    "preview": preview,
    "mms": picture_to_mms,
}


def main(question: str) -> int:
    """Read a picture from standard input, write the answer to standard output."""
    limit_this_process()
    # Any exception ends the process with an error, which is all its caller asks.
    answer = ANSWERS[question](sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
