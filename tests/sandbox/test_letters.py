"""Letters: judged, priced, charged, printed by the clock, and cancelled in time."""

import base64
import csv
import io
import json
import time
from decimal import Decimal
from pathlib import Path

import pytest

from clicksendhub.sandbox import post_clock
from clicksendhub.sandbox.addresses import find_address
from clicksendhub.sandbox.post_prices import POSTAGE
from clicksendhub.sandbox.prices import country_names
from tests.sandbox import files
from tests.sandbox.mail import HOME
from tests.sandbox.support import KEY, client

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "sandbox.md"
LETTER_KEYS = {
    *("user_id", "subaccount_id", "message_id", "return_address_id", "custom_string"),
    *("source", "colour", "duplex", "post_pages", "post_price", "priority_post"),
    *("date_added", "status", "schedule", "_file_url", "_return_address"),
    *("_api_username", *HOME),
}


def slow(control):
    """Let letters wait where they are."""
    control.post("/settings", json={"speed": 1000})


def test_a_letter_is_answered_recorded_and_charged(post, sandbox):
    data = post.send(post.letter(post.piece(), post.piece(custom_string="p-2")))

    first, second = data["recipients"]
    assert first.keys() >= LETTER_KEYS
    assert (first["status"], first["post_price"]) == ("SUCCESS", "2.3100")
    assert (data["total_price"], data["total_count"], data["queued_count"]) == (
        4.62,
        2,
        2,
    )
    assert first["_return_address"]["return_address_id"] == first["return_address_id"]
    assert [entry["reference"] for entry in sandbox.ledger()] == ["p-1", "p-2"]
    assert (
        sandbox.ledger()[0]["to"] == "A. Person, 1 Example St, Perth WA 6000, AUSTRALIA"
    )
    assert sandbox.balance("rehearsal") == "995.3800"
    assert second["custom_string"] == "p-2"


@pytest.mark.parametrize(
    ("changes", "pages", "price"),
    [
        ({}, 2, "2.3100"),
        ({"duplex": 0}, 2, "2.3700"),
        ({"colour": 1}, 2, "2.8700"),
        ({"colour": 1.0}, 2, "2.8700"),
        ({"colour": "true", "duplex": "1.0"}, 2, "2.8700"),
        ({"priority_post": 1}, 2, "2.9600"),
        ({"template_used": 0}, 3, "2.5000"),
        ({"pages": 8}, 8, "3.2700"),
        ({"pages": 9}, 9, "5.4500"),
        ({"pages": 5, "duplex": 0}, 5, "4.9300"),
    ],
    ids=str,
)
def test_pages_ink_sheets_and_speed_make_the_price(post, changes, pages, price):
    letter = post.send_one(post.letter(**changes))

    assert (letter["post_pages"], letter["post_price"]) == (pages, price)


def test_a_country_has_its_own_postage(post):
    abroad = post.send_one(post.letter(post.piece(address_country="GB")))

    assert abroad["post_price"] == "1.9900"


@pytest.mark.parametrize("code", ["11111", 22222, "33333"])
def test_a_test_postal_code_is_free_and_sent_at_once(post, sandbox, code):
    letter = post.send_one(post.letter(post.piece(address_postal_code=code)))

    assert (letter["status"], letter["post_price"]) == ("SUCCESS", "0.0000")
    assert letter["address_postal_code"] == str(code)
    assert sandbox.balance("rehearsal") == "1000.0000"
    assert post.history()[0]["status"] == "Sent"


def test_a_price_keeps_and_charges_nothing(post, sandbox):
    data = post.send(post.letter(), call="price")

    assert Decimal(data["recipients"][0]["post_price"]) == Decimal("2.31")
    assert data["total_cost"] == data["total_price"] == 2.31
    assert sandbox.ledger() == []
    assert sandbox.balance("rehearsal") == "1000.0000"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"address_name": ""}, "MISSING_REQUIRED_FIELDS"),
        ({"address_line_1": None}, "MISSING_REQUIRED_FIELDS"),
        ({"address_city": " "}, "MISSING_REQUIRED_FIELDS"),
        ({"address_state": ""}, "MISSING_REQUIRED_FIELDS"),
        ({"address_postal_code": ""}, "MISSING_REQUIRED_FIELDS"),
        ({"address_country": ""}, "MISSING_REQUIRED_FIELDS"),
        ({"return_address_id": None}, "MISSING_REQUIRED_FIELDS"),
        ({"return_address_id": 999}, "MISSING_REQUIRED_FIELDS"),
        ({"address_country": "XX"}, "INVALID_RECIPIENT"),
        ({"address_country": "AQ"}, "COUNTRY_NOT_ENABLED"),
        ({"schedule": "soon"}, "INVALID_SCHEDULE"),
    ],
    ids=str,
)
def test_a_piece_that_cannot_go_says_why_and_costs_nothing(
    post, sandbox, changes, status
):
    data = post.send(post.letter(post.piece(), post.piece(**changes)))

    assert [one["status"] for one in data["recipients"]] == ["SUCCESS", status]
    assert data["queued_count"] == 1
    assert len(sandbox.ledger()) == len(sandbox.rejected()) == 1
    assert sandbox.balance("rehearsal") == "997.6900"


