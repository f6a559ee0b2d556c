"""The phone library behind a memo of prefixes.

A file of numbers repeats its prefixes, and no country's rules look at the last
three digits of a number with eight or more national ones, except in the seven
listed here. So one number tells about the thousand beside it. The tests walk
the library's rules to prove this for the version that is installed.
"""

from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import (
    CountryCodeSource,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)

from clicksendhub.lib.phone.values import Code, Kind

LOOKS_AT_LAST_DIGITS = frozenset({34, 57, 81, 86, 372, 686, 995})
"""Country codes whose ranges are cut finer than a thousand numbers."""

FEWEST_NATIONAL_DIGITS = 8
FREE_DIGITS = 3
_MEMO_SIZE = 50_000

_KINDS = {
    PhoneNumberType.MOBILE: Kind.MOBILE,
    PhoneNumberType.FIXED_LINE: Kind.FIXED,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: Kind.EITHER,
    PhoneNumberType.PERSONAL_NUMBER: Kind.PERSONAL,
    PhoneNumberType.TOLL_FREE: Kind.TOLL_FREE,
    PhoneNumberType.SHARED_COST: Kind.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE: Kind.PREMIUM,
    PhoneNumberType.VOIP: Kind.VOIP,
    PhoneNumberType.UNKNOWN: Kind.UNKNOWN,
}


_LENGTH_PROBLEMS = {
    ValidationResult.TOO_SHORT: Code.TOO_SHORT,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: Code.TOO_SHORT,
    ValidationResult.TOO_LONG: Code.TOO_LONG,
}


class Parsed(NamedTuple):
    """What the library makes of dialled digits."""

    e164: str
    kind: Kind
    region: str | None
    country_code: int
    national_digits: int
    is_valid: bool
    lacks_plus: bool
    """Read as an international number although it had no plus."""


_memo: dict[tuple[str, str | None], Parsed] = {}


def parse(dialled: str, country: str | None) -> Parsed | None:
    """Read digits with an optional leading plus; None if they cannot be one."""
    last = dialled[-FREE_DIGITS:]
    key = (dialled[:-FREE_DIGITS], country)
    if known := _memo.get(key):
        return known._replace(e164=known.e164[:-FREE_DIGITS] + last)
    parsed = parse_slowly(dialled, country)
    if parsed and _holds_for_neighbours(parsed):
        if len(_memo) >= _MEMO_SIZE:
            _memo.clear()
        _memo[key] = parsed
    return parsed


def forget() -> None:
    """Empty the memo."""
    _memo.clear()
    _has_trunk_zero.cache_clear()


def _holds_for_neighbours(parsed: Parsed) -> bool:
    """An invalid number tells nothing: its neighbour may be read another way."""
    return (
        parsed.is_valid
        and parsed.national_digits >= FEWEST_NATIONAL_DIGITS
        and parsed.country_code not in LOOKS_AT_LAST_DIGITS
    )


def parse_slowly(dialled: str, country: str | None) -> Parsed | None:
    """Ask the library, without the memo."""
    try:
        number = phonenumbers.parse(dialled, country, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None
    region = phonenumbers.region_code_for_number(number)
    kind = _KINDS.get(phonenumbers.number_type(number), Kind.OTHER)
    return Parsed(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        kind=kind,
        region=None if region == "001" else region,
        country_code=number.country_code or 0,
        national_digits=len(phonenumbers.national_significant_number(number)),
        is_valid=kind is not Kind.UNKNOWN,
        lacks_plus=_lacks_plus(number),
    )


def length_problem(dialled: str, country: str | None) -> Code | None:
    """Has it fewer or more digits than any landline or mobile of its country?"""
    try:
        number = phonenumbers.parse(dialled, country)
    except phonenumbers.NumberParseException as problem:
        is_endless = problem.error_type == phonenumbers.NumberParseException.TOO_LONG
        return Code.TOO_LONG if is_endless else None
    possible = phonenumbers.is_possible_number_for_type_with_reason(
        number, PhoneNumberType.FIXED_LINE_OR_MOBILE
    )
    return _LENGTH_PROBLEMS.get(possible)


def main_region_of(country_code: int) -> str | None:
    """The country that a code is named for: 44 is GB, though Jersey shares it."""
    region = phonenumbers.region_code_for_country_code(country_code)
    # "ZZ" is nobody, "001" every country.
    return region if len(region) == 2 and region != "ZZ" else None


def has_trunk_zero(parsed: Parsed) -> bool:
    """Is it written at home with a leading 0 that is not dialled from abroad?"""
    if _holds_for_neighbours(parsed):
        return _has_trunk_zero(parsed.e164[:-FREE_DIGITS] + "0" * FREE_DIGITS)
    return _has_trunk_zero(parsed.e164)


@lru_cache(maxsize=_MEMO_SIZE)
def _has_trunk_zero(e164: str) -> bool:
    number = phonenumbers.parse(e164, None)
    written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    national = phonenumbers.national_significant_number(number)
    return "".join(filter(str.isdecimal, written)) == "0" + national


def _lacks_plus(number: phonenumbers.PhoneNumber) -> bool:
    """In North America the 1 is also the trunk prefix, so nothing is missing."""
    return (
        number.country_code_source == CountryCodeSource.FROM_NUMBER_WITHOUT_PLUS_SIGN
        and number.country_code != 1
    )
