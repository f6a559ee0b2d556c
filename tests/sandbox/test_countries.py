"""Countries, time zones, and where an account may send to, over HTTP."""

import time
from zoneinfo import ZoneInfo

import pytest

from clicksendhub.sandbox.prices import country_names
from tests.sandbox.support import send, text


def ids_of(api, *codes):
    rows = api.get("/country-list").json()["data"]
    return [row["id"] for row in rows if row["code"] in codes]


def chosen(answer):
    return {row["code"]: row["agreed_at"] for row in answer.json()["data"]}


def test_every_country_has_an_id_and_a_region(api):
    rows = api.get("/country-list").json()["data"]

    assert [row["code"] for row in rows] == list(country_names())
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["region"] for row in rows)
    australia = next(row for row in rows if row["code"] == "AU")
    assert (australia["name"], australia["region"]) == ("Australia", "Oceania")


def test_an_account_begins_with_the_countries_it_may_send_to(api):
    assert {"AU", "NZ", "GB"} <= chosen(api.get("/user-countries")).keys()


def test_a_country_that_is_no_longer_chosen_cannot_be_sent_to(api):
    given = {"country_list_ids": ids_of(api, "AU", "GB")}

    answer = api.post("/user-countries", json=given)

    assert chosen(answer).keys() == {"AU", "GB"}
    messages = send(api, text(), text("+64211070110"))["messages"]
    assert [message["status"] for message in messages] == [
        "SUCCESS",
        "COUNTRY_NOT_ENABLED",
    ]


def test_a_chosen_country_can_be_sent_to_once_it_is_agreed_to(api, sandbox):
    sandbox.put_account("rehearsal", countries=["AU"])
    given = {"country_list_ids": ids_of(api, "AU", "NZ")}
    new_zealand = text("+64211070110")

    before = api.post("/user-countries", json=given)
    (refused,) = send(api, new_zealand)["messages"]
    after = api.post("/user-countries/agree")
    (accepted,) = send(api, new_zealand)["messages"]

    assert chosen(before)["NZ"] is None
    assert refused["status"] == "COUNTRY_NOT_ENABLED"
    assert abs(chosen(after)["NZ"] - time.time()) < 5
    assert accepted["status"] == "SUCCESS"
    assert chosen(api.get("/user-countries")) == chosen(after)


@pytest.mark.parametrize("ids", [None, [], "1", [0], [1, 99999], ["x"], {"1": 1}])
def test_only_known_countries_can_be_chosen(api, ids):
    answer = api.post("/user-countries", json={"country_list_ids": ids})

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {"country_list_ids"}


def test_every_time_zone_is_one_that_computers_know(api):
    names = api.get("/timezones").json()["data"]

    assert "Australia/Melbourne" in names
    assert names == sorted(names)
    assert len(names) > 400
    assert all(ZoneInfo(name) for name in names)
