"""What an account paid in: the credit that it began with, worked out backwards."""

import uuid
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.accounts import SIGNED_UP_AT, Account
from clicksendhub.sandbox.envelope import Answer, Page, not_found, ok
from clicksendhub.sandbox.numbers import MONTHLY, SETUP
from clicksendhub.sandbox.state import Call, Calls, Sandbox

# What subaccounts spend, their account pays.
_OF_FAMILY = (
    "WHERE account IN (SELECT id FROM accounts WHERE id = :payer OR parent = :payer)"
)


def show_all(call: Call) -> Answer:
    """Answer `GET /recharge/transactions`."""
    page = Page.asked(call.request.query)
    rows = [_opening(call.sandbox, call.account)]
    shown = rows[page.offset : page.offset + page.limit]
    return ok(page.envelope(shown, total=len(rows)), "Here are your transactions.")


def show(call: Call) -> Answer:
    """Answer `GET` of one transaction, asked for by its invoice."""
    opening = _opening(call.sandbox, call.account)
    if call.params["invoice_number"].lower() != opening["invoice_number"]:
        raise not_found("Transaction record not found.")
    return ok(opening, "Here is your transaction.")


def _opening(sandbox: Sandbox, account: Account) -> dict[str, Any]:
    family = {"payer": account.payer}
    # The condition is the constant above.
    sent = f"SELECT price FROM ledger {_OF_FAMILY}"  # noqa: S608
    owned = f"SELECT count(*) FROM dedicated_numbers {_OF_FAMILY}"  # noqa: S608
    rows = sandbox.store.rows(sent, family)
    bought = sandbox.store.count(owned, family)
    spent = sum((Decimal(row["price"]) for row in rows), (SETUP + MONTHLY) * bought)
    amount = sandbox.accounts.balance(account) + spent
    return {
        "invoice_number": str(
            uuid.uuid5(uuid.NAMESPACE_OID, f"opening {account.payer}")
        ),
        "amount": float(amount),
        "currency": account.currency,
        "date": SIGNED_UP_AT,
    }


CALLS: Calls = (
    ("GET", "/recharge/transactions", show_all),
    ("GET", "/recharge/transactions/{invoice_number}", show),
)
