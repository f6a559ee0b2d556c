"""The readers at the JSON border: loose values in, ours or nothing out."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicksendhub.clicksend import parse

ODD: list[object] = [
    None,
    "",
    " ",
    "bananas",
    [],
    {},
    [1],
    {"a": 1},
    "1,5",
    "١x",
    float("nan"),
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        ("7", 7),
        (" 7 ", 7),
        ("-7", -7),
        ("7.00", 7),
        (7.0, 7),
        (Decimal("7"), 7),
        (0, 0),
        (2**63, None),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("7.5", None),
        (True, None),
        *[(value, None) for value in ODD],
    ],
)
def test_integers_are_read_from_numbers_and_digit_strings(value, expected):
    assert parse.integer(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.0770", Decimal("0.0770")),
        ("0.000000", Decimal("0.000000")),
        (0, Decimal(0)),
        (0.0792, Decimal("0.0792")),
        (Decimal("7.7050"), Decimal("7.7050")),
        ("-3.5", Decimal("-3.5")),
        ("1e400", None),
        ("1e999999999", None),
        ("0e-999999", None),
        ("Infinity", None),
        ("NaN", None),
        ("sNaN", None),
        (False, None),
        *[(value, None) for value in ODD],
    ],
)
def test_prices_are_exact_decimals(value, expected):
    assert parse.decimal(value) == expected


@pytest.mark.parametrize("value", [1436932432, "1436932432", "1436932432.9"])
def test_times_are_read_from_unix_seconds(value):
    assert parse.moment(value) == datetime(2015, 7, 15, 3, 53, 52, tzinfo=UTC)


@pytest.mark.parametrize("value", [0, "0", -1, 10**17, "2026-09-21 10:00", True, *ODD])
def test_what_is_no_time_is_none(value: object):
    assert parse.moment(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "2026-09-21T14:13:20Z",
        " 2026-09-21 14:13:20 ",
        "2026-09-21T22:13:20+08:00",
    ],
)
def test_times_are_read_from_iso_8601(value):
    assert parse.iso_moment(value) == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("value", [1790000000, True, "0001-01-01T00:00+12:00", *ODD])
def test_what_is_no_iso_time_is_none(value: object):
    assert parse.iso_moment(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Telstra", "Telstra"),
        ("Grüße 🎾", "Grüße 🎾"),
        (118, "118"),
        (Decimal("1.50"), "1.50"),
        ("cut \x00 short", "cut  short"),
        ("pair \ud83c\udfbe", "pair 🎾"),
        ("half \ud83c", "half \ufffd"),
        (None, ""),
        (True, ""),
        ([], ""),
        ({}, ""),
    ],
)
def test_text_is_always_storable(value, expected):
    assert parse.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[(value, True) for value in (1, "1", True, "true", "True")],
        *[(value, False) for value in (0, "0", False, "false", Decimal(0))],
        (2, None),
        *[(value, None) for value in ODD],
    ],
)
def test_flags_are_yes_no_or_unknown(value, expected):
    assert parse.flag(value) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"_currency": {"currency_name_short": "AUD"}}, "AUD"),
        ({"currency": {"currency_name_short": "usd"}}, "USD"),
        ({"currency": "EUR"}, "EUR"),
        ({"_currency": None}, None),
        ({"_currency": []}, None),
        ({"_currency": {}}, None),
        ({}, None),
    ],
)
def test_currency_is_found_under_both_names(fields, expected):
    assert parse.currency(fields) == expected


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=5,
)


@given(value=_json)
def test_no_value_breaks_a_reader(value):
    parse.integer(value)
    parse.decimal(value)
    parse.moment(value)
    parse.iso_moment(value)
    parse.flag(value)

    parse.text(value).encode()
