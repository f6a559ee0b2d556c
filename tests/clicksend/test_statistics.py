"""Statistics: what went out, came in and bounced."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from clicksendhub.clicksend import Count, Traffic, UnreadableAnswer

from .support import answering

COUNTS = {
    "outbound": {"count": "12", "price": 0.95},
    "inbound": {"count": 3, "price": 0},
    "bounced": None,
}
NOTHING = Count(None, None)


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize("days", ["stats", "stat"])
def test_traffic_is_read_in_all_and_by_day(channel, days):
    data = {
        "total": COUNTS,
        days: [{**COUNTS, "date": "1790000000"}],
        "_currency": {"currency_name_short": "AUD"},
    }
    client, wire = answering(data)

    found = getattr(client.statistics, channel)()

    day = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
    counts = (Count(12, Decimal("0.95")), Count(3, Decimal(0)), NOTHING)
    assert wire.path == f"GET /v3/statistics/{channel}"
    assert found.total == Traffic(None, *counts)
    assert found.days == (Traffic(day, *counts),)
    assert found.currency == "AUD"


def test_days_are_read_under_their_old_name_where_the_new_one_is_null():
    client, _ = answering({"stats": None, "stat": [COUNTS, COUNTS]})

    assert len(client.statistics.sms().days) == 2


def test_what_is_new_is_kept():
    counts = {**COUNTS, "outbound": {"count": 1, "parts": 2}, "opened": 3}
    client, _ = answering({"total": counts, "stats": [], "since": "ever"})

    found = client.statistics.sms()

    assert found.extra == {"since": "ever"}
    assert found.total.extra == {"opened": 3}
    assert found.total.outbound.extra == {"parts": 2}


@pytest.mark.parametrize("data", [{}, {"total": [], "stats": {}}, {"stats": [7]}])
def test_an_account_without_traffic_has_none(data):
    client, _ = answering(data)

    found = client.statistics.sms()

    assert found.total == Traffic(None, NOTHING, NOTHING, NOTHING)
    assert found.days == ()


def test_statistics_that_are_no_object_are_unreadable():
    client, _ = answering(True)

    with pytest.raises(UnreadableAnswer):
        client.statistics.voice()
