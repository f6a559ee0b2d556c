"""Numbers and names that an account may send from, over HTTP."""

import re

import pytest

from tests.sandbox.support import PHONE, send, text, until

OWN = "+61491570110"


def status_from(api, sender):
    (message,) = send(api, text(**{"from": sender}))["messages"]
    return message["status"]


def offers(api, country="AU", **query):
    answer = api.get(f"/numbers/search/{country}", params=query)
    return [row["dedicated_number"] for row in answer.json()["data"]["data"]]


def texted_code(sandbox, api):
    """Read the latest code from the pages of the phone that got it."""
    root = sandbox.url
    phone = re.search(r'href="(/handset/\d+)"', api.get(f"{root}/").text)
    assert phone is not None
    return re.findall(r"code is (\d{6})", api.get(root + phone[1]).text)[-1]


def begin(api, number=OWN, **more):
    given = {"phone_number": number, **more}
    return api.post("/own-numbers/verifications", json=given).json()


def verify(api, verification, code, number=OWN):
    path = f"/own-numbers/verifications/{verification['id']}/verify"
    return api.post(path, json={"code": code, "phone_number": number})


def own_numbers(api, **query):
    return api.get("/own-numbers", params=query).json()


def test_a_bought_number_is_paid_for_and_belongs_to_the_account(api, sandbox):
    before = float(sandbox.balance("rehearsal"))
    number = offers(api)[0]

    bought = api.post(f"/numbers/buy/{number}").json()["data"]

    assert bought["dedicated_number"] == number
    assert float(sandbox.balance("rehearsal")) == pytest.approx(
        before - float(bought["price_total"])
    )
    (row,) = api.get("/numbers").json()["data"]["data"]
    assert (row["dedicated_number"], row["_country_name"]) == (number, "Australia")
    assert row["status"]["value"] == 0
    assert number not in offers(api)


def test_a_number_is_bought_once(api):
    number = offers(api)[0]
    api.post(f"/numbers/buy/{number}")

    assert api.post(f"/numbers/buy/{number}").status_code == 404
    assert api.post("/numbers/buy/+61").status_code == 404


def test_a_number_needs_credit(api, sandbox):
    sandbox.put_account("rehearsal", balance="1")
    number = offers(api)[0]

    answer = api.post(f"/numbers/buy/{number}")

    assert answer.json()["response_code"] == "INSUFFICIENT_CREDIT"
    assert number in offers(api)


def test_numbers_on_offer_are_searched_from_either_end(api):
    number = offers(api)[4]

    assert number in offers(api, search=number[:6], search_type=0)
    assert offers(api, search=number[-3:], search_type=2) == [number]
    assert offers(api, search=number[-3:], search_type=0) == []
    assert number in offers(api, search=number[3:9], search_type=1)
    assert offers(api, "ZZ") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "country:nz"}, 1),
        ({"q": "country:nz,type:voice"}, 0),
        ({"q": "country:nz,type:sms", "operator": "OR"}, 2),
        ({"q": "country:"}, 2),
        ({"q": "notes:nothing"}, 2),
    ],
)
def test_the_accounts_numbers_are_searched_by_field(api, query, found):
    for country in ("AU", "NZ"):
        api.post(f"/numbers/buy/{offers(api, country)[0]}")

    page = api.get("/numbers", params=query).json()["data"]

    assert page["total"] == found


def test_a_bought_number_may_be_sent_from(api, sandbox):
    sandbox.put_account("rehearsal", senders=[])
    number = offers(api)[0]

    before = status_from(api, number)
    api.post(f"/numbers/buy/{number}")

    assert (before, status_from(api, number)) == ("INVALID_SENDER_ID", "SUCCESS")


def test_an_own_number_is_proved_by_the_code_on_its_phone(api, sandbox):
    sandbox.put_account("rehearsal", senders=[])
    verification = begin(api, "0491 570 110", label="Office", country="AU")
    (pending,) = own_numbers(api)["own_numbers"]

    done = verify(api, verification, texted_code(sandbox, api)).json()

    assert verification["remaining_attempts"] == 3
    assert (pending["status"], pending["verified_timestamp"]) == ("PENDING", None)
    assert (done["status"], done["own_number_id"]) == ("APPROVED", pending["id"])
    shown = api.get(f"/own-numbers/{pending['id']}").json()
    assert (shown["status"], shown["label"]) == ("APPROVED", "Office")
    assert shown["phone_number"] == OWN
    assert shown["is_nearing_expiration"] is False
    assert status_from(api, OWN) == "SUCCESS"


