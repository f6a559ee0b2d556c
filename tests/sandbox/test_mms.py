"""`/mms`: texts with a picture, which is fetched and shown on the handset."""

import time

import pytest

from tests.sandbox import files
from tests.sandbox.channels import history, pictured, post, statuses
from tests.sandbox.support import client

SHAPE = {
    "list_id",
    "contact_id",
    "message_id",
    "to",
    "subject",
    "from",
    "body",
    "country",
    "custom_string",
    "schedule",
    "message_parts",
    "message_price",
    "_media_file_url",
    "status",
}


@pytest.fixture
def host():
    with files.Host() as hosting:
        yield hosting


@pytest.fixture
def picture(host):
    return host.put(files.picture("JPEG"), "/gate.jpg")


def send(api, picture, *messages):
    return post(
        api, "/mms/send", media_file=picture, messages=list(messages or [pictured()])
    )


def test_an_accepted_mms_carries_every_documented_key(api, picture):
    data = send(api, picture)

    (message,) = data["messages"]
    assert message.keys() == SHAPE
    assert (message["subject"], message["body"]) == ("Site photo", "Gate B")
    assert (message["message_parts"], message["message_price"]) == (1, "0.4400")
    assert message["_media_file_url"] == picture
    assert (message["schedule"], message["list_id"]) == ("", None)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"subject": ""}, "SUBJECT_REQUIRED"),
        ({"subject": None}, "SUBJECT_REQUIRED"),
        ({"body": " "}, "EMPTY_MESSAGE"),
        ({"to": "+61"}, "INVALID_RECIPIENT"),
        ({"to": "+4915112345678"}, "COUNTRY_NOT_ENABLED"),
        ({"to": "+14155552671"}, "INVALID_SENDER_ID"),
        ({"to": "+61491555312"}, "SUCCESS"),
    ],
)
def test_an_mms_that_cannot_go_says_why(api, picture, changes, status):
    assert statuses(send(api, picture, pictured() | changes)) == [status]


@pytest.mark.parametrize(
    "content",
    [
        files.picture("PNG"),
        files.pdf(),
        b"not a picture",
        files.picture("JPEG", size=(900, 900), quality=95),
        files.picture("GIF", size=(400, 400)),
    ],
    ids=["png", "pdf", "text", "large jpeg", "large gif"],
)
def test_a_file_that_a_phone_cannot_show_is_refused_for_each_message(
    api, host, content
):
    data = send(api, host.put(content), pictured(), pictured("+61491570157"))

    assert statuses(data) == ["INVALID_MEDIA_FILE"] * 2
    assert data["queued_count"] == 0


@pytest.mark.parametrize("url", ["/nowhere.jpg", "ftp://files.example/a.jpg", "", None])
def test_a_file_that_cannot_be_fetched_is_refused(api, host, url):
    address = host.url + url if url == "/nowhere.jpg" else url

    assert statuses(send(api, address)) == ["INVALID_MEDIA_FILE"]


def test_a_picture_that_was_converted_for_an_mms_goes(api):
    noise = files.picture("PNG", size=(1200, 1200))
    made = api.post("/uploads?convert=mms", files={"file": ("a.png", noise)}).json()

    assert statuses(send(api, made["data"]["_url"])) == ["SUCCESS"]


def test_a_small_gif_goes(api, host):
    assert statuses(send(api, host.put(files.picture("GIF")))) == ["SUCCESS"]


@pytest.mark.parametrize(("letter", "kept"), [("a", 1500), ("ж", 500)])
def test_a_long_mms_is_cut(api, picture, letter, kept):
    (message,) = send(api, picture, pictured(body=letter * 2000, subject=letter * 30))[
        "messages"
    ]

    assert (len(message["body"]), len(message["subject"])) == (kept, 20)


def test_a_price_looks_at_the_file_and_keeps_no_message(api, sandbox, picture, host):
    priced = post(api, "/mms/price", media_file=picture, messages=[pictured()])
    refused = post(api, "/mms/price", media_file=host.url, messages=[pictured()])

    assert priced["total_price"] == 0.44
    assert statuses(refused) == ["INVALID_MEDIA_FILE"]
    assert sandbox.ledger() == []


def test_history_follows_an_mms_in_its_own_words(api, sandbox, picture):
    send(api, picture, pictured(), pictured("+61491555312"), pictured("+61491555200"))
    assert sandbox.settle()

    rows = history(api, "mms", q="direction:out")
    words = [row["status"] for row in rows]
    assert words == ["Sent", "Failed", "Queued:WaitSend"]
    assert (rows[0]["subject"], rows[0]["_media_file_url"]) == ("Site photo", picture)


def test_receipts_of_mms_wait_without_a_rule(api, sandbox, picture):
    (message,) = send(api, picture)["messages"]
    assert sandbox.settle()

    unread = api.get("/mms/receipts").json()["data"]["data"]
    assert [row["status_code"] for row in unread] == [200, 201]
    assert {row["message_type"] for row in unread} == {"mms"}
    one = api.get(f"/mms/receipts/{message['message_id']}").json()["data"]
    assert one["status_code"] == 201
    api.put("/mms/receipts-read")
    assert api.get("/mms/receipts").json()["data"]["total"] == 0


def test_a_scheduled_mms_is_cancelled(api, picture):
    soon = int(time.time()) + 3600
    (message,) = send(api, picture, pictured(schedule=soon))["messages"]

    assert message["schedule"] == soon
    assert api.put(f"/mms/{message['message_id']}/cancel").status_code == 200
    assert api.put("/mms/cancel-all").json()["data"] == {"count": 0}


def test_the_handset_shows_the_picture_and_takes_an_answer(api, sandbox, picture):
    (message,) = send(api, picture, pictured(subject="<b>Gate</b>"))["messages"]

    with client(sandbox.url, follow_redirects=True) as browser:
        page = browser.get("/handset/1").text
        source = page.partition('<img class="bubble__picture" src="')[2].split('"')[0]
        shown = browser.get(source)
    sandbox.reply(sender=message["to"], body="Thanks")

    assert "&lt;b&gt;Gate&lt;/b&gt;" in page
    assert shown.headers["content-type"] == "image/jpeg"
    reply = api.get(f"/sms/inbound/{message['message_id']}").json()["data"]
    assert reply["body"] == "Thanks"
