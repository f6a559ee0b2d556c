"""Opens pictures and makes them small enough for phones, without what they tell of
the place where they were taken. Runs in the limited process alone.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from clicksendhub.media.workshop import hidden
from clicksendhub.media.workshop.values import Facts, Kind, Made
from clicksendhub.media.workshop.words import bytes_in_words, refusal

MOST_PIXELS: Final = 50_000_000
# Beyond it a moving picture is a film.
MOST_FRAMES: Final = 2_000
# clicksend-v3-api.md §3.1: at most 250 kB, and a GIF under 100 kB.
MMS_BYTES: Final = 250_000
GIF_BYTES: Final = 99_999
# No phone shows more; ClickSend names no limit.
_MMS_EDGE: Final = 1600
_SMALLEST_EDGE: Final = 64
_LARGEST_PROFILE: Final = 10_000
_BEST, _GOOD, _WORST = 92, 80, 40
_DROPPED_MARKERS: Final = frozenset({0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE})
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FORMATS: Final = {
    "JPEG": Kind.JPEG,
    "MPO": Kind.JPEG,
    "PNG": Kind.PNG,
    "GIF": Kind.GIF,
    "BMP": Kind.BMP,
    "DIB": Kind.BMP,
}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def look(path: Path, kind: Kind, content: bytes) -> Facts:
    """What a picture is; every byte of it was decoded."""
    frames = hidden.frames_of(content) if kind is Kind.GIF else 1
    if frames > MOST_FRAMES:
        raise refusal("too_heavy")
    with _opened(path, kind) as picture:
        width, height = picture.size
        _read_all(picture)
        is_turned = _is_turned(picture)
    if is_turned:
        width, height = height, width
    return Facts(
        kind=kind,
        content_type=kind.content_type,
        size=len(content),
        width=width,
        height=height,
        is_animated=frames > 1,
        frames=frames,
    )


def for_mms(path: Path, facts: Facts, folder: Path) -> Made:
    """A picture that phones take: no more than 250 kB, a GIF less than 100 kB."""
    content = path.read_bytes()
    if facts.is_animated:
        if len(content) > GIF_BYTES:
            raise refusal("animated_too_big", size=bytes_in_words(len(content)))
        return _written(
            folder, Kind.GIF, _plain_gif(content), facts.width, facts.height
        )
    if facts.kind is Kind.GIF and len(content) <= GIF_BYTES:
        return _written(
            folder, Kind.GIF, _plain_gif(content), facts.width, facts.height
        )
    if _is_good_as_it_is(path, facts, content):
        plain = _plain_jpeg(content)
        return _written(folder, Kind.JPEG, plain, facts.width, facts.height)
    return _shrunk(path, facts, folder)


def thumbnail(path: Path, facts: Facts, target: Path, edge: int) -> None:
    """A small picture of it, as PNG."""
    picture = loaded(path, facts.kind, edge)
    picture.thumbnail((edge, edge))
    picture.save(target, "PNG")


def loaded(path: Path, kind: Kind, edge: int) -> Image.Image:
    """The picture upright, plain RGB on white, and not much larger than ``edge``."""
    with _opened(path, kind) as picture:
        if picture.format in ("JPEG", "MPO"):
            # Decoded at a fraction of its size: saves most of the memory.
            picture.draft(None, (edge, edge))
        _read_all(picture)
        factor = max(1, min(picture.size) // edge)
        small = picture.reduce(factor) if factor > 1 else picture
        return _on_white(_turned(small, _orientation(picture)))


def _opened(path: Path, kind: Kind) -> Image.Image:
    try:
        picture = Image.open(path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(path) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise refusal("damaged") from error
    if _FORMATS.get(picture.format or "") is not kind:
        raise refusal("damaged")
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _pixels(width, height)
    if not width or not height:
        raise refusal("damaged")
    return picture


def _too_many_pixels(path: Path) -> Exception:
    """The size stands in the head of the file, which is read without the rest."""
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with Image.open(path) as picture:
            return _pixels(*picture.size)
    except Exception:  # noqa: BLE001 - whatever is wrong with it besides
        return refusal("damaged")
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _pixels(width: int, height: int) -> Exception:
    most = MOST_PIXELS // 1_000_000
    return refusal("too_many_pixels", width=width, height=height, most=most)


def _read_all(picture: Image.Image) -> None:
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        is_short = "truncated" in str(error)
        raise refusal("truncated" if is_short else "damaged") from error


def _is_turned(picture: Image.Image) -> bool:
    """True where it is seen on its side: width and height change places."""
    return _orientation(picture) in (5, 6, 7, 8)


def _orientation(picture: Image.Image) -> int:
    """How the camera was held (EXIF 0x0112); 1 where that is not told, or nonsense."""
    try:
        return int(picture.getexif().get(0x0112, 1))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        return 1


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        picture = picture.convert("RGBA")
        page = Image.new("RGB", picture.size, "white")
        page.paste(picture, mask=picture.getchannel("A"))
        return page
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _shrunk(path: Path, facts: Facts, folder: Path) -> Made:
    picture = loaded(path, facts.kind, _MMS_EDGE)
    had_holes = _has_holes(path, facts.kind)
    if max(picture.size) > _MMS_EDGE:
        picture.thumbnail((_MMS_EDGE, _MMS_EDGE), Image.Resampling.LANCZOS)
    while True:
        found = _within(picture, MMS_BYTES)
        if found:
            break
        width, height = (int(side * 0.8) for side in picture.size)
        if min(width, height) < 1 or max(width, height) < _SMALLEST_EDGE:
            raise refusal("too_small_to_fit")
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    quality, content = found
    made = _written(folder, Kind.JPEG, content, *picture.size)
    loss = _loss(facts, picture, quality, had_holes=had_holes)
    return Made(made.path, made.kind, made.size, None, *picture.size, loss)


def _within(picture: Image.Image, most: int) -> tuple[int, bytes] | None:
    """The best quality that fits, found by halving; None where the worst does not."""
    best: tuple[int, bytes] | None = None
    low, high = _WORST, _BEST
    while low <= high:
        quality = high if best is None and high == _BEST else (low + high) // 2
        content = _as_jpeg(picture, quality)
        if len(content) <= most:
            best, low = (quality, content), quality + 1
        else:
            high = quality - 1
    return best


def _as_jpeg(picture: Image.Image, quality: int) -> bytes:
    target = BytesIO()
    # A comment of the original would be written along; its colours are kept.
    profile = picture.info.get("icc_profile", b"")
    picture.info = {}
    if profile and len(profile) <= _LARGEST_PROFILE:
        picture.info["icc_profile"] = profile
    # Phones of every age show it: no progressive one.
    picture.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()


def _loss(facts: Facts, picture: Image.Image, quality: int, *, had_holes: bool) -> str:
    told = []
    if (facts.width, facts.height) != picture.size:
        width, height = picture.size
        told.append(
            f"The picture was made smaller to fit 250 kB: {facts.width:,} × "
            f"{facts.height:,} points became {width:,} × {height:,}."
        )
    if quality < _GOOD:
        told.append("Fine detail was lost to make it fit 250 kB.")
    if had_holes:
        told.append("See-through parts became white.")
    return " ".join(told)


def _has_holes(path: Path, kind: Kind) -> bool:
    if kind is Kind.JPEG:
        return False
    with _opened(path, kind) as picture:
        return "A" in picture.getbands() or "transparency" in picture.info


def _is_good_as_it_is(path: Path, facts: Facts, content: bytes) -> bool:
    """A JPEG that fits, in ordinary colours and upright, loses its notes alone."""
    if facts.kind is not Kind.JPEG or len(content) > MMS_BYTES:
        return False
    with _opened(path, facts.kind) as picture:
        is_plain = picture.mode in ("RGB", "L") and picture.format == "JPEG"
        is_upright = _orientation(picture) == 1
        return is_plain and is_upright and max(picture.size) <= 2 * _MMS_EDGE


def _plain_jpeg(content: bytes) -> bytes:
    """Without EXIF, GPS, XMP, comments, and whatever lies behind its end."""
    kept = [content[:2]]
    begins = end = hidden.end_of(content, Kind.JPEG)
    for marker, start, stop in hidden.jpeg_segments(content):
        if marker == 0xDA:
            begins = start
            break
        if marker not in _DROPPED_MARKERS:
            kept.append(content[start:stop])
    return b"".join([*kept, content[begins:end]])


def _plain_gif(content: bytes) -> bytes:
    """Without comments and notes of programs, and whatever lies behind its end."""
    palette = hidden.gif_blocks(content)
    kept: list[bytes] = []
    for what, start, stop in palette:
        if not kept:
            kept.append(content[:start])
        is_note = what == 0x21 and content[start + 1] in (0xFE, 0xFF)
        is_loop = content[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if not is_note or is_loop:
            kept.append(content[start:stop])
    plain = b"".join(kept)
    return plain if plain.endswith(b";") else plain + b";"


def _written(
    folder: Path, kind: Kind, content: bytes, width: int | None, height: int | None
) -> Made:
    path = folder / f"made{kind.suffix}"
    path.write_bytes(content)
    return Made(path, kind, len(content), None, width, height)
