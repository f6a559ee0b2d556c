"""Names of countries as a sentence uses them."""

import phonenumbers
import pytest

from clicksendhub.lib.countries import NAMES, country_name, in_country


def test_every_region_of_the_phone_library_has_a_name():
    assert phonenumbers.SUPPORTED_REGIONS - NAMES.keys() == set()


@pytest.mark.parametrize(
    ("code", "name", "within"),
    [
        ("AU", "Australia", "Australia"),
        ("gb", "United Kingdom", "the United Kingdom"),
        ("US", "United States", "the United States"),
        ("ZZ", "ZZ", "ZZ"),
    ],
)
def test_a_country_is_named(code: str, name: str, within: str):
    assert country_name(code) == name
    assert in_country(code) == within