def test_a_wrong_code_costs_an_attempt_and_three_are_too_many(api, sandbox):
    verification = begin(api)
    code = texted_code(sandbox, api)
    wrong = "000000" if code != "000000" else "111111"

    answers = [verify(api, verification, wrong) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {400}
    assert verify(api, verification, code).status_code == 400
    assert own_numbers(api)["own_numbers"][0]["status"] == "PENDING"
    again = begin(api)
    assert verify(api, again, texted_code(sandbox, api)).status_code == 200


def test_a_code_is_good_for_its_own_number_alone(api, sandbox):
    verification = begin(api)
    code = texted_code(sandbox, api)

    assert verify(api, verification, code, PHONE).status_code == 404
    assert verify(api, {"id": "nothing"}, code).status_code == 404
    assert begin(api, "04 1234")["response_code"] == "BAD_REQUEST"


def test_the_text_with_the_code_is_in_nobodys_history(api, sandbox):
    begin(api)

    assert api.get("/sms/history").json()["data"]["total"] == 0
    assert sandbox.ledger() == []


def test_an_own_number_is_relabelled_and_deleted(api, sandbox):
    sandbox.put_account("rehearsal", senders=[])
    verify(api, begin(api), texted_code(sandbox, api))
    (row,) = own_numbers(api)["own_numbers"]
    path = f"/own-numbers/{row['id']}"

    relabelled = api.patch(path, json={"label": "Front desk"}).json()
    deleted = api.delete(path)

    assert relabelled["label"] == "Front desk"
    assert deleted.status_code == 200
    assert api.get(path).status_code == 404
    assert status_from(api, OWN) == "INVALID_SENDER_ID"


def test_own_numbers_come_in_pages_that_lead_on(api, sandbox):
    for number in range(5):
        begin(api, f"+6149157011{number}")

    first = own_numbers(api, page_size=2)
    seen, following = list(first["own_numbers"]), first
    while address := following["_metadata"]["pagination"]["next"]:
        following = api.get(sandbox.url + address).json()
        seen += following["own_numbers"]

    assert first["_metadata"]["pagination"]["page_size"] == 2
    assert [row["phone_number"][-1] for row in seen] == list("01234")


def test_own_numbers_are_filtered_and_sorted(api, sandbox):
    verify(api, begin(api), texted_code(sandbox, api))
    begin(api, PHONE)

    def found(**query):
        rows = own_numbers(api, **query)["own_numbers"]
        return [row["phone_number"] for row in rows]

    assert found(**{"filter[status][]": "PENDING"}) == [PHONE]
    assert found(**{"filter[status][]": ["PENDING", "APPROVED"]}) == [OWN, PHONE]
    assert found(**{"filter[status][]": ["APPROVED", "PENDING"]}) == [OWN, PHONE]
    both = {"filter[status][0]": "PENDING", "filter[status][1]": "APPROVED"}
    assert found(**both) == [OWN, PHONE]
    assert found(sort_direction="desc") == [PHONE, OWN]


@pytest.mark.parametrize(
    ("name", "status", "sending"),
    [
        ("ClubNews", "APPROVED", "SUCCESS"),
        ("RejectMe", "REJECTED", "INVALID_SENDER_ID"),
    ],
)
def test_a_name_is_pending_and_then_decided(api, sandbox, name, status, sending):
    sandbox.put_account("rehearsal", senders=[])

    asked = api.post("/alpha-tags", json={"alpha_tag": name, "reason": "Club"}).json()
    path = f"/alpha-tags/{asked['id']}"
    until(lambda: api.get(path).json()["status"] != "PENDING")

    assert (asked["status"], asked["countries"]) == ("PENDING", [])
    assert api.get(path).json()["status"] == status
    assert status_from(api, name) == sending


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "alpha_tag"),
        ({"alpha_tag": "12345"}, "alpha_tag"),
        ({"alpha_tag": "Club News"}, "alpha_tag"),
        ({"alpha_tag": "ClubNews", "countries": ["ZZ"]}, "countries"),
        ({"alpha_tag": "ClubNews", "countries": ["AU"]}, "businesses"),
    ],
)
def test_a_name_that_cannot_be_is_refused(api, given, field):
    answer = api.post("/alpha-tags", json=given)

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {field}


def test_a_name_is_asked_for_once(api):
    api.post("/alpha-tags", json={"alpha_tag": "ClubNews"})

    answer = api.post("/alpha-tags", json={"alpha_tag": "CLUBNEWS"})

    assert answer.json()["response_code"] == "ALREADY_EXISTS"


def test_a_deleted_name_may_not_be_sent_from(api, sandbox):
    sandbox.put_account("rehearsal", senders=[])
    asked = api.post("/alpha-tags", json={"alpha_tag": "ClubNews"}).json()
    assert sandbox.settle()

    assert api.delete(f"/alpha-tags/{asked['id']}").status_code == 200

    assert api.get("/alpha-tags").json()["alpha_tags"] == []
    assert status_from(api, "ClubNews") == "INVALID_SENDER_ID"


def test_what_belongs_to_another_account_is_not_found(api, sandbox):
    sandbox.put_account("other", key="another-key")
    begin(api)
    (number,) = own_numbers(api)["own_numbers"]
    name = api.post("/alpha-tags", json={"alpha_tag": "ClubNews"}).json()

    for path in (f"/own-numbers/{number['id']}", f"/alpha-tags/{name['id']}"):
        assert api.get(path, auth=("other", "another-key")).status_code == 404
