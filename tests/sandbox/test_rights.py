"""What calls change of an account: at once, one after the other, until a reset."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from clicksendhub.sandbox import countries, senders
from clicksendhub.sandbox.http import Request
from clicksendhub.sandbox.state import Call
from tests.sandbox.support import KEY, USER, send, text
from tests.sandbox.test_countries import ids_of
from tests.sandbox.test_senders import offers, status_from
from tests.sandbox.test_subaccounts import PERSON, login, make

NEW_ZEALAND = text("+64211070110")
AT_ONCE = 8


def all_at_once(deed, arguments):
    """Call a function in as many threads, none of which starts before the last."""
    gate = threading.Barrier(len(arguments))

    def waiting(argument):
        gate.wait()
        return deed(argument)

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(waiting, arguments))


def test_of_many_who_ask_for_one_username_one_gets_it(api, sandbox, monkeypatch):
    monkeypatch.setattr(sandbox.sandbox.accounts, "named", lambda name: None)
    make(api)

    answer = api.post("/subaccounts", json=PERSON)

    assert answer.status_code == 400
    assert answer.json()["response_code"] == "ALREADY_EXISTS"
    assert api.get("/subaccounts").json()["data"]["total"] == 2


def test_a_subaccount_never_takes_the_place_of_another_account(
    api, sandbox, monkeypatch
):
    sandbox.put_account("other", key="another-key")
    monkeypatch.setattr(sandbox.sandbox.accounts, "named", lambda name: None)

    api.post("/subaccounts", json=PERSON | {"api_username": "other"})

    monkeypatch.undo()
    assert api.get("/account", auth=("other", "another-key")).status_code == 200


def test_senders_that_are_allowed_at_once_are_all_allowed(api, sandbox):
    sandbox.put_account(USER, senders=["Given"])
    account = sandbox.sandbox.accounts.named(USER)
    names = [f"Name{number}" for number in range(AT_ONCE)]

    all_at_once(lambda name: senders.allow(sandbox.sandbox, account.id, name), names)

    allowed = sandbox.sandbox.accounts.named(USER).senders
    assert allowed == {"Given", *names}


def test_a_choice_goes_by_the_countries_of_its_own_moment(api, sandbox):
    sandbox.put_account(USER, countries=["AU"])
    known = sandbox.sandbox
    as_it_came_in = known.accounts.named(USER)
    given = {"country_list_ids": ids_of(api, "AU", "NZ")}
    api.post("/user-countries", json=given)
    api.post("/user-countries/agree")

    request = Request("POST", "/user-countries", body=json.dumps(given).encode())
    entry = known.calls.begin("POST", "/user-countries")
    countries.choose(Call(known, as_it_came_in, request, {}, entry))

    assert known.accounts.named(USER).countries == {"AU", "NZ"}


def test_a_reset_takes_a_bought_sender_back_and_leaves_what_was_given(api, sandbox):
    sandbox.put_account(USER, senders=["Given"])
    number = offers(api)[0]
    api.post(f"/numbers/buy/{number}")
    bought = status_from(api, number)

    sandbox.reset()

    assert (bought, status_from(api, number)) == ("SUCCESS", "INVALID_SENDER_ID")
    assert status_from(api, "Given") == "SUCCESS"


def test_a_reset_gives_back_the_countries_of_the_start(api, sandbox):
    sandbox.put_account(USER, countries=["AU", "GB"])
    api.post("/user-countries", json={"country_list_ids": ids_of(api, "GB", "NZ")})
    api.post("/user-countries/agree")
    changed = sandbox.sandbox.accounts.named(USER).countries

    sandbox.reset()

    assert changed == {"GB", "NZ"}
    assert sandbox.sandbox.accounts.named(USER).countries == {"AU", "GB"}


def test_the_opening_transaction_is_the_same_after_a_reset(api, sandbox):
    def opening():
        (row,) = api.get("/recharge/transactions").json()["data"]["data"]
        return row["amount"]

    before = opening()
    send(api, text(), NEW_ZEALAND)
    api.post(f"/numbers/buy/{offers(api)[0]}")

    sandbox.reset()

    assert (opening(), float(sandbox.balance(USER))) == (before, before)


@pytest.mark.parametrize(
    ("standing", "status"),
    [("nocredit", "INSUFFICIENT_CREDIT"), ("notactive", "ACCOUNT_NOT_ACTIVATED")],
)
def test_a_subaccount_stands_as_its_main_account_does(api, sandbox, standing, status):
    made = make(api)

    def status_of_text():
        answer = api.post("/sms/send", json={"messages": [text()]}, auth=login(made))
        return answer.json()["data"]["messages"][0]["status"]

    sandbox.put_account(USER, standing=standing)
    in_trouble = status_of_text()
    sandbox.put_account(USER, standing="active")

    assert (in_trouble, status_of_text()) == (status, "SUCCESS")


def test_the_subaccounts_of_a_banned_account_are_banned(api, sandbox):
    made = make(api)

    sandbox.put_account(USER, standing="banned")

    assert api.get("/account", auth=(USER, KEY)).status_code == 403
    assert api.get("/account", auth=login(made)).status_code == 403
