"""Countries and time zones, and which countries an account may send to."""

import time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from clicksendhub.sandbox import rights
from clicksendhub.sandbox.accounts import SIGNED_UP_AT, Account
from clicksendhub.sandbox.envelope import Answer, bad_request, ok
from clicksendhub.sandbox.prices import country_names
from clicksendhub.sandbox.reading import read_id, read_object
from clicksendhub.sandbox.regions import region_of
from clicksendhub.sandbox.state import Call, Calls, Sandbox

SELECTION = "Here are your countries selection."


@cache
def _codes_by_id() -> dict[int, str]:
    return dict(enumerate(country_names(), start=1))


@cache
def _countries() -> dict[str, dict[str, Any]]:
    return {
        code: {
            "id": number,
            "name": country_names()[code],
            "code": code,
            "region": region_of(code),
        }
        for number, code in _codes_by_id().items()
    }


def show_names(call: Call) -> Answer:
    """Answer `GET /countries`, which needs no key."""
    named = sorted(country_names().items(), key=lambda pair: pair[1])
    return ok([{"code": code, "value": name} for code, name in named])


def show_all(call: Call) -> Answer:
    """Answer `GET /country-list`."""
    return ok(list(_countries().values()), "Here are the list of countries.")


def show_chosen(call: Call) -> Answer:
    """Answer `GET /user-countries`: the chosen countries, agreed to or not yet."""
    account = call.sandbox.accounts.by_id(call.account.id)
    return ok(_chosen(call.sandbox, account), SELECTION)


def choose(call: Call) -> Answer:
    """Answer `POST /user-countries`: what is not named is chosen no longer."""
    codes = _read_codes(read_object(call).get("country_list_ids"))
    sandbox, account_id = call.sandbox, call.account.id
    with sandbox.store.write() as db:
        # As it is now: another call may have changed it since this one came in.
        agreed = sandbox.accounts.by_id(account_id).countries
        db.execute("DELETE FROM user_countries WHERE account = ?", (account_id,))
        db.executemany(
            "INSERT INTO user_countries (account, country) VALUES (?, ?)",
            [(account_id, code) for code in codes - agreed],
        )
        rights.take(db, account_id, rights.COUNTRIES, agreed - codes)
        sandbox.accounts.reload()
    return show_chosen(call)


def agree(call: Call) -> Answer:
    """Answer `POST /user-countries/agree`: from now on texts may go there."""
    sandbox, account_id = call.sandbox, call.account.id
    with sandbox.store.write() as db:
        db.execute(
            "UPDATE user_countries SET agreed_at = ? "
            "WHERE account = ? AND agreed_at IS NULL",
            (int(time.time()), account_id),
        )
        rows = db.execute(
            "SELECT country FROM user_countries WHERE account = ?", (account_id,)
        )
        codes = [row["country"] for row in rows]
        rights.give(db, account_id, rights.COUNTRIES, codes)
        sandbox.accounts.reload()
    return show_chosen(call)


def _read_codes(given: Any) -> set[str]:
    asked = given if isinstance(given, list) else []
    codes = {_codes_by_id().get(read_id(number)) for number in asked}
    known = {code for code in codes if code}
    if not asked or len(known) < len(codes):
        message = "country_list_ids is a list of ids of countries."
        raise bad_request("Invalid input.", {"country_list_ids": message})
    return known


def _chosen(sandbox: Sandbox, account: Account) -> list[dict[str, Any]]:
    moments: dict[str, int | None] = dict.fromkeys(account.countries, SIGNED_UP_AT)
    for row in sandbox.store.rows(
        "SELECT country, agreed_at FROM user_countries WHERE account = ?",
        (account.id,),
    ):
        moments[row["country"]] = row["agreed_at"]
    return [
        {**fields, "agreed_at": moments[code]}
        for code, fields in _countries().items()
        if code in moments
    ]


@cache
def _timezones() -> list[str]:
    return sorted(name for name in available_timezones() if name != "localtime")


def show_timezones(call: Call) -> Answer:
    """Answer `GET /timezones`."""
    return ok(_timezones(), "List of timezones.")


CALLS: Calls = (
    ("GET", "/countries", show_names),
    ("GET", "/country-list", show_all),
    ("GET", "/user-countries", show_chosen),
    ("POST", "/user-countries", choose),
    ("POST", "/user-countries/agree", agree),
    ("GET", "/timezones", show_timezones),
)
