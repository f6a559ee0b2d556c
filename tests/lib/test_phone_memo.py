"""Why one number may answer for the thousand beside it: sampled, and proved.

The proof walks every range that the installed phone library knows, as an
automaton over digits. It fails when a new version of the library cuts a range
finer, and then that country code belongs on the list of exceptions.
"""

import random
import re
from functools import cache

import phonenumbers
import pytest
from phonenumbers import PhoneMetadata

from clicksendhub.lib.phone.parsing import (
    FEWEST_NATIONAL_DIGITS,
    FREE_DIGITS,
    LOOKS_AT_LAST_DIGITS,
    forget,
    has_trunk_zero,
    parse,
    parse_slowly,
)
from tests.support.digit_automaton import Automaton, farthest_choice, widths_of

MOST_NATIONAL_DIGITS = 17
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
RANGES = [
    "general_desc",
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
]


@pytest.fixture(autouse=True)
def _empty_memo():
    forget()
    yield
    forget()


def all_metadata() -> list[PhoneMetadata]:
    regions = [PhoneMetadata.metadata_for_region(code) for code in REGIONS]
    shared = [
        PhoneMetadata.metadata_for_nongeo_region(code)
        for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS
    ]
    return [metadata for metadata in regions + shared if metadata]


def patterns_of(metadata: PhoneMetadata) -> set[str]:
    ranges = [getattr(metadata, name) for name in RANGES]
    return {each.national_number_pattern for each in ranges if each} - {None}


@cache
def looks_at_the_last_digits(pattern: str) -> bool:
    return Automaton(pattern).depends_on_last(
        shortest=FEWEST_NATIONAL_DIGITS, longest=MOST_NATIONAL_DIGITS, last=FREE_DIGITS
    )


def test_no_other_country_cuts_ranges_finer_than_a_thousand_numbers():
    finer = {
        metadata.country_code
        for metadata in all_metadata()
        if any(looks_at_the_last_digits(pattern) for pattern in patterns_of(metadata))
    }

    assert finer == LOOKS_AT_LAST_DIGITS


def front_rules(metadata: PhoneMetadata) -> list[tuple[str, int]]:
    """Patterns that look at the front of a number, and its fewest digits then."""
    general = metadata.general_desc
    lengths = [
        length
        for length in (general.possible_length if general else ())
        if length >= FEWEST_NATIONAL_DIGITS
    ]
    if not lengths or metadata.country_code in LOOKS_AT_LAST_DIGITS:
        return []
    prefixes = [metadata.national_prefix_for_parsing, metadata.leading_digits]
    rules = [(rule, min(lengths)) for rule in prefixes if rule]
    for form in metadata.number_format:
        fewest, most = widths_of(form.pattern or "")
        if most >= FEWEST_NATIONAL_DIGITS:
            fewest = max(fewest, min(lengths))
            rules += [(rule, fewest) for rule in form.leading_digits_pattern]
    return rules


def test_no_prefix_rule_reaches_the_last_digits():
    """Trunk and carrier prefixes, and the choice of grouping, look at the front."""
    reaching = {
        metadata.id or metadata.country_code
        for metadata in all_metadata()
        for rule, fewest_digits in front_rules(metadata)
        if farthest_choice(rule) > fewest_digits - FREE_DIGITS
    }

    assert reaching == set()


def test_the_walk_notices_a_range_that_looks_at_the_last_digits():
    assert looks_at_the_last_digits(r"4\d{6}[0-4]\d{2}")
    assert looks_at_the_last_digits(r"4\d{5}(?:00\d|\d[1-9])\d{2}")
    assert not looks_at_the_last_digits(r"4[0-4]\d{7}|5(?:1\d|2)\d{6,8}")


def dialled_numbers(number: int) -> list[tuple[str, str | None]]:
    """Local, international and spoilt forms near valid numbers, from a fixed seed."""
    source = random.Random(20260901)
    numbers: list[tuple[str, str | None]] = []
    while len(numbers) < number:
        region = source.choice(REGIONS)
        example = phonenumbers.example_number(region)
        if example is None:
            continue
        national = phonenumbers.national_significant_number(example)
        kept = source.randrange(2, len(national))
        digits = national[:kept] + "".join(
            source.choices("0123456789", k=len(national) - kept)
        )
        abroad = f"{example.country_code}{digits}"
        trunk = phonenumbers.phonenumberutil.ndd_prefix_for_region(region, True) or ""
        written = source.choice(
            [digits, trunk + digits, "+" + abroad, abroad, "00" + abroad]
        )
        numbers.append((written, source.choice([region, region, "AU", "US", None])))
    return numbers


@pytest.mark.parametrize(
    "sample", [1_000, pytest.param(10_000, marks=pytest.mark.slow)]
)
def test_the_memo_answers_as_the_library_does(sample: int):
    numbers = dialled_numbers(sample)
    neighbours = [
        (f"{dialled[:-FREE_DIGITS]}{end}", region)
        for dialled, region in numbers
        for end in ("000", "517", "999")
    ]

    for dialled, region in numbers + neighbours:
        assert parse(dialled, region) == parse_slowly(dialled, region), (
            re.sub(r"\d{3}$", "…", dialled),
            region,
        )


def test_a_kind_is_known_exactly_for_valid_numbers():
    for dialled, region in dialled_numbers(500):
        parsed = parse_slowly(dialled, region)
        if parsed:
            number = phonenumbers.parse(dialled, region)
            assert parsed.is_valid is phonenumbers.is_valid_number(number)


def test_a_trunk_zero_is_the_same_for_neighbours():
    for dialled, region in dialled_numbers(500):
        parsed = parse_slowly(dialled, region)
        if parsed and parsed.is_valid:
            known = has_trunk_zero(parsed)
            written = phonenumbers.format_number(
                phonenumbers.parse(parsed.e164), phonenumbers.PhoneNumberFormat.NATIONAL
            )
            national = parsed.e164[-parsed.national_digits :]
            assert known is (re.sub(r"\D", "", written) == "0" + national)


def test_a_known_prefix_is_not_asked_for_again(monkeypatch):
    parse("+61412345678", None)
    monkeypatch.setattr("clicksendhub.lib.phone.parsing.parse_slowly", None)

    neighbour = parse("+61412345999", None)

    assert neighbour is not None
    assert neighbour.e164 == "+61412345999"


def test_an_invalid_number_is_never_remembered():
    parse("07700900123", "GB")

    assert parse("07700800123", "GB") == parse_slowly("07700800123", "GB")
