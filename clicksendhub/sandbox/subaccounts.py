"""Subaccounts: own keys, own messages and lists, one balance."""

import json
import uuid
from decimal import Decimal
from sqlite3 import IntegrityError
from typing import Any

from clicksendhub.sandbox.account_view import (
    GIVEN_FLAGS,
    WITHHELD_FLAGS,
    subaccount_shown,
)
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import (
    Answer,
    Page,
    Refused,
    bad_request,
    forbidden,
    not_found,
    ok,
)
from clicksendhub.sandbox.prices import resolve
from clicksendhub.sandbox.reading import read_id, read_object, read_text
from clicksendhub.sandbox.state import Call, Calls

REQUIRED = (
    "api_username",
    "password",
    "email",
    "phone_number",
    "first_name",
    "last_name",
)
TEXTS = ("email", "phone_number", "first_name", "last_name", "notes")


def show_all(call: Call) -> Answer:
    """Answer `GET /subaccounts`: the main one first."""
    page = Page.asked(call.request.query)
    found = _family(call)
    rows = [
        subaccount_shown(one) for one in found[page.offset : page.offset + page.limit]
    ]
    return ok(page.envelope(rows, total=len(found)), "Here are your subaccounts.")


def create(call: Call) -> Answer:
    """Answer `POST /subaccounts`; what it sends, the main account pays."""
    main = _main(call)
    given = read_object(call)
    errors = {
        name: f"{name} is required."
        for name in REQUIRED
        if not read_text(given.get(name)).strip()
    }
    username = read_text(given.get("api_username")).strip()
    if ":" in username:
        # What stands before the colon is all that HTTP Basic would read.
        errors["api_username"] = "api_username is invalid."
    profile = _read_profile(given, main, errors)
    try:
        made = _add(call, username, main, profile)
    except IntegrityError as error:
        message = "The username exists already."
        raise Refused(Answer(400, "ALREADY_EXISTS", message)) from error
    return ok(subaccount_shown(made), "New account has been created.")


def _add(call: Call, username: str, main: Account, profile: dict[str, Any]) -> Account:
    return call.sandbox.accounts.add(
        username,
        key=_new_key(),
        parent=main.id,
        profile=json.dumps(profile),
        country=main.country,
        currency=main.currency,
        parts_limit=main.parts_limit,
        senders=main.senders,
        countries=main.countries,
        balance=Decimal(0),
    )


def show(call: Call) -> Answer:
    """Answer `GET` of one subaccount."""
    return ok(subaccount_shown(_asked(call)), "Here is your subaccount.")


def change(call: Call) -> Answer:
    """Answer `PUT` of one subaccount: what is not named stays."""
    given = read_object(call)
    with call.sandbox.store.write():
        found = _asked(call)
        profile = json.loads(found.profile) | _read_profile(given, found, {})
        changed = call.sandbox.accounts.put(found.username, profile=json.dumps(profile))
    return ok(subaccount_shown(changed), "Your subaccount has been updated.")


def renew_key(call: Call) -> Answer:
    """Answer `PUT …/regen-api-key`: the old key is no longer good."""
    found = _asked(call)
    changed = call.sandbox.accounts.put(found.username, key=_new_key())
    return ok(subaccount_shown(changed), "Your API Key has been regenerated.")


def delete(call: Call) -> Answer:
    """Answer `DELETE` of one subaccount; what it sent stays."""
    found = _asked(call)
    if not found.parent:
        raise forbidden("The main account cannot be deleted.")
    call.sandbox.accounts.put(found.username, standing="closed")
    return ok(True, f"Subaccount #{found.subaccount_id} has been deleted")


def _read_profile(
    given: dict[str, Any], account: Account, errors: dict[str, str]
) -> dict[str, Any]:
    """Return what is named of a profile, or refuse it with all that is wrong."""
    profile: dict[str, Any] = {
        name: read_text(given[name]).strip() for name in TEXTS if name in given
    }
    for name in (*GIVEN_FLAGS, *WITHHELD_FLAGS):
        if name in given:
            profile[name] = flag = read_id(read_text(given[name]).lower())
            if flag > 1 or str(given[name]) not in ("0", "1"):
                errors.setdefault(name, f"{name} is 0 or 1.")
    if "phone_number" in profile:
        destination = resolve(profile["phone_number"], account.country)
        profile["phone_number"] = destination.number if destination else ""
        if destination is None:
            errors.setdefault("phone_number", "phone_number is invalid.")
    if errors:
        raise bad_request("Invalid input.", errors)
    return profile


def _new_key() -> str:
    return str(uuid.uuid4()).upper()


def _main(call: Call) -> Account:
    if call.account.parent:
        raise forbidden()
    return call.account


def _family(call: Call) -> list[Account]:
    main = _main(call)
    return [
        account
        for account in call.sandbox.accounts.all()
        if account.payer == main.id and account.standing != "closed"
    ]


def _asked(call: Call) -> Account:
    wanted = read_id(call.params["subaccount_id"])
    for account in _family(call):
        if account.subaccount_id == wanted:
            return account
    raise not_found("Subaccount record not found.")


_ONE = "/subaccounts/{subaccount_id}"
CALLS: Calls = (
    ("GET", "/subaccounts", show_all),
    ("POST", "/subaccounts", create),
    ("GET", _ONE, show),
    ("PUT", _ONE, change),
    ("DELETE", _ONE, delete),
    ("PUT", _ONE + "/regen-api-key", renew_key),
)
