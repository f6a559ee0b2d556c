"""Pictures: as JPEG for a phone, on an A4 page, or over a whole postcard."""

from io import BytesIO

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from clicksendhub.sandbox.paper import A4, POSTCARD, Paper
from clicksendhub.sandbox.pictures import opened

MMS_BYTES = 250_000
MMS_GIF_BYTES = 100_000
MMS_SIDE_PIXELS = 1600
QUALITIES = (85, 75, 65, 55, 45)
SHRINK = 0.75
# Some 210 dots to the inch on A4, and 290 on a postcard.
PRINT_SIDE_PIXELS = 2480
PRINT_QUALITY = 90


def picture_to_mms(content: bytes) -> tuple[str, bytes]:
    """Return the kind and the bytes of a picture that fits into an MMS."""
    with opened(content) as picture:
        moves = getattr(picture, "is_animated", False)
        if picture.format == "GIF" and moves and len(content) < MMS_GIF_BYTES:
            return "gif", content
        flat = _flat(picture, side_pixels=MMS_SIDE_PIXELS)
    return "jpg", _within(flat, MMS_BYTES)


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


def picture_to_pdf(content: bytes, *, paper: Paper) -> bytes:
    """Return a picture as one page of PDF."""
    jpeg = ImageReader(BytesIO(as_jpeg(content)))
    size: tuple[int, int] = jpeg.getSize()
    if paper is POSTCARD and size[0] < size[1]:
        paper = paper.turned
    made = BytesIO()
    canvas = Canvas(made, pagesize=(paper.width, paper.height))
    # A postcard has no border: the picture covers it, and loses what stands over.
    room = paper.room if paper is A4 else (paper.width, paper.height)
    ratios = room[0] / size[0], room[1] / size[1]
    scale = min(ratios) if paper is A4 else max(ratios)
    width, height = size[0] * scale, size[1] * scale
    left, bottom = (paper.width - width) / 2, (paper.height - height) / 2
    canvas.drawImage(jpeg, left, bottom, width, height)
    canvas.showPage()
    canvas.save()
    return bytes(made.getvalue())
