"""How the first digits of a number stand in E.164, country by country."""

from __future__ import annotations

import pytest

from clicksendhub.lib.phone import beginning_of


@pytest.mark.parametrize(
    ("digits", "country", "beginning"),
    [
        ("0", "AU", "61"),
        ("049", "AU", "6149"),
        ("49", "AU", ""),
        ("007", "AU", "6107"),
        ("03012", "DE", "493012"),
        ("0620", "HU", "3620"),
        # Italy keeps its zeros, Spain has none, North America dials a one or none.
        ("06", "IT", "3906"),
        ("91", "ES", "3491"),
        ("1212", "US", "1212"),
        ("212", "US", "1212"),
        ("04", "", ""),
        ("04", "ZZ", ""),
    ],
)
def test_digits_as_they_are_dialled(digits: str, country: str, beginning: str):
    assert beginning_of(digits, country=country) == beginning
