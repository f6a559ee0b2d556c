"""Sets a picture on an A4 page, or over a whole postcard."""

from io import BytesIO

from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from clicksendhub.sandbox.convert_picture import as_jpeg
from clicksendhub.sandbox.paper import A4, POSTCARD, Paper


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
