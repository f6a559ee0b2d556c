"""Usage and statistics over HTTP, counted from what was sent."""

import time
from datetime import UTC, datetime

import pytest

from tests.sandbox.support import PHONE, USER, send, text

NOTHING = {"count": 0, "price": 0}


def this_month(api):
    now = datetime.now(UTC)
    answer = api.get(f"/account/usage/{now.year}/{now.month}/subaccount")
    return answer.json()["data"]


def test_usage_counts_what_was_accepted_this_month(api):
    send(api, text(), text("+61491570157"), text("+61"))

    usage = this_month(api)

    account = api.get("/account").json()["data"]
    assert usage["sms"] == [
        {
            "subaccount_id": account["_subaccount"]["subaccount_id"],
            "username": USER,
            "total_count": "2.00",
            "total_price": 0.1584,
            "notes": None,
        }
    ]
    assert usage["sms_total"] == {"count": 2, "price": 0.1584}
    assert usage["_currency"]["currency_name_short"] == "AUD"


@pytest.mark.parametrize("kind", ["mms", "voice", "fax", "post", "postcards", "email"])
def test_usage_is_empty_where_nothing_was_sent(api, kind):
    usage = this_month(api)

    assert usage[kind] == []
    assert usage[f"{kind}_total"] == NOTHING


def test_usage_of_another_month_is_apart(api):
    send(api)

    usage = api.get("/account/usage/2020/12/subaccount").json()["data"]

    assert (usage["sms"], usage["sms_total"]) == ([], NOTHING)


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "0/1", "9999/12", "x/y"])
def test_a_month_that_does_not_exist_is_refused(api, month):
    assert api.get(f"/account/usage/{month}/subaccount").status_code == 400


def test_statistics_count_texts_answers_and_failures_by_day(api, sandbox):
    send(api, text(), text("+61491555312"))
    assert sandbox.settle()
    sandbox.reply(sender=PHONE, body="Yes")

    data = api.get("/statistics/sms").json()["data"]

    assert data["total"] == {
        "outbound": {"count": 2, "price": 0.1584},
        "inbound": {"count": 1, "price": 0},
        "bounced": {"count": 1, "price": 0.0792},
    }
    today = int(time.time() // 86_400 * 86_400)
    assert data["stats"] == [{"date": today, **data["total"]}]


def test_statistics_of_calls_have_no_answers(api):
    send(api)

    data = api.get("/statistics/voice").json()["data"]

    assert data["total"] == {"outbound": NOTHING, "bounced": NOTHING}
    assert data["stats"] == []
