"""Dedicated numbers: those of an account, those on offer, and buying one."""

import uuid
from decimal import Decimal
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox import senders
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import Answer, Page, Refused, not_found, ok
from clicksendhub.sandbox.prices import TARIFFS, country_names
from clicksendhub.sandbox.searching import matching
from clicksendhub.sandbox.spending import MONTHLY, SETUP
from clicksendhub.sandbox.state import Call, Calls

ON_OFFER = 20
# Where there is no shared sender to go by: numbers that belong to nobody.
STEMS = {"US": "+141555501", "CA": "+141655501"}
STARTS_WITH, ANYWHERE, ENDS_WITH = "0", "1", "2"
STEM_DIGITS = 4
READY = {
    "value": 0,
    "label": "REGISTRATION_NOT_REQUIRED",
    "description": "Your number is ready to go.",
    "name": "Ready to use",
}


def show_mine(call: Call) -> Answer:
    """Answer `GET /numbers`."""
    page = Page.asked(call.request.query)
    rows = call.sandbox.store.rows(
        "SELECT * FROM dedicated_numbers WHERE account = ? ORDER BY rowid",
        (call.account.id,),
    )
    found = matching(
        [_mine(row) for row in rows],
        query=call.request.query,
        fields=("type", "number_type", "country"),
    )
    shown = found[page.offset : page.offset + page.limit]
    return ok(page.envelope(shown, total=len(found)), "Here are your numbers.")


def show_offer(call: Call) -> Answer:
    """Answer `GET /numbers/search/{country}`."""
    country, query = call.params["country"].upper(), call.request.query
    page = Page.asked(query)
    found = [
        number
        for number in _offered(call, country)
        if _fits(number, query.get("search", ""), query.get("search_type", ""))
    ]
    shown = found[page.offset : page.offset + page.limit]
    offers = [_offer(number, country) for number in shown]
    return ok(page.envelope(offers, total=len(found)), "Here are the numbers.")


def buy(call: Call) -> Answer:
    """Answer `POST /numbers/buy/{number}`, paid from the balance at once."""
    number = "+" + call.params["number"].strip().removeprefix("+")
    country = next((code for code in TARIFFS if number in _offered(call, code)), None)
    if country is None:
        raise not_found("The number is not available.")
    with call.sandbox.store.write() as db:
        _take(db, call.account, number, country=country)
        _pay(db, call.account)
        senders.allow(call.sandbox, call.account.id, number)
    return ok(
        {
            "dedicated_number": number,
            "country": country,
            "price_total": str(SETUP + MONTHLY),
            "_price_setup": str(SETUP),
            "_price_monthly": str(MONTHLY),
            "_currency": call.account.currency_fields,
        },
        "Your number has been purchased.",
    )


def _take(db: Connection, account: Account, number: str, *, country: str) -> None:
    done = db.execute(
        "INSERT OR IGNORE INTO dedicated_numbers (number, account, country, guid) "
        "VALUES (?, ?, ?, ?)",
        (number, account.id, country, str(uuid.uuid4()).upper()),
    )
    if not done.rowcount:
        # Somebody was quicker.
        raise not_found("The number is not available.")


def _pay(db: Connection, account: Account) -> None:
    row = db.execute("SELECT balance FROM accounts WHERE id = ?", (account.payer,))
    left = Decimal(row.fetchone()["balance"]) - SETUP - MONTHLY
    if left < 0:
        message = "You do not have enough credit."
        raise Refused(Answer(400, "INSUFFICIENT_CREDIT", message))
    values = (str(left), account.payer)
    db.execute("UPDATE accounts SET balance = ? WHERE id = ?", values)


def _offered(call: Call, country: str) -> list[str]:
    """Return the numbers of a country that nobody has bought."""
    if country not in TARIFFS:
        return []
    rows = call.sandbox.store.rows(
        "SELECT number FROM dedicated_numbers WHERE country = ?", (country,)
    )
    sold = {row["number"] for row in rows}
    return [number for number in _numbers(country) if number not in sold]


def _numbers(country: str) -> list[str]:
    tariff = TARIFFS[country]
    shared = tariff.shared_sender
    length = len(shared) or len(STEMS[country]) + 2
    stem = STEMS.get(country) or shared[: 1 + len(tariff.calling_code) + STEM_DIGITS]
    ends = range(1, ON_OFFER + 1)
    return [f"{stem}{end:0{length - len(stem)}d}" for end in ends]


def _fits(number: str, search: str, search_type: str) -> bool:
    digits, wanted = number.removeprefix("+"), search.strip().removeprefix("+")
    if search_type == ENDS_WITH:
        return digits.endswith(wanted)
    if search_type == ANYWHERE:
        return wanted in digits
    return digits.startswith(wanted)


def _offer(number: str, country: str) -> dict[str, Any]:
    return {
        "country": country,
        "country_name": country_names()[country],
        "dedicated_number": number,
        "price_setup": str(SETUP),
        "price_monthly": str(MONTHLY),
        "price_total": str(SETUP + MONTHLY),
        "address_requirement": None,
    }


def _mine(row: Row) -> dict[str, Any]:
    return {
        "dedicated_number": row["number"],
        "country": row["country"],
        "price": str(MONTHLY),
        "_country_name": country_names()[row["country"]],
        "notes": None,
        "type": "sms",
        "number_type": "longcode",
        "number_category": None,
        "number_guid": row["guid"],
        "status": READY,
    }


CALLS: Calls = (
    ("GET", "/numbers", show_mine),
    ("GET", "/numbers/search/{country}", show_offer),
    ("POST", "/numbers/buy/{number}", buy),
)
