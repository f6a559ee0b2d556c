"""Calls that come at once: none of them loses what another one wrote."""

import threading
from contextlib import contextmanager

import pytest

from tests.sandbox.mail import return_address
from tests.sandbox.support import make_contact, make_list, receipt_rule
from tests.sandbox.test_senders import begin, own_numbers, texted_code, verify
from tests.sandbox.test_subaccounts import make, path_of


@contextmanager
def just_before_the_next_transaction(sandbox, deed):
    """Do something between what a call reads first and what it writes."""
    store = sandbox.sandbox.store
    write, waiting = store.write, [deed]

    def write_after_deed():
        if waiting and not threading.current_thread().name.startswith("sandbox-"):
            waiting.pop()()
        return write()

    store.write = write_after_deed
    yield
    store.write = write


def contact(api):
    list_id = make_list(api)
    made = make_contact(api, list_id)
    return f"/lists/{list_id}/contacts/{made['contact_id']}"


def template(api):
    given = {"template_name": "Court", "body": "Court 3 moved"}
    made = api.post("/sms/templates", json=given).json()["data"]
    return f"/sms/templates/{made['template_id']}"


@pytest.mark.parametrize(
    ("make_one", "first", "second"),
    [
        (contact, {"first_name": "Bo"}, {"last_name": "Lee"}),
        (
            lambda api: f"/post/return-addresses/{return_address(api)}",
            {"address_name": "Home"},
            {"address_city": "Albany"},
        ),
        (lambda api: path_of(make(api)), {"notes": "Mornings"}, {"last_name": "Lee"}),
        (
            lambda api: f"/automations/sms/receipts/{receipt_rule(api, 'poll')}",
            {"rule_name": "mine"},
            {"match_type": 1},
        ),
        (template, {"template_name": "Hall"}, {"body": "Hall 2 is closed"}),
    ],
    ids=["contact", "return address", "subaccount", "rule", "template"],
)
def test_two_changes_at_once_are_both_kept(api, sandbox, make_one, first, second):
    path = make_one(api)

    with just_before_the_next_transaction(sandbox, lambda: api.put(path, json=second)):
        api.put(path, json=first)

    kept = api.get(path).json()["data"]
    assert kept.items() >= (first | second).items()


def test_nobody_is_put_on_a_list_that_has_just_gone(api, sandbox):
    list_id = make_list(api)
    path = f"/lists/{list_id}"
    person = {"phone_number": "+61491570156"}

    with just_before_the_next_transaction(sandbox, lambda: api.delete(path)):
        answer = api.post(f"{path}/contacts", json=person)

    assert answer.status_code == 403
    assert sandbox.sandbox.store.count("SELECT count(*) FROM contacts") == 0


@pytest.mark.parametrize("way", ["copy", "transfer"])
def test_nobody_is_taken_to_a_list_that_has_just_gone(api, sandbox, way):
    path, target = contact(api), make_list(api, "Going")

    with just_before_the_next_transaction(
        sandbox, lambda: api.delete(f"/lists/{target}")
    ):
        answer = api.put(f"{path}/{way}/{target}")

    assert answer.status_code == 404
    assert api.get(path).status_code == 200
    assert sandbox.sandbox.store.count("SELECT count(*) FROM contacts") == 1


def test_wrong_codes_that_come_at_once_are_each_counted(api, sandbox):
    verification = begin(api)
    code = texted_code(sandbox, api)
    wrong = "000000" if code != "000000" else "111111"
    verify(api, verification, wrong)
    verify(api, verification, wrong)

    with just_before_the_next_transaction(
        sandbox, lambda: verify(api, verification, wrong)
    ):
        answer = verify(api, verification, code)

    assert answer.status_code == 400
    assert own_numbers(api)["own_numbers"][0]["status"] == "PENDING"
