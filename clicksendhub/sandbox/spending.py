"""What an account and its subaccounts have spent: on messages, and on numbers."""

from decimal import Decimal

from clicksendhub.sandbox.store import Store

SETUP, MONTHLY = Decimal("0.00"), Decimal("18.59")

# What subaccounts spend, their account pays.
_OF_FAMILY = (
    "WHERE account IN (SELECT id FROM accounts WHERE id = :payer OR parent = :payer)"
)


def spent(store: Store, payer: int) -> Decimal:
    """Return what was paid from an account's balance since the last reset."""
    family = {"payer": payer}
    # The condition is the constant above.
    rows = store.rows(f"SELECT price FROM ledger {_OF_FAMILY}", family)  # noqa: S608
    bought = store.count(
        f"SELECT count(*) FROM dedicated_numbers {_OF_FAMILY}",  # noqa: S608
        family,
    )
    return sum((Decimal(row["price"]) for row in rows), (SETUP + MONTHLY) * bought)
