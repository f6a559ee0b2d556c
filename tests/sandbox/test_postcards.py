"""Postcards: two sides, in one file or in two."""

import pytest

from tests.sandbox import files
from tests.sandbox.mail import HOME
from tests.sandbox.support import client

POSTCARD_KEYS = {
    *("user_id", "subaccount_id", "message_id", "return_address_id", "schedule"),
    *("post_price", "status", "date_added", "_file_url", "_return_address"),
    *("custom_string", "source", "priority", "_api_username", *HOME),
}


def test_a_postcard_is_answered_recorded_and_charged(post, sandbox):
    data = post.send(post.postcard(), kind="postcards")

    (card,) = data["recipients"]
    assert card.keys() >= POSTCARD_KEYS
    assert (card["status"], card["post_price"]) == ("SUCCESS", "1.5500")
    assert data["total_price"] == 1.55
    assert [entry["reference"] for entry in sandbox.ledger()] == ["p-1"]
    assert sandbox.balance("rehearsal") == "998.4500"


def test_two_files_of_one_page_make_a_postcard(post, host):
    sides = [host.put(files.pdf(text=side), f"/{side}") for side in ("front", "back")]

    card = post.send_one(post.postcard(file_urls=sides), kind="postcards")

    assert card["status"] == "SUCCESS"


@pytest.mark.parametrize("pages", [[], [1], [3], [2, 1], [1, 1, 1]], ids=str)
def test_other_numbers_of_sides_are_no_postcard(post, host, pages):
    urls = [host.put(files.pdf(count), f"/{count}.pdf") for count in pages]

    card = post.send_one(post.postcard(file_urls=urls), kind="postcards")

    assert card["status"] == "INVALID_MEDIA_FILE"


def test_a_picture_has_to_be_uploaded_first(post, host):
    card = post.send_one(
        post.postcard(file_urls=[host.put(files.picture())] * 2), kind="postcards"
    )

    assert card["status"] == "INVALID_MEDIA_FILE"


def test_uploaded_pictures_make_a_postcard(post, api):
    urls = []
    for size in ((60, 40), (40, 60)):
        uploaded = api.post(
            "/uploads?convert=postcard", files={"file": files.picture(size=size)}
        )
        urls.append(uploaded.json()["data"]["_url"])

    card = post.send_one(post.postcard(file_urls=urls), kind="postcards")

    assert card["status"] == "SUCCESS"


@pytest.mark.parametrize("urls", ["http://files.example/a.pdf", 7, {"a": 1}], ids=str)
def test_addresses_that_are_no_list_are_a_400(post, api, urls):
    answer = api.post("/post/postcards/send", json=post.postcard(file_urls=urls))

    assert answer.status_code == 400


def test_a_price_keeps_nothing(post, sandbox):
    data = post.send(post.postcard(), kind="postcards", call="price")

    assert data["recipients"][0]["post_price"] == "1.5500"
    assert sandbox.ledger() == []


def test_history_has_what_the_answer_had(post, control):
    control.post("/settings", json={"speed": 1000})
    sent = post.send_one(post.postcard(), kind="postcards")

    (row,) = post.history("postcards")

    assert row.items() >= (sent | {"status": "Queued"}).items()
    assert post.history("letters") == []


@pytest.mark.parametrize("path", ["history/export", "export"])
def test_history_can_be_exported_by_either_path(post, api, path):
    post.send(post.postcard(), kind="postcards")

    told = api.get(f"/post/postcards/{path}", params={"filename": "p.csv"}).json()

    with client("") as browsing:
        assert "A. Person" in browsing.get(told["data"]["url"]).text


def test_a_waiting_postcard_is_cancelled_and_only_as_a_postcard(post, api, control):
    control.post("/settings", json={"speed": 1000})
    number = post.send_one(post.postcard(), kind="postcards")["message_id"]

    assert api.put(f"/post/letters/{number}/cancel").status_code == 404
    assert api.put(f"/post/postcards/{number}/cancel").json()["data"] is True
    assert api.put(f"/post/postcards/{number}/cancel").status_code == 404
