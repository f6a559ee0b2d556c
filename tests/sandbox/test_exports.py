"""History as a file: every row, in the columns of the list, at a real address."""

import csv
import io

import httpx
import pytest

from tests.sandbox import files
from tests.sandbox.channels import call_up, faxed, history, pictured, post
from tests.sandbox.support import NO_AUTHORITIES, send, text


def read(answer):
    assert answer.status_code == 200
    url = answer.json()["data"]["url"]
    file = httpx.get(url, verify=NO_AUTHORITIES, trust_env=False)
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    return url, list(csv.DictReader(io.StringIO(file.text)))


def test_the_whole_history_is_exported_not_a_page(api):
    send(api, *(text(f"+6140{n:07}", custom_string=f"r{n}") for n in range(120)))

    url, rows = read(api.get("/sms/history/export?filename=july.csv"))

    assert url.endswith("/july.csv")
    assert [row["custom_string"] for row in rows] == [f"r{n}" for n in range(120)]
    assert rows[0].keys() == history(api, "sms")[0].keys()


def test_an_export_takes_the_filters_of_the_list(api):
    send(api, text(), text("+61491570157"))

    _, rows = read(api.get("/sms/history/export", params={"q": "to:+61491570157"}))

    assert [row["to"] for row in rows] == ["+61491570157"]


@pytest.mark.parametrize("channel", ["mms", "voice", "fax"])
def test_every_channel_exports_its_history(api, channel):
    call_up(api)
    with files.Host() as host:
        photo = host.put(files.picture("JPEG"), "/a.jpg")
        post(api, "/mms/send", media_file=photo, messages=[pictured()])
        post(api, "/fax/send", file_url=host.put(files.pdf()), messages=[faxed()])

    _, rows = read(api.get(f"/{channel}/history/export"))

    assert [row["message_id"] for row in rows] == [
        row["message_id"] for row in history(api, channel)
    ]


def test_an_empty_history_is_an_empty_file(api):
    assert read(api.get("/voice/history/export"))[1] == []


@pytest.mark.parametrize(
    ("asked", "given"),
    [("", "export.csv"), ("../../x", "x.csv"), ("Jul y", "Jul-y.csv"), ("a", "a.csv")],
)
def test_the_name_of_a_file_is_made_safe(api, asked, given):
    url, _ = read(api.get("/sms/history/export", params={"filename": asked}))

    assert url.rpartition("/")[2] == given


def test_nobody_guesses_the_address_of_an_export(api, sandbox):
    api.get("/sms/history/export?filename=a.csv")

    guessed = httpx.get(
        f"{sandbox.url}/exports/{'0' * 32}/a.csv",
        verify=NO_AUTHORITIES,
        trust_env=False,
    )

    assert guessed.status_code == 404
