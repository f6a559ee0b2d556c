"""Payments to ClickSend: read, never made."""

from datetime import UTC, datetime
from decimal import Decimal

from clicksendhub.clicksend import Transaction

from .support import answering


def test_payments_are_read_field_by_field():
    row = {
        "invoice_number": "INV-7",
        "amount": 20,
        "currency": "AUD",
        "date": "1790000000",
        "_x": 1,
    }
    client, wire = answering({"current_page": 1, "last_page": 1, "data": [row]})

    (found,) = client.transactions.all()

    assert wire.path == "GET /v3/recharge/transactions"
    assert wire.query == {"page": "1", "limit": "100"}
    paid_at = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
    assert found == Transaction("INV-7", Decimal(20), "AUD", paid_at)
    assert found.extra == {"_x": 1}


def test_an_account_that_never_paid_has_no_payments():
    client, _ = answering([])

    assert list(client.transactions.all()) == []
