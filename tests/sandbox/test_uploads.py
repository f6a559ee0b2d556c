"""`POST /uploads`: taken in two forms, really converted, served for a while."""

import base64
import io

import pytest
from PIL import Image

from clicksendhub.clicksend import ClickSend, Conversion
from clicksendhub.sandbox import child, pdf
from tests.sandbox import files
from tests.sandbox.support import KEY, USER, client, until

A4_POINTS = (595, 842)
CSV = "first_name,phone\nZoë,+61491570156\n".encode()


def put(api, content, use, **more):
    encoded = base64.b64encode(content).decode()
    return api.post(
        "/uploads", params={"convert": use}, json={"content": encoded}, **more
    )


def made(api, content, use):
    answer = put(api, content, use)
    assert answer.status_code == 200, answer.text
    with client("") as browsing:
        return browsing.get(answer.json()["data"]["_url"])


def page_size(content):
    picture = Image.open(io.BytesIO(pdf.draw_page(content, number=1)))
    return picture.width / picture.height


def test_the_answer_says_where_the_file_is_and_until_when(api):
    answer = put(api, files.pdf(), "post").json()

    uploaded = answer["data"]
    assert answer["response_msg"] == "Your file has been uploaded."
    assert uploaded["date_delete"] - uploaded["date_added"] == 600
    assert uploaded["_url"].endswith("/" + uploaded["file_name"])
    assert uploaded["upload_id"] == 1
    assert uploaded["user_id"] == api.get("/account").json()["data"]["user_id"]


def test_a_pdf_passes_through_as_it_is(api):
    content = files.pdf(2)

    file = made(api, content, "fax")

    assert file.content == content
    assert file.headers["content-type"] == "application/pdf"


def test_the_client_fetches_what_it_uploaded(api):
    content = files.pdf(2)
    base_url = str(api.base_url)

    with ClickSend(username=USER, api_key=KEY, base_url=base_url) as clicksend:
        upload = clicksend.uploads.convert_form(
            content, to=Conversion.FAX, file_name="plan.pdf"
        )
        assert clicksend.uploads.fetch_hosted(upload.url) == content


def test_a_form_with_a_file_is_taken_too(api):
    content = files.pdf() + b"\r\n--almost-a-boundary\r\n\x00\xff"
    answer = api.post(
        "/uploads?convert=post", files={"file": ("letter.pdf", content)}
    ).json()

    with client("") as browsing:
        assert browsing.get(answer["data"]["_url"]).content == content


def test_convert_may_stand_in_the_body(api):
    encoded = base64.b64encode(CSV).decode()

    told = api.post("/uploads", json={"content": encoded, "convert": "csv"})
    formed = api.post("/uploads", data={"convert": "csv"}, files={"file": CSV})

    assert told.json()["data"]["file_name"].endswith(".csv")
    assert formed.json()["data"]["file_name"].endswith(".csv")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "GIF"])
def test_a_picture_becomes_a_jpeg_that_fits_an_mms(api, kind):
    mode = "P" if kind == "GIF" else "RGB"

    file = made(api, files.picture(kind, size=(1900, 1500), mode=mode), "mms")

    picture = Image.open(io.BytesIO(file.content))
    assert (picture.format, file.headers["content-type"]) == ("JPEG", "image/jpeg")
    assert len(file.content) <= 250_000


def test_a_picture_for_an_mms_loses_what_its_camera_wrote_but_stands_upright(api):
    notes = Image.Exif()
    notes[0x010E] = "taken at home"
    notes[0x0112] = 6

    file = made(api, files.picture("JPEG", size=(80, 40), exif=notes), "mms")

    picture = Image.open(io.BytesIO(file.content))
    assert dict(picture.getexif()) == {}
    assert picture.size == (40, 80)


@pytest.mark.parametrize(
    ("kind", "size", "fitted"),
    [
        ("PNG", (1, 1), (1, 1)),
        ("PNG", (12, 12), (12, 12)),
        ("JPEG", (600, 12), (600, 12)),
        ("PNG", (8000, 70), (1600, 14)),
    ],
)
def test_a_small_or_narrow_picture_is_a_picture(api, kind, size, fitted):
    file = made(api, files.picture(kind, size=size), "mms")

    assert Image.open(io.BytesIO(file.content)).size == fitted


