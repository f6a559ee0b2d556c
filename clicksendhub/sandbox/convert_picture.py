"""Decodes pictures and makes JPEG of them, for a phone or for print.

Only the tools import this: a foreign picture is decoded in a process of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "BMP")
MOST_PIXELS = 50_000_000
MMS_BYTES = 250_000
MMS_GIF_BYTES = 100_000
MMS_SIDE_PIXELS = 1600
QUALITIES = (85, 75, 65, 55, 45)
SHRINK = 0.75
# Some 210 dots to the inch on A4, and 290 on a postcard.
PRINT_SIDE_PIXELS = 2480
PRINT_QUALITY = 90


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """Give the picture, wholly decoded, or raise what its decoder raises."""
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("The picture has too many pixels.")
        picture.load()
        yield picture


def picture_to_mms(content: bytes) -> bytes:
    """Return a picture that fits into an MMS: a JPEG, or the GIF that it was."""
    with opened(content) as picture:
        moves = getattr(picture, "is_animated", False)
        if picture.format == "GIF" and moves and len(content) < MMS_GIF_BYTES:
            return content
        flat = _flat(picture, side_pixels=MMS_SIDE_PIXELS)
    return _within(flat, MMS_BYTES)


def _within(picture: Image.Image, most_bytes: int) -> bytes:
    while True:
        for quality in QUALITIES:
            jpeg = _jpeg(picture, quality=quality)
            if len(jpeg) <= most_bytes:
                return jpeg
        picture.thumbnail((picture.width * SHRINK, picture.height * SHRINK))


def _flat(picture: Image.Image, *, side_pixels: int) -> Image.Image:
    """Return the picture upright, on white, and with nothing written in it."""
    mixed = _mixable(picture)
    mixed.thumbnail((side_pixels, side_pixels))
    upright = ImageOps.exif_transpose(mixed).convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    return flat


def _mixable(picture: Image.Image) -> Image.Image:
    """Return the picture in colours that can be mixed; most can as they are."""
    if picture.mode == "P":
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        # 65,536 greys, which Pillow would cut off and not scale down.
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return picture


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()


def as_jpeg(content: bytes) -> bytes:
    """Return a picture as JPEG, fit for print."""
    with opened(content) as picture:
        flat = _flat(picture, side_pixels=PRINT_SIDE_PIXELS)
    return _jpeg(flat, quality=PRINT_QUALITY)
