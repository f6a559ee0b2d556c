"""The account: what is read of it, and what is left behind on purpose."""

from decimal import Decimal

import pytest

from clicksendhub.clicksend import AccountDetails, Unauthorized, UnreadableAnswer

from .support import API_KEY, PAYLOADS, answering, answering_raw, recorded


def test_an_account_is_read_field_by_field():
    client, wire = recorded("account.json")

    assert client.account.get() == AccountDetails(
        user_id=4021,
        username="court-booking",
        balance=Decimal("104.25"),
        currency="AUD",
        country="AU",
        default_country="AU",
        timezone="Australia/Perth",
        active=True,
        banned=False,
        sms_parts_limit=8,
        allows_unicode=True,
    )
    assert wire.path == "GET /v3/account"


def test_no_field_of_an_account_holds_the_key_that_the_answer_carries():
    body = (PAYLOADS / "account.json").read_bytes()
    client, _ = answering_raw(body)

    account = client.account.get()

    assert API_KEY.encode() in body
    values = [getattr(account, name) for name in account.__dataclass_fields__]
    assert API_KEY not in repr(values)


def test_an_account_that_says_little_is_unknown_and_not_banned():
    client, _ = answering({"username": "court-booking", "balance": ""})

    account = client.account.get()

    assert (account.active, account.banned) == (None, None)
    assert (account.balance, account.currency) == (None, None)


def test_a_401_inside_a_200_is_a_wrong_key():
    client, _ = answering(None, http_code=401, code="UNAUTHORIZED")

    with pytest.raises(Unauthorized):
        client.account.get()


def test_an_account_that_is_no_object_is_unreadable():
    client, _ = answering([])

    with pytest.raises(UnreadableAnswer):
        client.account.get()