@pytest.mark.parametrize("use", ["mms", "post"])
def test_a_picture_that_is_never_decoded_to_the_end_is_refused(api, monkeypatch, use):
    monkeypatch.setattr(child, "TIMEOUT_SECONDS", 0.01)

    answer = put(api, files.picture("JPEG", progressive=True), use)

    assert (answer.status_code, answer.json()["data"].keys()) == (400, {"content"})


@pytest.mark.parametrize("kept", [15, 23])
def test_a_moving_gif_that_ends_in_its_second_picture_is_refused(api, kept):
    gif = files.moving_gif()
    second = gif.rindex(b"\x21\xf9\x04")

    assert put(api, gif[: second + kept], "mms").status_code == 400


def test_a_picture_with_many_greys_keeps_them(api):
    grey = io.BytesIO()
    Image.new("I;16", (20, 20), 128 * 256).save(grey, "PNG")

    picture = Image.open(io.BytesIO(made(api, grey.getvalue(), "mms").content))

    assert picture.convert("L").getextrema() == (128, 128)


def test_a_small_moving_gif_keeps_moving(api):
    file = made(api, files.moving_gif(), "mms")

    assert getattr(Image.open(io.BytesIO(file.content)), "n_frames") == 2  # noqa: B009
    assert file.headers["content-type"] == "image/gif"


@pytest.mark.parametrize("use", ["fax", "post"])
@pytest.mark.parametrize(
    "content",
    [
        files.picture("JPEG", size=(400, 200)),
        files.picture("PNG", mode="RGBA"),
        "Dear Zoë,\n\n   see <you> & yours\n".encode(),
        files.docx("Dear reader", "Yours"),
    ],
    ids=["JPEG", "PNG", "text", "DOCX"],
)
def test_what_can_be_printed_becomes_an_upright_a4_page(api, use, content):
    file = made(api, content, use)

    assert pdf.count_pages(file.content) == 1
    assert page_size(file.content) == pytest.approx(210 / 297, abs=0.01)


@pytest.mark.parametrize(
    ("size", "ratio"), [((300, 200), 220 / 158), ((200, 300), 158 / 220)]
)
def test_a_picture_covers_a_postcard_with_its_bleed(api, size, ratio):
    navy = io.BytesIO()
    Image.new("RGB", size, "navy").save(navy, "PNG")

    file = made(api, navy.getvalue(), "postcard")

    drawn = Image.open(io.BytesIO(pdf.draw_page(file.content, number=1)))
    assert drawn.width / drawn.height == pytest.approx(ratio, abs=0.01)
    assert drawn.convert("RGB").getpixel((1, 1)) != (255, 255, 255)


def test_a_docx_keeps_its_words_lists_and_tables_on_as_many_pages_as_needed(api):
    cell = "<w:tc><w:p><w:r><w:t>Nine</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"

    file = made(api, files.docx(*["A line of text."] * 90, inside=table), "post")

    assert pdf.count_pages(file.content) == 3


def test_a_docx_keeps_its_pictures(api):
    navy = io.BytesIO()
    Image.new("RGB", (3000, 300), "navy").save(navy, "PNG")

    file = made(api, files.docx_with_picture(navy.getvalue()), "post")

    drawn = Image.open(io.BytesIO(pdf.draw_page(file.content, number=1)))
    lightest, darkest = drawn.convert("L").getextrema()[::-1]
    assert (lightest, darkest) == (255, 15)


def test_a_docx_with_a_bomb_for_a_picture_is_refused(api):
    answer = put(api, files.docx_with_picture(files.bomb_png()), "post")

    assert answer.status_code == 400


def test_a_new_page_in_a_text_is_a_new_page(api):
    assert pdf.count_pages(made(api, b"one\n\ftwo\n", "post").content) == 2


