"""Usage: what was charged in a month, whatever channels there are."""

from decimal import Decimal

import pytest

from clicksendhub.clicksend import (
    ChannelUsage,
    RequestRefused,
    UnreadableAnswer,
    UsageLine,
)

from .support import answering

LINE = {
    "subaccount_id": 5530,
    "username": "court-booking",
    "total_count": "29.00",
    "total_price": 2.2968,
    "notes": None,
    "_x": 1,
}
MONTH = {
    "sms": [LINE],
    "post": [],
    "hologram": [{"total_count": "3"}],
    "sms_total": {"count": 29, "price": "2.2968"},
    "fax_total": {"count": 0, "price": 0},
    "_currency": {"currency_name_short": "AUD"},
}


def test_the_usage_of_a_month_is_read_by_channel():
    client, wire = answering(MONTH)

    usage = client.account.usage(2026, month=9)

    assert wire.path == "GET /v3/account/usage/2026/9/subaccount"
    assert usage.currency == "AUD"
    assert usage.channel("sms") == ChannelUsage(
        channel="sms",
        lines=(UsageLine(5530, "court-booking", Decimal(29), Decimal("2.2968"), ""),),
        count=Decimal(29),
        price=Decimal("2.2968"),
    )
    assert usage.channels[0].lines[0].extra == {"_x": 1}


def test_channels_that_are_new_and_totals_without_lines_are_kept():
    client, _ = answering(MONTH)

    usage = client.account.usage(2026, month=9)

    names = [found.channel for found in usage.channels]
    assert names == ["sms", "post", "hologram", "fax"]
    assert usage.channels[2].lines[0].count == 3
    assert usage.channel("fax") == ChannelUsage("fax", (), Decimal(0), Decimal(0))
    assert usage.channel("pigeon") is None


def test_what_is_new_in_a_month_is_kept():
    odd = {"_total": {"count": 7}, "month": 9, "mms_total": [1]}
    client, _ = answering({"sms_total": {"count": 1, "parts": 2}, **odd})

    usage = client.account.usage(2026, month=9)

    assert [found.channel for found in usage.channels] == ["sms"]
    assert usage.channels[0].extra == {"parts": 2}
    assert usage.extra == odd


@pytest.mark.parametrize("data", [{}, {"sms": None, "sms_total": []}])
def test_a_month_without_usage_has_no_channels(data):
    client, _ = answering(data)

    assert client.account.usage(2026, month=9).channels == ()


def test_usage_that_is_no_object_is_unreadable():
    client, _ = answering([])

    with pytest.raises(UnreadableAnswer):
        client.account.usage(2026, month=9)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (26, 9)])
def test_a_month_that_is_none_is_refused(year, month):
    client, wire = answering(MONTH)

    with pytest.raises(RequestRefused):
        client.account.usage(year, month=month)

    assert wire.requests == []
