"""Asking for the price: one question for each kind of text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from clicksendhub.clicksend import PricedSms
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from messaging.costs import expected_cost
from messaging.kinds.sms import SMS
from messaging.models import Message
from messaging.services import plan_send, quote_send
from messaging.services.quote import Told, groups_alike, read_prices

pytestmark = pytest.mark.django_db
MIXED = "0412345678, 0498765432, +44 7400 123456"


def read_text_prices(groups: Any, items: Any) -> Told:
    return read_prices(groups, items, words=SMS.words)


def planned(account, numbers=MIXED, body="Your visit is at nine."):
    return plan_send(account=account, author=None, numbers=numbers, body=body)


def priced(reference: str, **given: Any) -> PricedSms:
    values: dict[str, Any] = {
        "status": "SUCCESS",
        "parts": 1,
        "price": Decimal("0.0792"),
    } | given
    return PricedSms(reference=reference, to="", country="AU", **values)


def text(pk: int, **given: Any) -> Message:
    values: dict[str, Any] = {
        "to": f"+6141234567{pk}",
        "country": "AU",
        "reference": f"r{pk}",
    }
    return Message(pk=pk, **(values | given))


def test_one_text_stands_for_all_of_the_same_country_parts_and_sender():
    texts = [text(1), text(2), text(3, country="GB"), text(4, sender="Harbour")]
    groups = groups_alike(texts)
    assert [group.ids for group in groups] == [(1, 2), (3,), (4,)]


def test_a_free_test_number_never_stands_for_paid_ones():
    texts = [text(1, to="+61411111111"), text(2)]
    assert [group.ids for group in groups_alike(texts)] == [(1,), (2,)]


def test_every_row_takes_the_price_of_its_kind(rehearsal):
    send = planned(rehearsal)
    assert quote_send(send)
    quotes = list(send.messages.order_by("pk").values_list("quote", flat=True))
    assert quotes == [Decimal("0.0792"), Decimal("0.0792"), Decimal("0.0713")]
    assert send.quoted_at is not None


def test_the_total_is_a_quote_where_every_text_has_one(rehearsal):
    send = planned(rehearsal)
    quote_send(send)
    expected = expected_cost(send.messages.all(), currency="AUD")
    assert (expected.kind, str(expected.total)) == ("quote", "$0.23 AUD")


def test_nothing_is_sent_by_asking(rehearsal, price_list):
    quote_send(planned(rehearsal))
    assert not price_list.ledger()


def test_a_dead_line_leaves_an_estimate_from_what_is_known(rehearsal, settings):
    quote_send(planned(rehearsal, numbers="0412345678"))
    settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"
    send = planned(rehearsal, numbers="0498765432")
    assert not quote_send(send)
    expected = expected_cost(send.messages.all(), currency="AUD")
    assert (expected.kind, str(expected.total)) == ("estimate", "$0.08 AUD")
    assert send.quote_note == "ClickSend could not be reached for a price."


def test_trouble_of_the_account_is_told_instead_of_asking(rehearsal):
    circuit.report(rehearsal.pk, Trouble.NO_CREDIT)
    send = planned(rehearsal)
    assert not quote_send(send)
    assert "no credit" in send.quote_note


def test_parts_that_clicksend_counts_otherwise_are_noted():
    told = read_text_prices(groups_alike([text(1)]), [priced("r1", parts=2)])
    assert told.notes == [
        "ClickSend counts 2 parts where we count 1. Its count is what it charges."
    ]


def test_a_text_that_clicksend_would_refuse_is_noted_and_has_no_price():
    told = read_text_prices(
        groups_alike([text(1)]), [priced("r1", status="COUNTRY_NOT_ENABLED")]
    )
    assert told.prices == []
    assert "Australia" in told.notes[0]
    assert "not enabled" in told.notes[0]


def test_an_answer_without_the_text_says_nothing_of_it():
    told = read_text_prices(groups_alike([text(1)]), [priced("someone else")])
    assert (told.prices, told.notes) == ([], [])