def test_a_csv_is_kept_as_it_is(api):
    file = made(api, CSV, "csv")

    assert file.content == CSV
    assert file.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("content", "use"),
    [
        (b"", "post"),
        (files.pdf(), "mms"),
        (files.bomb_png(), "mms"),
        (files.bomb_png(), "post"),
        (files.pdf(2)[:900], "fax"),
        (files.pdf(password="closed"), "post"),
        (b"<!DOCTYPE html><p>letter", "post"),
        (files.archive({"a.txt": "no letter"}), "post"),
        (files.archive({"word/document.xml": "<broken"}), "post"),
        (files.archive({"word/document.xml": "x" * 70_000_000}), "post"),
        (files.entity_bomb_docx(), "post"),
        (b"word " * 100_000, "post"),
        (files.picture(), "csv"),
        (files.archive({"a": "b"}), "csv"),
        (b"\x00\x01\x02", "csv"),
    ],
    ids=[
        "nothing",
        "PDF as MMS",
        "bomb as MMS",
        "bomb of a picture",
        "truncated PDF",
        "locked PDF",
        "web page",
        "archive",
        "broken DOCX",
        "DOCX that swells",
        "DOCX with a bomb of entities",
        "endless text",
        "picture as CSV",
        "archive as CSV",
        "no text as CSV",
    ],
)
def test_a_hostile_or_wrong_file_is_answered_400_with_a_sentence(api, content, use):
    answer = put(api, content, use)

    assert answer.status_code == 400
    assert answer.json()["response_msg"].endswith(".")
    assert api.get("/account").status_code == 200


@pytest.mark.parametrize("use", ["", "gif", "POST"])
def test_an_unknown_conversion_is_refused(api, use):
    answer = put(api, files.pdf(), use)

    assert answer.status_code == 400
    assert "fax, mms, csv, post, postcard" in answer.json()["response_msg"]


@pytest.mark.parametrize("content", ["not base64!", "abc", 7, None, ["x"], {}])
def test_content_that_is_no_base64_is_refused(api, content):
    answer = api.post("/uploads?convert=csv", json={"content": content})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nnever ends"),
        ("multipart/form-data; boundary=x", b"--x\r\nno gap\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n" * 100 + b"--x--"),
    ],
)
def test_a_broken_form_is_refused(api, kind, body):
    answer = api.post(
        "/uploads?convert=csv", content=body, headers={"Content-Type": kind}
    )

    assert answer.status_code == 400


def test_ten_megabytes_are_taken_and_not_one_byte_more(api):
    content = (b"x" * 63 + b"\n") * (10 * 1024 * 1024 // 64)

    assert put(api, content, "csv").status_code == 200
    assert put(api, content + b"x", "csv").status_code == 400


def test_a_file_is_gone_when_its_time_is_over(api, control):
    control.post("/settings", json={"upload_seconds": 0})
    uploaded = put(api, CSV, "csv").json()["data"]

    with client("") as browsing:
        assert browsing.get(uploaded["_url"]).status_code == 404
    assert uploaded["date_delete"] == uploaded["date_added"]


def test_a_file_whose_time_is_over_is_deleted_by_the_clock(api, control, sandbox):
    control.post("/settings", json={"upload_seconds": 0.2})
    put(api, CSV, "csv")
    assert sandbox.sandbox.store.count("SELECT count(*) FROM uploads") == 1

    until(lambda: not sandbox.sandbox.store.count("SELECT count(*) FROM uploads"))


def test_the_type_of_a_form_may_be_written_in_capitals(api):
    body = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\na,b\r\n--x--\r\n'

    answer = api.post(
        "/uploads?convert=csv",
        content=body,
        headers={"Content-Type": "Multipart/Form-Data; boundary=x"},
    )

    assert answer.status_code == 200


def test_a_host_may_have_an_underscore(api):
    answer = put(api, CSV, "csv", headers={"Host": "sand_box:8025"})

    assert answer.json()["data"]["_url"].startswith("http://sand_box:8025/uploads/")


def test_a_caller_without_a_key_uploads_nothing(sandbox):
    with client(sandbox.base_url) as stranger:
        assert put(stranger, CSV, "csv").status_code == 401
