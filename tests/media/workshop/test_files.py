"""Every file of the set and what becomes of it: its kind, or why it is refused."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from clicksendhub.media import workshop
from clicksendhub.media.workshop import Facts, Kind, Made, Refused, bench
from tests.make import MEDIA
from tests.support import media_files
from tests.support.media_files import (
    changed_pdf,
    files,
    large_files,
    make_large,
    noise,
    saved,
)

TAKEN = {
    "good.jpg": Kind.JPEG,
    "good.png": Kind.PNG,
    "good.gif": Kind.GIF,
    "good.bmp": Kind.BMP,
    "good.pdf": Kind.PDF,
    "good.docx": Kind.DOCX,
    "good.doc": Kind.DOC,
    "good.rtf": Kind.RTF,
    "good.txt": Kind.TXT,
    "good.csv": Kind.CSV,
    "rtf-named.doc": Kind.RTF,
    "photo-on-its-side.jpg": Kind.JPEG,
    "two-pictures.jpg": Kind.JPEG,
    "cmyk.jpg": Kind.JPEG,
    "sixteen-bits.png": Kind.PNG,
    "see-through.png": Kind.PNG,
    "moving-90-kB.gif": Kind.GIF,
    "moving-101-kB.gif": Kind.GIF,
    "landscape-in-the-middle.pdf": Kind.PDF,
    "turned-by-its-page.pdf": Kind.PDF,
    "junk-before.pdf": Kind.PDF,
    "print-job-before.pdf": Kind.PDF,
    # Its index is gone; what draws the pages refuses it.
    "cut-off.pdf": Kind.PDF,
    "utf-16.txt": Kind.TXT,
    "windows-1252.txt": Kind.TXT,
    "letters-nobody-has.txt": Kind.TXT,
    "inflates-to-a-gigabyte.pdf": Kind.PDF,
    "large-photo.jpg": Kind.JPEG,
    "large-drawing.png": Kind.PNG,
}
REFUSED = {
    "empty.pdf": "empty",
    "jpeg-named.pdf": "wrong_kind",
    "pdf-named.jpg": "wrong_kind",
    "png-named.jpg": "wrong_kind",
    "locked.pdf": "locked",
    "locked-for-changes.pdf": "locked",
    "script-when-opened.pdf": "has_script",
    "script-of-a-page.pdf": "has_script",
    "script-by-name.pdf": "has_script",
    "starts-a-program.pdf": "has_script",
    "with-attachment.pdf": "has_attachment",
    "page-tree-loop.pdf": "damaged",
    "no-pdf.pdf": "damaged",
    "truncated.jpg": "truncated",
    "truncated.png": "truncated",
    "drawing.svg": "svg",
    "drawing-named.png": "svg",
    "phone.heic": "heic",
    "heic-named.jpg": "heic",
    "picture.webp": "webp",
    "picture.tiff": "tiff",
    "page.html": "web_page",
    "page-named.txt": "web_page",
    "pdf-behind-jpeg.jpg": "polyglot",
    "zip-behind-gif.gif": "polyglot",
    "zip-behind-pdf.pdf": "polyglot",
    "page-in-jpeg.jpg": "polyglot",
    "page-before-pdf.pdf": "polyglot",
    "macros.docm": "macros",
    "macros-named.docx": "macros",
    "macros.doc": "macros",
    "spreadsheet-named.docx": "spreadsheet",
    "archive.zip": "archive",
    "bomb.docx": "too_heavy",
    "damaged.docx": "damaged",
    "locked.doc": "locked",
    "object-inside.rtf": "has_attachment",
    "cut-off.rtf": "truncated",
    "program.exe": "program",
    "signs-of-control.txt": "unsupported",
    "many-points.png": "too_many_pixels",
}
NO_FAX = {
    "landscape-in-the-middle.pdf": "landscape",
    "turned-by-its-page.pdf": "landscape",
    "cut-off.pdf": "damaged",
    "good.docx": "needs_conversion",
    "good.doc": "needs_conversion",
    "good.rtf": "needs_conversion",
    "rtf-named.doc": "needs_conversion",
    "good.csv": "no_fax",
    "letters-nobody-has.txt": "no_letter",
}
PICTURES = [name for name, kind in TAKEN.items() if kind.is_picture]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files of the set, the large ones among them."""
    made = tmp_path_factory.mktemp("media files")
    for name in os.listdir(MEDIA):
        (made / name).write_bytes((MEDIA / name).read_bytes())
    for name, content in large_files().items():
        (made / name).write_bytes(content)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder to make things in."""
    made = tmp_path / "desk"
    made.mkdir()
    return made


def _weigh_down(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Weight = pikepdf.Stream(document, os.urandom(4_000_000))


def looked_at(folder: Path, name: str) -> Facts:
    return workshop.look(folder / name, name=name)


def refusal_of(act: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    assert refused.value.sentence.endswith(".")
    return refused.value.code


def for_mms(folder: Path, name: str, desk: Path) -> Made:
    return workshop.for_mms(folder / name, looked_at(folder, name), folder=desk)


def test_the_tables_name_every_file_and_no_other() -> None:
    assert {*TAKEN, *REFUSED} == {*os.listdir(MEDIA), *large_files()}
    assert set(os.listdir(MEDIA)) == set(files())


@pytest.mark.parametrize(("name", "kind"), TAKEN.items())
def test_what_can_be_sent_is_known_by_its_content(
    folder: Path, name: str, kind: Kind
) -> None:
    facts = looked_at(folder, name)
    assert facts.kind is kind
    assert facts.size == (folder / name).stat().st_size
    assert (facts.pages is not None) == (kind is Kind.PDF)
    assert (facts.width is not None) == kind.is_picture


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_what_cannot_be_sent_says_why(folder: Path, name: str, code: str) -> None:
    assert refusal_of(looked_at, folder, name) == code


def test_a_file_of_300_mb_is_not_even_opened(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    make_large(large, 300_000_000)
    assert refusal_of(workshop.look, large, name=large.name) == "too_big"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_made_to_fit_a_phone(folder: Path, name: str, desk: Path) -> None:
    if name == "moving-101-kB.gif":
        assert refusal_of(for_mms, folder, name, desk) == "animated_too_big"
        return
    made = for_mms(folder, name, desk)
    assert made.kind in (Kind.JPEG, Kind.GIF)
    assert made.size == made.path.stat().st_size
    assert made.size <= (99_999 if made.kind is Kind.GIF else 250_000)
    with Image.open(made.path) as picture:
        picture.load()
        assert picture.size == (made.width, made.height)
        assert not picture.getexif()


def test_a_photo_lies_upright_and_tells_of_no_place_and_no_camera(
    folder: Path, desk: Path
) -> None:
    made = for_mms(folder, "photo-on-its-side.jpg", desk)
    assert (made.width, made.height, made.loss) == (480, 640, "")
    content = made.path.read_bytes()
    for secret in (b"Exif", b"GPS", b"Maker of phones", b"taken at home"):
        assert secret not in content


def test_a_jpeg_that_fits_keeps_every_point(folder: Path, desk: Path) -> None:
    made = for_mms(folder, "good.jpg", desk)
    with Image.open(folder / "good.jpg") as before, Image.open(made.path) as after:
        assert before.tobytes() == after.tobytes()
    assert made.loss == ""


def test_a_moving_picture_that_fits_goes_on_moving(folder: Path, desk: Path) -> None:
    made = for_mms(folder, "moving-90-kB.gif", desk)
    with Image.open(made.path) as picture:
        assert getattr(picture, "n_frames", 1) == 3
        assert picture.info["loop"] == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("large-photo.jpg", "was made smaller to fit 250 kB"),
        ("see-through.png", "See-through parts became white."),
    ],
)
def test_what_is_lost_is_told(folder: Path, name: str, words: str, desk: Path) -> None:
    assert words in for_mms(folder, name, desk).loss


def test_what_is_no_picture_is_not_made_one(folder: Path, desk: Path) -> None:
    assert refusal_of(for_mms, folder, "good.pdf", desk) == "not_a_picture"


@pytest.mark.parametrize(
    "name", [name for name in TAKEN if not name.startswith("inflates")]
)
def test_a_fax_is_a_pdf_of_upright_pages(folder: Path, name: str, desk: Path) -> None:
    facts = looked_at(folder, name)
    if code := NO_FAX.get(name):
        act = workshop.for_fax
        assert refusal_of(act, folder / name, facts, folder=desk) == code
        return
    made = workshop.for_fax(folder / name, facts, folder=desk)
    assert (made.kind, made.size <= 4_000_000) == (Kind.PDF, True)
    assert made.path.read_bytes().startswith(b"%PDF-")
    again = workshop.look(made.path, name="made.pdf")
    assert made.pages == again.pages
    assert len(workshop.thumbnails(made.path, again, folder=desk)) == made.pages


def test_a_good_pdf_is_handed_on_as_it_is(folder: Path, desk: Path) -> None:
    made = workshop.for_fax(
        folder / "good.pdf", looked_at(folder, "good.pdf"), folder=desk
    )
    assert made.path.read_bytes() == (folder / "good.pdf").read_bytes()


def test_a_fax_of_more_than_4_mb_is_too_big(tmp_path: Path, desk: Path) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(changed_pdf(_weigh_down))
    facts = Facts(Kind.PDF, Kind.PDF.content_type, large.stat().st_size, pages=1)
    act = workshop.for_fax
    assert refusal_of(act, large, facts, folder=desk) == "too_big_for_fax"


def test_a_long_text_takes_as_many_pages_as_it_needs(
    tmp_path: Path, desk: Path
) -> None:
    text = tmp_path / "long.txt"
    text.write_text("Your exercises for the week\n" * 120 + "x" * 400)
    made = workshop.for_fax(text, workshop.look(text, name=text.name), folder=desk)
    assert made.pages == 3


def test_what_bursts_when_it_is_drawn_takes_its_own_process_along(
    folder: Path, desk: Path
) -> None:
    """Two megabytes that inflate to a gigabyte: no page of it is ever seen."""
    name = "inflates-to-a-gigabyte.pdf"
    facts = looked_at(folder, name)
    act = workshop.thumbnails
    assert refusal_of(act, folder / name, facts, folder=desk) == "too_heavy"


def test_the_process_holds_its_limits() -> None:
    """In a process of its own: the limits are those of the bench, not of this test."""
    asked = (
        "import json, resource as r; from clicksendhub.media.workshop import bench; "
        "bench.limit(); names = ('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_FSIZE'); "
        "print(json.dumps([r.getrlimit(getattr(r, name))[0] for name in names]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, check=True, text=True
    )
    limits = [bench.MEMORY_BYTES, bench.PROCESSOR_SECONDS, bench.FILE_BYTES]
    assert json.loads(told.stdout) == limits


def test_it_takes_no_key_of_ours_along(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    run = subprocess.run

    def watched(*given: Any, **named: Any) -> Any:
        seen.update(named["env"])
        return run(*given, **named)

    monkeypatch.setenv("SECRET_KEY", "nobody's business")
    monkeypatch.setattr(subprocess, "run", watched)
    looked_at(folder, "good.jpg")
    assert seen
    assert not {"SECRET_KEY", "DATABASE_URL", "HUB_KEYRING"} & seen.keys()


def test_one_that_never_ends_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "WALL_SECONDS", 0.001)
    assert refusal_of(looked_at, folder, "good.jpg") == "too_heavy"


def test_pictures_of_pages_stay_small(folder: Path, desk: Path) -> None:
    for name in ("good.pdf", "large-photo.jpg", "large-drawing.png"):
        for page in workshop.thumbnails(
            folder / name, looked_at(folder, name), folder=desk
        ):
            with Image.open(page) as picture:
                assert max(picture.size) <= 401


def test_a_picture_that_hides_nothing_but_noise_still_fits(
    tmp_path: Path, desk: Path
) -> None:
    path = tmp_path / "noise.png"
    path.write_bytes(saved(noise(2000, 1500), "PNG"))
    made = workshop.for_mms(path, workshop.look(path, name=path.name), folder=desk)
    assert made.size <= 250_000
    with Image.open(io.BytesIO(made.path.read_bytes())) as picture:
        assert max(picture.size) <= 1600


def test_the_set_can_be_made_anew(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(media_files, "FOLDER", tmp_path)
    media_files.write()
    assert set(os.listdir(tmp_path)) == set(os.listdir(MEDIA))