@pytest.mark.parametrize(
    "content",
    [
        files.picture("PNG"),
        files.docx("A letter"),
        b"<html>letter.pdf</html>",
        files.pdf(password="closed"),
        files.pdf(3)[:1000],
        b"%PDF-" + bytes(11 * 1024 * 1024),
        files.sheets((595, 842), (842, 595)),
    ],
    ids=[
        "picture",
        "DOCX",
        "web page",
        "locked",
        "truncated",
        "too big",
        "on its side",
    ],
)
def test_a_file_of_no_use_is_an_invalid_media_file(post, host, content):
    letter = post.send_one(post.letter(file_url=host.put(content)))

    assert letter["status"] == "INVALID_MEDIA_FILE"


@pytest.mark.parametrize("url", [None, "", "nowhere", "http://127.0.0.1:1/a.pdf", 7])
def test_a_file_that_cannot_be_fetched_is_an_invalid_media_file(post, url):
    assert post.send_one(post.letter(file_url=url))["status"] == "INVALID_MEDIA_FILE"


def test_an_uploaded_text_can_be_sent_as_a_letter(post, api):
    content = base64.b64encode(b"Dear reader,\n").decode()
    uploaded = api.post("/uploads?convert=post", json={"content": content}).json()

    letter = post.send_one(post.letter(file_url=uploaded["data"]["_url"]))

    assert (letter["status"], letter["post_pages"]) == ("SUCCESS", 1)


def test_credit_is_taken_until_it_ends(post, sandbox):
    sandbox.put_account("rehearsal", balance="3")

    data = post.send(post.letter(post.piece(), post.piece()))

    statuses = [one["status"] for one in data["recipients"]]
    assert statuses == ["SUCCESS", "INSUFFICIENT_CREDIT"]
    assert sandbox.balance("rehearsal") == "0.6900"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"recipients": []},
        {"recipients": "all"},
        {"recipients": ["me"]},
        {"recipients": [{"address_name": {}}]},
        {"recipients": [{}], "colour": "blue"},
        {"recipients": [{}], "duplex": [1]},
        {"recipients": [{}] * 1001},
    ],
    ids=str,
)
def test_a_call_that_makes_no_sense_is_a_400(api, body):
    answer = api.post("/post/letters/send", json=body)

    assert answer.status_code == 400
    assert answer.json().keys() >= {"http_code", "response_code", "data"}


def test_a_letter_goes_through_its_states_by_the_clock(post, sandbox):
    post.send(post.letter())

    assert sandbox.settle()
    assert [row["status"] for row in post.history()] == ["Sent"]


def test_every_state_on_the_way_is_seen(post, sandbox, control):
    slow(control)
    post.send(post.letter())
    seen = []

    while post.history()[0]["status"] not in seen:
        seen.append(post.history()[0]["status"])
        with sandbox.sandbox.store.write() as db:
            db.execute("UPDATE ledger SET due_at = 0 WHERE due_at IS NOT NULL")
        post_clock.make_due(sandbox.sandbox)

    assert seen == [
        "Queued",
        "Queued:Stamped",
        "Waiting for production",
        "In production",
        "Sent",
    ]


def test_history_has_what_the_answer_had(post, control):
    slow(control)
    sent = post.send_one(post.letter(source="hub"))

    (row,) = post.history()

    assert row.keys() >= LETTER_KEYS
    assert row.items() >= (sent | {"status": "Queued"}).items()
    assert row["source"] == "hub.rest.v3"


def test_history_is_only_of_letters_and_of_ones_own(post, sandbox):
    post.send(post.postcard(), kind="postcards")
    post.send(post.letter())
    sandbox.put_account("other", key=KEY)

    assert len(post.history()) == 1
    with client(sandbox.base_url, auth=("other", KEY)) as other:
        rows = other.get("/post/letters/history").json()["data"]
        assert rows["total"] == 0


@pytest.mark.parametrize("path", ["history/export", "export"])
def test_history_can_be_exported(post, api, path):
    post.send(post.letter())

    told = api.get(f"/post/letters/{path}", params={"filename": "l.csv"}).json()

    with client("") as browsing:
        file = browsing.get(told["data"]["url"])
    (row,) = csv.DictReader(io.StringIO(file.text))
    assert row["address_name"] == "A. Person"
    assert json.loads(row["_return_address"])["address_name"] == "Office"


