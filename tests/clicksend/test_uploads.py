"""Uploads: a file inside JSON or as a form, and where it then lies."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import httpx
import pytest

from clicksendhub.clicksend import (
    BadRequest,
    Conversion,
    RequestRefused,
    UnreadableAnswer,
    Upload,
)

from .support import answering, recorded, sms

PDF = b"%PDF-1.7\n\x00\xff"
SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
HOSTED = Upload(
    upload_id=88,
    file_name="3F1D0C9A-5E2B-4D6F-8A7B-9C0D1E2F3A4B.pdf",
    url="https://files.example/3F1D0C9A.pdf",
    added_at=SEPTEMBER,
    expires_at=SEPTEMBER + timedelta(minutes=10),
    user_id=4021,
)


def form_part(request: httpx.Request) -> Message:
    """The only part of a form, read by code that is not the client's."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    parts = [*message_from_bytes(head + request.content).walk()][1:]
    assert len(parts) == 1
    return parts[0]


@pytest.mark.parametrize("to", list(Conversion))
def test_a_file_goes_inside_json(to):
    client, wire = recorded("upload.json")

    upload = client.uploads.convert(PDF, to=to)

    assert wire.path == "POST /v3/uploads"
    assert wire.query == {"convert": to.value}
    assert wire.last.headers["Content-Type"] == "application/json"
    assert list(wire.json) == ["content"]
    assert b64decode(wire.json["content"]) == PDF
    assert upload == HOSTED
    assert upload.extra == {"pages": 2}


def test_a_file_goes_as_a_form_with_its_name():
    client, wire = recorded("upload.json")

    upload = client.uploads.convert_form(PDF, to=Conversion.FAX, file_name="plan.pdf")

    part = form_part(wire.last)
    assert wire.query == {"convert": "fax"}
    assert part.get_param("name", header="Content-Disposition") == "file"
    assert part.get_filename() == "plan.pdf"
    assert part.get_payload(decode=True) == PDF
    assert upload == HOSTED


def test_a_form_is_signed_and_the_next_call_is_json_again():
    client, wire = recorded("upload.json")

    client.uploads.convert_form(PDF, to=Conversion.FAX, file_name="plan.pdf")
    client.uploads.convert(PDF, to=Conversion.FAX)

    form, json = wire.requests
    assert form.headers["Authorization"] == json.headers["Authorization"]
    assert form.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert json.headers["Content-Type"] == "application/json"


def test_two_forms_never_share_their_boundary():
    client, wire = recorded("upload.json")

    for _ in range(2):
        client.uploads.convert_form(PDF, to=Conversion.FAX, file_name="plan.pdf")

    assert len({request.headers["Content-Type"] for request in wire.requests}) == 2


@pytest.mark.parametrize("to", list(Conversion))
def test_a_file_above_the_limit_never_leaves(to):
    client, wire = recorded("upload.json")

    client.uploads.convert_form(b"x" * 10_000_000, to=to, file_name="a")
    for send in (client.uploads.convert, in_form(client)):
        with pytest.raises(RequestRefused) as caught:
            send(b"x" * 10_000_001, to=to)
        assert list(caught.value.fields) == ["content"]

    assert len(wire.requests) == 1


def in_form(client):
    return lambda content, to: client.uploads.convert_form(
        content, to=to, file_name="a"
    )


@pytest.mark.parametrize("beginning", [b"\xff\xd8\xff", b"GIF89a"])
def test_a_large_picture_may_go_to_be_made_small_enough_for_mms(beginning):
    client, wire = recorded("upload.json")

    client.uploads.convert(beginning.ljust(4_000_000, b"\x00"), to=Conversion.MMS)

    assert len(wire.requests) == 1


@pytest.mark.parametrize(("content", "to"), [(b"", "fax"), (PDF, "poster")])
def test_an_upload_that_cannot_be_right_never_leaves(content, to):
    client, wire = recorded("upload.json")

    with pytest.raises(RequestRefused):
        client.uploads.convert(content, to=to)
    with pytest.raises(RequestRefused):
        client.uploads.convert_form(content, to=to, file_name="a.pdf")

    assert wire.requests == []


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 256, "a\r\nb: c", "\ud83d", "a\x00b", "a\x85"]
)
def test_a_name_that_a_form_cannot_carry_never_leaves(name):
    client, wire = recorded("upload.json")

    with pytest.raises(RequestRefused) as caught:
        client.uploads.convert_form(PDF, to=Conversion.FAX, file_name=name)

    assert list(caught.value.fields) == ["file_name"]
    assert wire.requests == []


@pytest.mark.parametrize(
    "name", ["Screenshot 9.41\u202fAM.png", "می\u200cخواهم.pdf", "x" * 255]
)
def test_a_name_of_another_language_may_go(name):
    client, wire = recorded("upload.json")

    client.uploads.convert_form(PDF, to=Conversion.FAX, file_name=name)

    assert name.encode() in wire.last.content


def test_a_name_with_quotes_stays_one_name():
    client, wire = recorded("upload.json")

    client.uploads.convert_form(PDF, to=Conversion.FAX, file_name='my "plan" ü.pdf')

    assert b"my %22plan%22 \xc3\xbc.pdf" in wire.last.content


@pytest.mark.parametrize("data", [None, [], True, {}, {"upload_id": 88, "_url": ""}])
def test_an_upload_without_an_address_is_unreadable(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.uploads.convert(PDF, to=Conversion.FAX)


def test_a_file_that_cannot_be_converted_is_a_bad_request():
    client, _ = answering(status=400, http_code=400, code=400, message="Not a PDF")

    with pytest.raises(BadRequest) as caught:
        client.uploads.convert(PDF, to=Conversion.FAX)

    assert (caught.value.code, caught.value.detail) == ("400", "Not a PDF")


def test_the_address_of_a_file_stays_out_of_its_repr():
    assert "https" not in repr(HOSTED)


def test_a_text_after_a_form_goes_as_before():
    client, wire = answering({"messages": [], "_url": "https://files.example/a"})

    client.uploads.convert_form(PDF, to=Conversion.CSV, file_name="a.csv")
    client.sms.send([sms()])

    assert wire.json["messages"][0]["to"] == "+61491570156"
