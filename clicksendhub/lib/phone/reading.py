"""Reads one phone number for one channel: the pipeline from cell to verdict."""

import re

from clicksendhub.lib.phone.cleaning import Unreadable, clean
from clicksendhub.lib.phone.guessing import Found, find
from clicksendhub.lib.phone.parsing import Parsed
from clicksendhub.lib.phone.values import (
    TESTS_FAXED,
    TESTS_SPOKEN_TO,
    Channel,
    Code,
    Kind,
    Reading,
    Shortfall,
    Verdict,
)

_TEXTED = frozenset({Kind.MOBILE, Kind.EITHER, Kind.PERSONAL})
_REACHED = {
    Channel.SMS: _TEXTED,
    Channel.MMS: _TEXTED,
    Channel.VOICE: _TEXTED | {Kind.FIXED},
    Channel.FAX: frozenset({Kind.FIXED, Kind.EITHER, Kind.TOLL_FREE}),
}
_REFUSED_AS = {
    Kind.FIXED: Code.FIXED_LINE,
    Kind.MOBILE: Code.MOBILE_LINE,
    Kind.PREMIUM: Code.PREMIUM_RATE,
    Kind.SHARED_COST: Code.SHARED_COST,
    Kind.TOLL_FREE: Code.TOLL_FREE,
    Kind.VOIP: Code.VOIP,
}

_LETTERS = re.compile(r"\(?[^\W\d_][^\d+]*")
_LETTERS_FOR_DIGITS = str.maketrans("oOIl", "0011")


def read_number(raw: str, *, country: str | None, channel: Channel) -> Reading:
    """Read what a person or a file calls a phone number.

    `country` is the two-letter code that numbers without a plus belong to.
    """
    country = country.upper() if country else None
    cleaned = clean(raw)
    if isinstance(cleaned, Unreadable):
        suggestion = cleaned.suggestion
        if cleaned.code is Code.LETTERS:
            suggestion = _without_letters(suggestion, country, channel)
        return _rejected(raw, cleaned.code, region=country, suggestion=suggestion)
    found = find(cleaned, country)
    if isinstance(found, Unreadable):
        return _rejected(
            raw,
            found.code,
            region=found.region if cleaned.dialled.startswith("+") else country,
            suggestion=found.suggestion,
            shortfall=found.shortfall,
        )
    return _judged(raw, found, cleaned.extension, channel)


def is_test_number(e164: str, channel: Channel) -> bool:
    """Is it one of the numbers that ClickSend accepts and never sends to?"""
    return e164 in (TESTS_FAXED if channel is Channel.FAX else TESTS_SPOKEN_TO)


def _judged(raw: str, found: Found, extension: str, channel: Channel) -> Reading:
    parsed = found.parsed
    refusal = _refusal(parsed, extension, channel)
    if refusal:
        return _rejected(raw, refusal, region=parsed.region, kind=parsed.kind)
    code = _doubt(found, extension) or Code.FINE
    if code is Code.FINE and is_test_number(parsed.e164, channel):
        code = Code.TEST_NUMBER
    is_sure = code in {Code.FINE, Code.TEST_NUMBER}
    return Reading(
        raw=raw,
        verdict=Verdict.ACCEPTED if is_sure else Verdict.WARNED,
        code=code,
        e164=parsed.e164,
        kind=parsed.kind,
        region=parsed.region,
        extension=extension,
    )


def _refusal(parsed: Parsed, extension: str, channel: Channel) -> Code | None:
    """Why this channel does not reach the number, if it does not."""
    if extension and channel is not Channel.VOICE:
        return Code.EXTENSION
    if parsed.kind in _REACHED[channel] or is_test_number(parsed.e164, channel):
        return None
    return _REFUSED_AS.get(parsed.kind, Code.UNSUITABLE)


def _doubt(found: Found, extension: str) -> Code | None:
    if extension:
        return Code.EXTENSION
    if found.parsed.kind is Kind.PERSONAL:
        return Code.PERSONAL
    return found.slip


def _without_letters(text: str, country: str | None, channel: Channel) -> str:
    """The number that was meant if letters stand for digits or beside them."""
    for attempt in (text.translate(_LETTERS_FOR_DIGITS), _LETTERS.sub("", text)):
        attempt = attempt.strip()
        if _LETTERS.search(attempt) is None:
            reading = read_number(attempt, country=country, channel=channel)
            if reading.is_sendable:
                return attempt
    return ""


def _rejected(
    raw: str,
    code: Code,
    *,
    region: str | None,
    kind: Kind = Kind.UNKNOWN,
    suggestion: str = "",
    shortfall: Shortfall | None = None,
) -> Reading:
    return Reading(
        raw=raw,
        verdict=Verdict.REJECTED,
        code=code,
        kind=kind,
        region=region,
        suggestion=suggestion,
        shortfall=shortfall,
    )
