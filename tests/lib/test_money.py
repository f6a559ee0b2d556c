"""Amounts stay exact, keep their currency, and are written one way."""

from decimal import Decimal

import pytest

from clicksendhub.lib.money import CurrencyMismatch, Money


def aud(amount: str) -> Money:
    return Money(Decimal(amount), "AUD")


def test_amounts_of_one_currency_add_up_exactly():
    assert aud("0.1") + aud("0.2") == aud("0.3")
    assert sum([aud("1"), aud("2")], start=Money.zero("AUD")) == aud("3")


def test_amounts_are_subtracted_multiplied_and_compared():
    assert aud("5") - aud("7") == aud("-2")
    assert aud("0.0770") * 1000 == aud("77")
    assert aud("1") < aud("2")
    assert not Money.zero("AUD")


@pytest.mark.parametrize("act", ["__add__", "__sub__", "__lt__"])
def test_two_currencies_never_meet(act: str):
    with pytest.raises(CurrencyMismatch, match="AUD and USD"):
        getattr(aud("1"), act)(Money(Decimal(1), "USD"))


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_an_amount_is_finite(amount: str):
    with pytest.raises(ValueError, match="finite"):
        aud(amount)


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("81.1", "AUD", "$81.10 AUD"),
        ("1234567.891", "USD", "$1,234,567.89 USD"),
        ("0.005", "GBP", "£0.01 GBP"),
        ("-4", "EUR", "-€4.00 EUR"),
        ("-0.001", "EUR", "€0.00 EUR"),
        ("1500.4", "JPY", "¥1,500 JPY"),
        ("3", "XYZ", "3.00 XYZ"),
    ],
)
def test_an_amount_is_written_with_its_code(amount: str, currency: str, written: str):
    assert Money(Decimal(amount), currency).format() == written
    assert str(Money(Decimal(amount), currency)) == written


def test_the_price_of_one_text_has_four_places():
    assert aud("0.077").format_unit() == "$0.0770 AUD"
    assert Money(Decimal("7.7"), "JPY").format_unit() == "¥7.7000 JPY"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0.0770", "0.0770"),
        (" 12 ", "12"),
        ("$1,234.50", "1234.50"),
        ("-3.2", "-3.2"),
        (0.0792, "0.0792"),
        (0, "0"),
        (Decimal("1.5"), "1.5"),
        ("1e2", "100"),
    ],
)
def test_an_amount_is_read_leniently(written: object, amount: str):
    assert Money.parse(written, "AUD") == aud(amount)


@pytest.mark.parametrize(
    "written", ["", None, "free", "1.2.3", "NaN", "Infinity", True]
)
def test_what_is_no_amount_is_none(written: object):
    assert Money.parse(written, "AUD") is None
