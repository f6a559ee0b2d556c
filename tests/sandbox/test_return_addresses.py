"""Return addresses: made, listed, changed, deleted, and only one's own."""

import pytest

from tests.sandbox.mail import OFFICE, return_address
from tests.sandbox.support import KEY, client

PATH = "/post/return-addresses"


def test_an_address_is_answered_in_full(api):
    made = api.post(PATH, json=OFFICE).json()["data"]

    assert made == OFFICE | {
        "return_address_id": made["return_address_id"],
        "user_id": api.get("/account").json()["data"]["user_id"],
    }
    assert api.get(f"{PATH}/{made['return_address_id']}").json()["data"] == made


@pytest.mark.parametrize(
    "name", sorted(OFFICE.keys() - {"address_line_2", "address_state"})
)
def test_a_missing_part_is_named(api, name):
    answer = api.post(PATH, json=OFFICE | {name: ""})

    assert answer.status_code == 400
    assert name in answer.json()["data"]


def test_line_two_and_the_state_may_be_missing(api):
    assert return_address(api, address_line_2=None, address_state=None)


def test_an_unknown_country_is_refused(api):
    answer = api.post(PATH, json=OFFICE | {"address_country": "XX"})

    assert answer.json()["data"] == {"address_country": "address_country is invalid."}


def test_a_change_leaves_what_it_does_not_name(api):
    number = return_address(api)

    changed = api.put(f"{PATH}/{number}", json={"address_city": "Albany"}).json()

    assert changed["data"]["address_city"] == "Albany"
    assert changed["data"]["address_name"] == "Office"


def test_a_deleted_address_is_gone(api):
    number = return_address(api)

    assert api.delete(f"{PATH}/{number}").json()["data"] == []
    for method in ("GET", "PUT", "DELETE"):
        assert api.request(method, f"{PATH}/{number}", json={}).status_code == 404


def test_the_list_has_pages_and_the_connectors_list_has_none(api):
    numbers = [return_address(api) for _ in range(17)]

    page = api.get(PATH, params={"page": 2}).json()["data"]
    flat = api.get("/ms-flow/post/return-addresses").json()["data"]

    assert (page["total"], page["last_page"]) == (17, 2)
    assert [row["return_address_id"] for row in page["data"]] == numbers[15:]
    assert [row["return_address_id"] for row in flat] == numbers


def test_an_address_of_another_account_does_not_exist(api, sandbox):
    number = return_address(api)
    sandbox.put_account("other", key=KEY)

    with client(sandbox.base_url, auth=("other", KEY)) as other:
        assert other.get(f"{PATH}/{number}").status_code == 404
        assert other.get("/ms-flow/post/return-addresses").json()["data"] == []


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 40])
def test_a_number_that_is_none_is_not_found(api, number):
    assert api.get(f"{PATH}/{number}").status_code == 404
