"""Retry-After, rate headers and back-off."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
import time_machine

from clicksendhub.clicksend import (
    RateLimit,
    ServerError,
    TooManyRequests,
    backoff,
    parse_retry_after,
)
from clicksendhub.clicksend.retry import MAX_RETRY_AFTER, read_rate_limit

from .support import answering, client_on, sms

NOW = datetime(2026, 9, 21, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("999999", MAX_RETRY_AFTER),
        ("Mon, 21 Sep 2026 10:00:30 GMT", 30.0),
        ("Mon, 21 Sep 2026 12:00:30 +0200", 30.0),
        ("Mon, 21 Sep 2026 10:00:30 -0000", 30.0),
        ("Tue, 22 Sep 2026 10:00:00 GMT", MAX_RETRY_AFTER),
        ("Mon, 21 Sep 2026 09:59:30 GMT", None),
        (None, None),
        ("", None),
        ("-5", None),
        ("+5", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("1e3", None),
        ("٧", None),
        ("Mon, 99 Sep 2026 10:00:30 GMT", None),
        ("Mon, 21 Sep 99999999 10:00:30 GMT", None),
    ],
)
def test_retry_after_is_read_in_seconds_or_as_a_date(header, seconds):
    assert parse_retry_after(header, now=NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            {"x-ratelimit-limit": "20", "x-ratelimit-remaining": "19"},
            RateLimit(limit=20, remaining=19, reset_after=None),
        ),
        (
            {"x-ratelimit-remaining": "0", "ratelimit-reset": "39"},
            RateLimit(limit=None, remaining=0, reset_after=39.0),
        ),
        (
            {"retry-after": "21", "ratelimit-reset": "39"},
            RateLimit(limit=None, remaining=None, reset_after=21.0),
        ),
        (
            {"ratelimit-reset": str(int(NOW.timestamp()) + 25)},
            RateLimit(limit=None, remaining=None, reset_after=25.0),
        ),
        (
            {"retry-after": "0", "ratelimit-reset": "39"},
            RateLimit(limit=None, remaining=None, reset_after=0.0),
        ),
        ({"x-ratelimit-limit": "many", "x-ratelimit-remaining": "-1"}, None),
        ({"ratelimit-reset": str(int(NOW.timestamp()) - 25)}, None),
        ({"content-type": "application/json"}, None),
    ],
)
def test_rate_headers_are_read_as_far_as_they_make_sense(headers, expected):
    assert read_rate_limit(headers, now=NOW) == expected


@pytest.mark.parametrize(
    ("attempt", "ceiling"), [(0, 2.0), (1, 4.0), (5, 64.0), (9, 600.0), (5000, 600.0)]
)
def test_backoff_doubles_up_to_its_cap(attempt, ceiling):
    assert backoff(attempt, base=2, cap=600, random=lambda: 1.0) == ceiling
    assert backoff(attempt, base=2, cap=600, random=lambda: 0.25) == ceiling / 4


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Mon, 21 Sep 2026 10:00:30 GMT"}, 30.0),
        ({"RateLimit-Reset": "24"}, 24.0),
        ({"Retry-After": "later"}, None),
        ({}, None),
    ],
)
def test_a_429_tells_when_to_come_back(headers, seconds):
    client, _ = answering(status=429, code="TOO_MANY_REQUESTS", headers=headers)

    with time_machine.travel(NOW, tick=False), pytest.raises(TooManyRequests) as caught:
        client.sms.send([sms()])

    assert caught.value.retry_after == seconds


def test_a_503_may_tell_when_to_come_back_too():
    client, _ = answering(status=503, headers={"Retry-After": "12"})

    with pytest.raises(ServerError) as caught:
        client.sms.send([sms()])

    assert caught.value.retry_after == 12.0


@pytest.mark.parametrize("status", [200, 429])
def test_the_listener_hears_the_budget_of_good_and_failed_answers(status):
    heard: list[RateLimit] = []
    headers = {"X-RateLimit-Limit": "20", "X-RateLimit-Remaining": "3"}
    _, wire = answering({"messages": []}, status=status, headers=headers)
    client = client_on(wire, on_rate_limit=heard.append)

    with suppress(TooManyRequests):
        client.sms.send([sms()])

    assert heard == [RateLimit(limit=20, remaining=3, reset_after=None)]


def test_the_listener_hears_nothing_of_an_answer_without_rate_headers():
    heard: list[RateLimit] = []
    _, wire = answering({"messages": []})

    client_on(wire, on_rate_limit=heard.append).sms.send([sms()])

    assert heard == []


def test_a_failing_listener_costs_no_answer(caplog):
    def fail(rate_limit):
        raise OSError("disk is full")

    _, wire = answering({"messages": []}, headers={"X-RateLimit-Limit": "20"})

    assert client_on(wire, on_rate_limit=fail).sms.send([sms()]).items == ()
    assert caplog.messages == ["on_rate_limit failed: OSError"]


def test_the_client_never_repeats_a_call():
    client, wire = answering(status=503)

    with pytest.raises(ServerError):
        client.sms.send([sms()])

    assert len(wire.requests) == 1