def test_a_waiting_letter_is_cancelled_once(post, api, control):
    slow(control)
    path = f"/post/letters/{post.send_one(post.letter())['message_id']}/cancel"

    first, second = api.put(path), api.put(path)

    assert first.json()["data"] is True
    assert second.status_code == 404
    assert post.history()[0]["status"] == "Cancelled"


def test_a_letter_that_is_printed_is_not_cancelled(post, api, sandbox):
    letter = post.send_one(post.letter())
    assert sandbox.settle()

    answer = api.put(f"/post/letters/{letter['message_id']}/cancel")

    assert answer.status_code == 404
    assert post.history()[0]["status"] == "Sent"


def test_a_scheduled_letter_waits_for_its_moment(post):
    moment = int(time.time()) + 3600

    letter = post.send_one(post.letter(post.piece(schedule=moment)))

    assert letter["schedule"] == moment
    assert post.history()[0]["status"] == "Scheduled"


def test_no_schedule_is_shown_as_none(post):
    assert post.send_one(post.letter())["schedule"] == 0


def test_a_lost_answer_leaves_the_letter_in_the_ledger(post, api, sandbox):
    sandbox.faults.add("error_after", status=502)

    assert api.post("/post/letters/send", json=post.letter()).status_code == 502
    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize("kind", ["too_many", "error_before"])
def test_a_call_refused_early_leaves_nothing(post, api, sandbox, kind):
    sandbox.faults.add(kind)

    assert api.post("/post/letters/send", json=post.letter()).status_code >= 429
    assert sandbox.ledger() == []


def test_a_partial_answer_keeps_a_letter_back(post, sandbox):
    sandbox.faults.add("partial", mode="missing")

    data = post.send(post.letter(post.piece(), post.piece()))

    assert len(data["recipients"]) == 1
    assert len(sandbox.ledger()) == 2


def test_a_stranger_in_an_answer_looks_like_a_piece(post, sandbox):
    sandbox.faults.add("partial", mode="extra")

    data = post.send(post.letter())

    assert data["recipients"][1]["address_name"] == "This piece was not in the call."
    assert "to" not in data["recipients"][1]


def test_history_can_lag_behind(post, sandbox):
    sandbox.faults.add("history_lag", seconds=60)
    post.send(post.letter())

    assert post.history() == []


def test_an_address_is_found_in_a_text(api):
    text = "A. Person\n1 Example St\nUnit 2\nPerth WA 6000\nNew Zealand\n\nDear A."

    found = api.post("/post/letters/detect-address", json={"address": text}).json()

    assert found["data"] == HOME | {
        "address_line_2": "Unit 2",
        "address_country": "NZ",
    }


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Perth, WA, 6000", ("Perth", "WA", "6000")),
        ("ST KILDA VIC 3182", ("ST KILDA", "VIC", "3182")),
        ("NEW YORK NY 10001-1234", ("NEW YORK", "NY", "10001-1234")),
        ("LONDON SW1A 1AA", ("LONDON", "", "SW1A 1AA")),
        ("Dublin D02 X285", ("Dublin", "", "D02 X285")),
    ],
)
def test_city_state_and_postal_code_are_told_apart(api, line, place):
    text = f"A. Person\n1 Example St\n{line}"

    found = api.post("/post/letters/detect-address", json={"address": text}).json()

    parts = ("address_city", "address_state", "address_postal_code")
    assert tuple(found["data"][part] for part in parts) == place


def test_a_hostile_text_is_looked_at_in_no_time():
    hostile = ("a" + " " * 98 + "\n") * 100_000
    began = time.process_time()

    assert find_address(hostile, default_country="AU") is None
    assert time.process_time() - began < 0.2


def test_an_address_is_found_on_the_first_page_of_a_pdf(api):
    lines = ("A. Person", "1 Example St", "Perth WA 6000")
    content = base64.b64encode(files.page_of(lines)).decode()

    found = api.post("/post/letters/detect-address", json={"content": content}).json()

    assert found["data"] == HOME


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"address": "Dear all,\nno address here"},
        {"content": "not base64!"},
        {"content": base64.b64encode(files.picture()).decode()},
        {"content": base64.b64encode(files.pdf()).decode()},
        {"address": "9 9 9 9 9 9 9 9 9 9 9 9 " * 5000},
        {"address": "A\nB\n" + "x" * 200 + " WA 6000"},
        {"address": "\n" * 38 + "A. Person\n1 Example St\nPerth WA 6000"},
    ],
    ids=[
        *("nothing", "no address", "no base64", "picture", "empty page", "endless"),
        *("long line", "late line"),
    ],
)
def test_no_address_is_a_400(api, body):
    assert api.post("/post/letters/detect-address", json=body).status_code == 400


def test_the_reference_page_has_the_price_of_every_country():
    names = country_names()
    rows = {names[code]: prices for code, prices in POSTAGE.items()}

    for name, prices in rows.items():
        letter, card = (price[:4] for price in prices)
        assert f"| {name} | {letter} | {card} |" in REFERENCE.read_text()
