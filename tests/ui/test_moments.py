"""Moments as pages tell them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from clicksendhub.ui.moments import Words, tell

NOW = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
NINE_IN_PERTH = datetime(2026, 6, 9, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("full", "Tue 9 June, 9:00 in Perth (in 16 hours)"),
        ("short", "9 June, 9:00"),
        ("ago", "in 16 hours"),
    ],
)
def test_a_moment_is_told_in_three_ways(words: Words, told: str) -> None:
    assert tell(NINE_IN_PERTH, "Australia/Perth", now=NOW, words=words) == told


def test_the_short_way_names_another_year() -> None:
    long_ago = datetime(2025, 12, 1, 1, 5, tzinfo=UTC)

    told = tell(long_ago, "Australia/Perth", now=NOW, words="short")

    assert told == "1 December 2025, 9:05"


def test_machines_read_the_exact_moment() -> None:
    source = '{% load ui %}{% when moment "Australia/Perth" words="short" %}'

    told = Template(source).render(Context({"moment": NINE_IN_PERTH}))

    assert told.startswith('<time datetime="2026-06-09T01:00:00+00:00">9 June')


def test_no_moment_is_a_dash() -> None:
    told = Template("{% load ui %}{% when nothing %}").render(
        Context({"nothing": None})
    )

    assert told == "–"
