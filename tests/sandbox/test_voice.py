"""`/voice`: what is spoken, in which voices, and what is pressed in answer."""

import time

import pytest

from tests.sandbox.channels import call_up, history, post, rule, spoken, statuses
from tests.sandbox.support import until

SHAPE = {
    "user_id",
    "subaccount_id",
    "message_id",
    "to",
    "to_type",
    "from",
    "voice",
    "lang",
    "body",
    "carrier",
    "country",
    "custom_string",
    "schedule",
    "message_parts",
    "message_price",
    "date_added",
    "require_input",
    "machine_detection",
    "status",
}
BOTH = (
    "en-us en-au en-gb en-gb-wls cy-gb-wls de-de es-es es-us fr-fr is-is it-it da-dk "
    "nl-nl pl-pl pt-br ru-ru"
)
FEMALE, MALE = "en-in fr-ca nb-no ro-ro sv-se tr-tr", "pt-pt"


def receipts(api):
    return api.get("/voice/receipts").json()["data"]["data"]


def test_an_accepted_call_carries_every_documented_key(api):
    data = call_up(api, spoken(require_input=1.0, machine_detection="1.0"))

    (message,) = data["messages"]
    assert message.keys() == SHAPE
    assert (message["voice"], message["lang"]) == ("female", "en-au")
    assert (message["require_input"], message["machine_detection"]) == (1, 1)
    assert (message["message_parts"], message["message_price"]) == (1, "0.1000")
    assert (data["total_price"], data["total_count"], data["queued_count"]) == (
        0.1,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"body": " "}, "EMPTY_MESSAGE"),
        ({"to": "+61"}, "INVALID_RECIPIENT"),
        ({"to": "+5511961234567"}, "COUNTRY_NOT_ENABLED"),
        ({"lang": "xx-xx"}, "INVALID_LANG"),
        ({"voice": "robot"}, "INVALID_VOICE"),
        ({"voice": None}, "INVALID_VOICE"),
        ({"lang": "fr-ca", "voice": "male"}, "INVALID_VOICE"),
        ({"lang": "pt-pt", "voice": "female"}, "INVALID_VOICE"),
        ({"schedule": "soon"}, "INVALID_SCHEDULE"),
        ({"from": "ClubNews"}, "INVALID_SENDER_ID"),
        ({"list_id": 99}, "NOT_ENOUGH_PERMISSION_TO_LIST_ID"),
        ({"lang": None}, "SUCCESS"),
        ({"lang": "EN-AU", "voice": "Male"}, "SUCCESS"),
    ],
)
def test_a_call_that_cannot_be_made_says_why(api, changes, status):
    assert statuses(call_up(api, spoken() | changes)) == [status]


def test_the_languages_are_listed_with_their_voices(api):
    listed = api.get("/voice/lang").json()["data"]

    voices = {row["code"]: row["gender"] for row in listed}
    assert voices == {
        **{code: ["female", "male"] for code in BOTH.split()},
        **dict.fromkeys(FEMALE.split(), "female"),
        **dict.fromkeys(MALE.split(), "male"),
    }
    assert all(row["country"] for row in listed)


@pytest.mark.parametrize(
    ("body", "parts", "kept"),
    [
        ("a" * 300, 1, 300),
        ("a" * 301, 2, 301),
        ("a" * 1300, 4, 1200),
        ("ж" * 150, 1, 150),
        ("ж" * 151, 2, 151),
        ("ж" * 700, 4, 600),
    ],
)
def test_a_spoken_text_has_parts_of_its_own_and_is_cut(api, body, parts, kept):
    (message,) = call_up(api, spoken(body=body))["messages"]

    assert (message["message_parts"], len(message["body"])) == (parts, kept)


@pytest.mark.parametrize(
    ("to", "kind"),
    [("+61491570156", "mobile"), ("+61291112222", "landline")],
)
def test_a_landline_is_told_from_a_mobile(api, to, kind):
    assert call_up(api, spoken(to))["messages"][0]["to_type"] == kind


def test_a_price_is_given_and_nothing_is_kept(api, sandbox):
    data = post(api, "/voice/price", messages=[spoken(body="a" * 301)])

    assert data["messages"][0]["message_price"] == "0.2000"
    assert sandbox.ledger() == []


@pytest.mark.parametrize(
    ("ending", "asked", "digits"), [("611", 1, "1"), ("619", 1, "9"), ("611", 0, "")]
)
def test_a_number_can_press_a_key_by_itself(api, sandbox, ending, asked, digits):
    rule(api, "voice", "poll")
    call_up(api, spoken(f"+61491555{ending}", require_input=asked))

    assert sandbox.settle()
    found = [(row["status_code"], row["digits"]) for row in receipts(api)]
    # The receipts of voice messages hold strings where those of texts hold numbers.
    assert found == [("200", ""), ("201", digits)]
    assert history(api, "voice")[0]["digits"] == digits


def test_a_key_pressed_after_the_receipt_makes_another(api, sandbox, listener):
    rule(api, "voice", listener.url)
    (message,) = call_up(api, spoken(require_input=1))["messages"]
    assert sandbox.settle()

    sandbox.press(message_id=message["message_id"], keys="2")

    until(lambda: len(listener.pushes) == 3)
    forms = sorted((push.form for push in listener.pushes), key=lambda f: f["digits"])
    assert [form["digits"] for form in forms] == ["", "", "2"]
    assert forms[-1]["status_code"] == "201"
    assert forms[-1]["message_type"] == "voice"
    assert forms[-1]["custom_string"] == "v-1"


