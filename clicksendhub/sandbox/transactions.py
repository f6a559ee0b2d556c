"""What an account paid in: the credit that it began with, worked out backwards."""

import uuid
from typing import Any

from clicksendhub.sandbox.accounts import SIGNED_UP_AT, Account
from clicksendhub.sandbox.envelope import Answer, Page, not_found, ok
from clicksendhub.sandbox.spending import spent
from clicksendhub.sandbox.state import Call, Calls, Sandbox


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
    left = sandbox.accounts.balance(account)
    amount = left + spent(sandbox.store, account.payer)
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
