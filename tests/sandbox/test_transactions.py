"""What an account paid in, over HTTP."""

from tests.sandbox.support import send


def transactions(api):
    return api.get("/recharge/transactions").json()["data"]["data"]


def test_an_account_paid_in_the_credit_that_it_began_with(api):
    (before,) = transactions(api)

    send(api)
    offers = api.get("/numbers/search/AU").json()["data"]["data"]
    api.post(f"/numbers/buy/{offers[0]['dedicated_number']}")

    assert (before["amount"], before["currency"]) == (1000, "AUD")
    assert transactions(api) == [before]


def test_a_transaction_is_asked_for_by_its_invoice(api):
    (row,) = transactions(api)
    path = f"/recharge/transactions/{row['invoice_number']}"

    assert api.get(path).json()["data"] == row
    assert api.get("/recharge/transactions/nothing").status_code == 404
