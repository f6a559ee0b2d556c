"""Digits that begin a number of a country and end too soon; no short codes."""

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType, shortnumberinfo
from phonenumbers.phonenumberutil import ndd_prefix_for_region

from clicksendhub.lib.phone.parsing import length_problem
from clicksendhub.lib.phone.values import Code, Shortfall

_DIGITS = "0123456789"
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


def ends_too_soon(dialled: str, country: str | None) -> bool:
    """Is it the beginning of a number as written at home, and no short code?"""
    national = _after_trunk_prefix(dialled, country)
    if not country or not national or national.startswith("0"):
        return False
    if _is_short_code(dialled, country):
        return False
    return length_problem(dialled, country) is Code.TOO_SHORT


def shortfall_of_mobile(dialled: str, country: str | None) -> Shortfall | None:
    """How long it is and how long it should be, where a mobile number was begun."""
    national = _after_trunk_prefix(dialled, country)
    needed = _national_digits_of_mobile(country) if country and national else 0
    missing = needed - len(national)
    if (
        not country
        or missing <= 0
        or not _may_become_mobile(national, missing, country)
    ):
        return None
    return Shortfall(len(dialled), len(dialled) + missing)


def _after_trunk_prefix(dialled: str, country: str | None) -> str:
    """The digits behind the prefix of calls within the country; else nothing.

    North America's 1 is left out: there a number is not written with it.
    """
    prefix = ndd_prefix_for_region(country, True) if country else None
    if not prefix or prefix == "1" or not dialled.startswith(prefix):
        return ""
    return dialled.removeprefix(prefix)


def _is_short_code(dialled: str, country: str) -> bool:
    try:
        number = phonenumbers.parse(dialled, country)
    except phonenumbers.NumberParseException:
        return True
    return shortnumberinfo.connects_to_emergency_number(
        dialled, country
    ) or shortnumberinfo.is_valid_short_number_for_region(number, country)


@lru_cache
def _national_digits_of_mobile(country: str) -> int:
    """As many as each mobile number of the country has; 0 where they differ."""
    metadata = PhoneMetadata.metadata_for_region(country)
    lengths = metadata.mobile.possible_length if metadata and metadata.mobile else ()
    return int(lengths[0]) if len(lengths) == 1 else 0


def _may_become_mobile(national: str, missing: int, country: str) -> bool:
    code = phonenumbers.country_code_for_region(country)
    ends = (national + digit * missing for digit in _DIGITS)
    numbers = (phonenumbers.parse(f"+{code}{end}") for end in ends)
    return any(phonenumbers.number_type(number) in _MOBILE for number in numbers)
