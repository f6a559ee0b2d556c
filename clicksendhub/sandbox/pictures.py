"""Pictures, read with care: a limit of pixels, and only four kinds of file."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from clicksendhub.sandbox.fetch import UnusableFile

MOST_PIXELS = 50_000_000
AT_ONCE = 2
KINDS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "BMP": "bmp"}
PREVIEW_SIZE = (900, 3600)
# What Pillow raises for files that are broken or bombs.
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    MemoryError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

_turn = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """Give the picture, wholly decoded, or raise UnusableFile."""
    with _turn:
        try:
            with Image.open(
                BytesIO(content), formats=("JPEG", "PNG", "GIF", "BMP")
            ) as (picture):
                if picture.width * picture.height > MOST_PIXELS:
                    raise UnusableFile(
                        f"The picture has more than {MOST_PIXELS:,} pixels."
                    )
                picture.load()
                yield picture
        except _BROKEN as error:
            raise UnusableFile("The picture cannot be read.") from error


def kind_of(content: bytes) -> str:
    """Return what kind of picture this is, after decoding all of it."""
    with opened(content) as picture:
        return KINDS[str(picture.format)]


def preview(content: bytes) -> bytes:
    """Return the picture as PNG, no larger than a page of the mailbox."""
    drawn = BytesIO()
    with opened(content) as picture:
        small = picture.convert("RGBA")
        small.thumbnail(PREVIEW_SIZE)
        small.save(drawn, "PNG")
    return drawn.getvalue()
