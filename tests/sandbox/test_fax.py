"""`/fax`: documents that are fetched, counted, sent page by page, and followed."""

import pytest

from tests.sandbox import files
from tests.sandbox.channels import FAX_MACHINE, faxed, history, post, rule, statuses
from tests.sandbox.support import until

SHAPE = {
    "user_id",
    "subaccount_id",
    "list_id",
    "message_id",
    "to",
    "from",
    "carrier",
    "country",
    "custom_string",
    "schedule",
    "message_pages",
    "message_price",
    "status_code",
    "status_text",
    "date_added",
    "from_email",
    "_file_url",
    "status",
}


@pytest.fixture
def host():
    with files.Host() as hosting:
        yield hosting


@pytest.fixture
def document(host):
    return host.put(files.pdf(2), "/a.pdf")


def send(api, document, *receivers):
    return post(
        api, "/fax/send", file_url=document, messages=list(receivers or [faxed()])
    )


def test_an_accepted_fax_carries_every_documented_key(api, document):
    answer = api.post(
        "/fax/send", json={"file_url": document, "messages": [faxed()]}
    ).json()

    (message,) = answer["data"]["messages"]
    assert answer["response_msg"] == "Fax queued for delivery."
    assert message.keys() == SHAPE
    assert (message["message_pages"], message["message_price"]) == (2, "1.5000")
    assert (message["schedule"], message["_file_url"]) == ("0", document)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"to": "+61"}, "INVALID_RECIPIENT"),
        ({"to": "+919810012345"}, "COUNTRY_NOT_ENABLED"),
        ({"from": "ClubNews"}, "INVALID_SENDER_ID"),
        ({"from": "+61291113333"}, "SUCCESS"),
        ({"to": "+12125550143"}, "SUCCESS"),
    ],
)
def test_a_fax_that_cannot_go_says_why(api, document, changes, status):
    assert statuses(send(api, document, faxed() | changes)) == [status]


@pytest.mark.parametrize(
    "content",
    [
        files.picture("JPEG"),
        b"%PDF-1.7 nothing",
        files.pdf() + bytes(4 * 1024 * 1024),
        files.sheets((595, 842), (842, 595)),
    ],
    ids=["picture", "broken", "too large", "a page on its side"],
)
def test_a_file_that_cannot_be_faxed_is_refused(api, host, content):
    assert statuses(send(api, host.put(content))) == ["INVALID_MEDIA_FILE"]


def test_a_file_of_the_sandboxs_own_uploads_can_be_faxed(api, sandbox):
    made = api.post(
        "/uploads?convert=fax", files={"file": ("a.pdf", files.pdf(3))}
    ).json()["data"]

    (message,) = send(api, made["_url"])["messages"]

    assert message["message_pages"] == 3


def test_a_price_counts_the_pages_and_keeps_no_fax(api, sandbox, document):
    answer = api.post(
        "/fax/price", json={"file_url": document, "messages": [faxed(), faxed()]}
    ).json()

    assert answer["response_msg"] == "Here are some prices."
    assert answer["data"]["total_price"] == 3.0
    assert sandbox.ledger() == []


@pytest.mark.parametrize(
    ("ending", "word", "code"),
    [("201", "Sent", "201"), ("313", "Failed", "301"), ("200", "Completed", "200")],
)
def test_history_follows_a_fax_in_its_own_words(
    api, sandbox, document, ending, word, code
):
    sandbox.settings.speed = 1
    send(api, document, faxed(f"+61291555{ending}"))
    assert history(api, "fax")[0]["status"] == "Queued"
    sandbox.reset()
    sandbox.settings.speed = 0
    send(api, document, faxed(f"+61291555{ending}"))

    assert sandbox.settle()
    (row,) = history(api, "fax", q=f"status:{word}", order="date:desc")
    assert row.keys() == SHAPE | {"_api_username"}
    assert (row["status_code"], row["message_pages"]) == (code, 2)


def test_a_receipt_of_a_fax_is_pushed_as_one(api, sandbox, document, listener):
    rule(api, "fax", listener.url)
    send(api, document)

    until(lambda: len(listener.pushes) == 2)
    forms = [push.form for push in listener.pushes]
    assert {form["message_type"] for form in forms} == {"fax"}
    assert {form["status_code"] for form in forms} == {"200", "201"}
    assert all("digits" not in form for form in forms)


def test_one_receipt_of_a_fax_is_the_fax_in_full(api, sandbox, document):
    (message,) = send(api, document)["messages"]
    assert sandbox.settle()

    shown = api.get(f"/fax/receipts/{message['message_id']}").json()["data"]

    assert shown["to"] == FAX_MACHINE
    assert (shown["status"], shown["message_pages"]) == ("Sent", 2)
    assert api.get(f"/fax/receipts/{'0' * 36}").status_code == 404


def test_receipts_of_faxes_wait_and_are_marked_read(api, sandbox, document):
    rule(api, "fax", "poll")
    send(api, document)
    api.post("/fax/receipts", json={"url": "poll"})
    assert sandbox.settle()

    assert api.get("/fax/receipts").json()["data"]["total"] == 3
    api.put("/fax/receipts-read")
    assert api.get("/fax/receipts").json()["data"]["total"] == 0


@pytest.mark.parametrize("number", ["+61261111111", "+61262222222", "+61263333333"])
def test_fax_has_test_numbers_of_its_own(api, document, number):
    (message,) = send(api, document, faxed(number))["messages"]

    assert (message["status"], message["message_price"]) == ("SUCCESS", "0.0000")
    assert history(api, "fax")[0]["status"] == "Sent"


def test_a_fax_cannot_be_cancelled(api, document):
    assert api.put("/fax/cancel-all").status_code == 404


def test_rules_for_faxes_that_come_in_are_kept(api):
    fields = {
        "dedicated_number": "*",
        "rule_name": "faxes",
        "action": "EMAIL_USER",
        "action_address": "",
        "enabled": 1,
    }
    path = "/automations/fax/inbound"
    made = api.post(path, json=fields).json()["data"]
    one = f"{path}/{made['inbound_rule_id']}"

    changed = api.put(one, json={"enabled": 0}).json()["data"]

    assert made == {"inbound_rule_id": made["inbound_rule_id"], **fields}
    assert api.get(one).json()["data"] == changed == {**made, "enabled": 0}
    assert api.get(path).json()["data"]["total"] == 1
    assert api.delete(one).json()["data"] is None
    assert api.get(one).status_code == 404
    assert api.post(path, json={"rule_name": "x"}).status_code == 400
