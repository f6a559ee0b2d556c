"""When digits are no number as they stand: what was meant, or what is wrong.

A guess never beats a plain reading, and two valid guesses are a question.
"""

import re
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberType
from phonenumbers.phonenumberutil import ndd_prefix_for_region

from clicksendhub.lib.phone.cleaning import Cleaned, Unreadable, digits_of
from clicksendhub.lib.phone.parsing import (
    Parsed,
    has_trunk_zero,
    length_problem,
    main_region_of,
    parse,
)
from clicksendhub.lib.phone.shortness import ends_too_soon, shortfall_of_mobile
from clicksendhub.lib.phone.values import TESTS_FAXED, TESTS_SPOKEN_TO, Code

_FEWEST_DIGITS_ABROAD = 10
_FEWEST_DIGITS_OF_TWO = 14
_MOST_DIGITS_OF_SHORT = 6
_MOST_DIGITS_MISSING = 4
_ABROAD = ("0011", "011", "00")
"""Prefixes for calling abroad: Australia, North America, most others."""
_ZERO_KEPT_BY_HABIT = frozenset({44})
"""“+44 0…” stands on British letterheads and is no slip of the hand."""
_OLD_MEXICAN = re.compile(r"\+521(\d{10})").fullmatch
_NOT_DIALLED = re.compile(r"[^+0-9]")


class Found(NamedTuple):
    """A number, and the slip that was mended to find it."""

    parsed: Parsed
    slip: Code | None


def find(cleaned: Cleaned, country: str | None) -> Found | Unreadable:
    """The number that the digits are, plainly or by one sure guess."""
    parsed = parse(cleaned.dialled, country)
    if parsed and _may_be_sent_to(parsed):
        return Found(parsed, cleaned.slip or _slip(cleaned, parsed))
    guesses = _guesses(cleaned.dialled, country)
    if len(guesses) == 1:
        return Found(guesses[0].parsed, cleaned.slip or guesses[0].slip)
    if guesses:
        return Unreadable(Code.AMBIGUOUS, " or ".join(g.parsed.e164 for g in guesses))
    return _why_not(cleaned, country, parsed)


def _may_be_sent_to(parsed: Parsed) -> bool:
    """ClickSend takes its test numbers whatever the library thinks of them."""
    return parsed.is_valid or parsed.e164 in TESTS_SPOKEN_TO | TESTS_FAXED


def _slip(cleaned: Cleaned, parsed: Parsed) -> Code | None:
    """What is odd about digits that the library took as they stand."""
    if parsed.lacks_plus:
        return Code.LOST_PLUS
    if cleaned.dialled[0] == "+":
        return Code.EXTRA_ZERO if _has_extra_zero(cleaned, parsed) else None
    is_bare = len(cleaned.dialled) == parsed.national_digits
    if is_bare and cleaned.dialled[0] != "0" and has_trunk_zero(parsed):
        return Code.LOST_ZERO
    return None


def _has_extra_zero(cleaned: Cleaned, parsed: Parsed) -> bool:
    return (
        len(cleaned.dialled) > len(parsed.e164)
        and parsed.country_code not in _ZERO_KEPT_BY_HABIT
        and not cleaned.has_bracketed_zero
        and has_trunk_zero(parsed)
    )


def _guesses(dialled: str, country: str | None) -> list[Found]:
    """Each valid number that the digits may have been meant to be, once."""
    if dialled.startswith("+"):
        return []
    tries = [
        ("+" + dialled.removeprefix(prefix), Code.FOREIGN_PREFIX)
        for prefix in _ABROAD
        if dialled.startswith(prefix)
    ]
    if len(dialled) >= _FEWEST_DIGITS_ABROAD and not dialled.startswith("0"):
        tries.append(("+" + dialled, Code.LOST_PLUS))
    if country and not dialled.startswith("0"):
        tries.append(("0" + dialled, Code.LOST_ZERO))
    found: dict[str, Found] = {}
    for text, slip in tries:
        parsed = parse(text, country)
        if parsed and _may_be_sent_to(parsed):
            found.setdefault(parsed.e164, Found(parsed, slip))
    return list(found.values())


def _why_not(
    cleaned: Cleaned, country: str | None, parsed: Parsed | None
) -> Unreadable:
    dialled = cleaned.dialled
    if several := _numbers_between_spaces(cleaned.text, country):
        return Unreadable(Code.SEVERAL, "\n".join(several))
    if dialled.startswith("+"):
        return _why_not_abroad(dialled, parsed)
    if ends_too_soon(dialled, country):
        missing = shortfall_of_mobile(dialled, country)
        return Unreadable(Code.TOO_SHORT, shortfall=missing)
    if len(dialled) <= _MOST_DIGITS_OF_SHORT:
        return Unreadable(Code.SHORT_NUMBER)
    if country is None:
        return Unreadable(Code.NO_COUNTRY)
    if _lacks_area_code(dialled, country):
        return Unreadable(Code.NO_AREA_CODE)
    if _is_written_in_full(dialled, country):
        return Unreadable(length_problem(dialled, country) or Code.NOT_IN_USE)
    return Unreadable(Code.NOT_RECOGNISED)


def _why_not_abroad(dialled: str, parsed: Parsed | None) -> Unreadable:
    if found := _OLD_MEXICAN(dialled):
        return Unreadable(Code.OLD_FORMAT, "+52" + found.group(1))
    otherwise = Code.NOT_IN_USE if parsed else Code.UNKNOWN_COUNTRY
    region = main_region_of(parsed.country_code) if parsed else None
    return Unreadable(length_problem(dialled, None) or otherwise, region=region)


def _is_written_in_full(dialled: str, country: str) -> bool:
    """Is it plain that these digits begin where a number begins?"""
    trunk = ndd_prefix_for_region(country, True)
    return dialled.startswith("0") or trunk != "0"


def _lacks_area_code(dialled: str, country: str) -> bool:
    """Would it be a landline with the area of the country's example before it?"""
    example = phonenumbers.example_number_for_type(country, PhoneNumberType.FIXED_LINE)
    if example is None or dialled.startswith("0"):
        return False
    national = phonenumbers.national_significant_number(example)
    missing = len(national) - len(dialled)
    if not 1 <= missing <= _MOST_DIGITS_MISSING:
        return False
    return _is_valid(f"+{example.country_code}{national[:missing]}{dialled}", None)


def _is_valid(dialled: str, country: str | None) -> bool:
    parsed = parse(dialled, country)
    return parsed is not None and parsed.is_valid


def _numbers_between_spaces(text: str, country: str | None) -> list[str]:
    """Two numbers parted by a space alone: the split at which both are valid."""
    words = text.split()
    if len(digits_of(text)) < _FEWEST_DIGITS_OF_TWO:
        return []
    for middle in range(1, len(words)):
        pieces = [" ".join(words[:middle]), " ".join(words[middle:])]
        if all(_is_valid(_NOT_DIALLED.sub("", piece), country) for piece in pieces):
            return pieces
    return []