def test_a_key_pressed_before_the_receipt_stands_in_it(api, sandbox):
    rule(api, "voice", "poll")
    sandbox.settings.speed = 0.1
    (message,) = call_up(api, spoken(require_input=1))["messages"]

    sandbox.press(message_id=message["message_id"], keys="5")

    assert sandbox.settle()
    assert [row["digits"] for row in receipts(api)] == ["", "5"]


@pytest.mark.parametrize(
    ("more", "keys", "words"),
    [
        ({}, "1", "did not ask"),
        ({"require_input": 1}, "one", "A key is a digit"),
        ({"require_input": 1}, "", "A key is a digit"),
        ({"require_input": 1, "to": "+61491555312"}, "1", "Nobody answered"),
        ({"require_input": 1, "to": "+61491555611"}, "2", "already"),
        ({"require_input": 1, "schedule": time.time() + 9999}, "1", "not made"),
    ],
)
def test_a_key_is_not_pressed_where_none_can_be(
    api, sandbox, control, more, keys, words
):
    (message,) = call_up(api, spoken(**more))["messages"]
    assert sandbox.settle()

    answer = control.post(
        "/press", json={"message_id": message["message_id"], "keys": keys}
    )

    assert answer.status_code == 409
    assert words in answer.json()["error"]


@pytest.mark.parametrize(("asked", "detected"), [(1, 1), (0, 0)])
def test_a_machine_is_found_where_it_is_looked_for(api, sandbox, asked, detected):
    call_up(api, spoken("+61491555620", machine_detection=asked))

    assert sandbox.settle()
    assert history(api, "voice")[0]["machine_detected"] == detected


def test_calls_have_rules_and_receipts_of_their_own(api, sandbox):
    rule(api, "sms", "poll")
    (message,) = call_up(api)["messages"]
    assert sandbox.settle()

    assert receipts(api) == []
    assert api.get("/sms/receipts").json()["data"]["total"] == 0
    path = f"receipts/{message['message_id']}"
    assert api.get(f"/voice/{path}").json()["data"]["message_type"] == "voice"
    assert api.get(f"/sms/{path}").status_code == 404


def test_receipts_are_marked_read(api, sandbox):
    rule(api, "voice", "poll")
    call_up(api)
    assert sandbox.settle()

    api.put("/voice/receipts-read")

    assert receipts(api) == []


def test_a_test_receipt_of_a_call_can_be_had(api):
    made = api.post("/voice/receipts", json={"url": "poll"}).json()["data"]

    assert receipts(api) == [made]
    assert (made["message_type"], made["digits"]) == ("voice", "1")


def test_a_scheduled_call_is_cancelled_once(api):
    soon = int(time.time()) + 3600
    first, second = call_up(
        api, spoken(schedule=soon), spoken(schedule=soon, custom_string="b")
    )["messages"]
    path = f"/voice/{first['message_id']}/cancel"

    assert api.put(path).json()["data"] == []
    assert api.put(path).status_code == 404
    assert api.put(f"/sms/{second['message_id']}/cancel").status_code == 404
    answer = api.put("/voice/cancel-all", json={"custom_string": "b"})
    assert answer.json()["data"] == {"count": 1}


def test_history_keeps_calls_apart_from_texts(api, sandbox):
    call_up(api)
    assert sandbox.settle()

    (row,) = history(api, "voice", q="status:completed,status_code:201")
    assert row["body"] == "Your visit is at nine"
    assert (row["voice"], row["lang"], row["status"]) == (
        "female",
        "en-au",
        "Completed",
    )
    assert history(api, "sms") == []


def test_the_documented_test_numbers_and_users_hold_for_calls(api, sandbox):
    (message,) = call_up(api, spoken("+61411111111"))["messages"]

    assert (message["message_parts"], message["message_price"]) == (0, "0.0000")
    assert history(api, "voice")[0]["status"] == "Completed"
    key = "D83DED51-9E35-4D42-9BB9-0E34B7CA85AE"
    answer = api.post(
        "/voice/send", json={"messages": [spoken()]}, auth=("nocredit", key)
    )
    assert statuses(answer.json()["data"]) == ["INSUFFICIENT_CREDIT"]


def test_the_same_words_are_throttled_on_their_own_channel_only(api, sandbox):
    sandbox.settings.throttle_seconds = 60
    call_up(api, spoken())

    again = call_up(api, spoken())
    text = post(api, "/sms/send", messages=[spoken()])

    assert statuses(again) == ["THROTTLED"]
    assert statuses(text) == ["SUCCESS"]


@pytest.mark.parametrize(
    ("ending", "status", "recorded"),
    [
        ("405", "REGISTRATION_NEEDED", 0),
        ("429", "THROTTLED", 0),
        ("501", "SOMETHING_IS_WRONG", 1),
    ],
)
def test_numbers_with_a_fate_refuse_calls_as_well(
    api, sandbox, ending, status, recorded
):
    data = call_up(api, spoken(f"+61491555{ending}"))

    assert statuses(data) == [status]
    assert len(sandbox.ledger()) == recorded


def test_a_call_is_never_answered_in_writing(api, sandbox):
    (message,) = call_up(api, spoken("+61491555601"))["messages"]

    assert sandbox.settle()
    assert api.get(f"/sms/inbound/{message['message_id']}").status_code == 404
