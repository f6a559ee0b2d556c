"""How phone numbers are read: every written form we know, its number and reason."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicksendhub.lib.phone import (
    Channel,
    Code,
    Kind,
    Reading,
    Verdict,
    explain,
    guessing,
    mask,
    pretty,
    read_number,
    split_numbers,
)
from clicksendhub.lib.phone.parsing import Parsed, parse

AU_MOBILE = "+61412345678"
AU_LANDLINE = "+61261001234"

PLAIN = [
    "0412 345 678",
    "(0412) 345 678",
    "0412.345.678",
    "0412/345/678",
    "+61 (0)412 345 678",
    "0011 61 412 345 678",
    "'0412345678",
    "\u20190412345678",
    '="0412345678"',
    "0412\u00a0345\u00a0678",
    "\uff10\uff14\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    "\u0660\u0664\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    "\u202a0412345678\u202c",
    "\ufeff0412345678",
    "0412345678\u200b",
    "0412\u2011345\u2011678",
    "0412\u2013345\u2013678",
    "tel:+61412345678",
    "Mob: 0412 345 678",
]

MENDED = [
    ("412345678", Code.LOST_ZERO),
    ("61412345678", Code.LOST_PLUS),
    ("+610412345678", Code.EXTRA_ZERO),
    ("61 0412 345 678", Code.LOST_PLUS),
    ("0061 412 345 678", Code.FOREIGN_PREFIX),
    ("0+61412345678", Code.STRAY_PLUS),
    ("++61412345678", Code.STRAY_PLUS),
    ("412345678.0", Code.SPREADSHEET),
    ("61412345678.00", Code.SPREADSHEET),
    ("6.1412345678E+10", Code.SPREADSHEET),
    ("6,1412345678E+10", Code.SPREADSHEET),
    ("4.12345678E+08", Code.SPREADSHEET),
    ("412,345,678", Code.GROUPED),
]

# Typed, default country, channel, and why it is refused.
REFUSED = [
    *[
        (typed, country, Channel.SMS, Code.DIGITS_LOST)
        for typed in ("6.14E+10", "4.47701E+11", "4.12E+08")
        for country in ("AU", "GB", None)
    ],
    ("0412345678 / 0498765432", "AU", Channel.SMS, Code.SEVERAL),
    ("0412345678;0498765432", "AU", Channel.SMS, Code.SEVERAL),
    ("0412345678,0498765432", "AU", Channel.SMS, Code.SEVERAL),
    ("0412345678\n0498765432", "AU", Channel.SMS, Code.SEVERAL),
    ("0412345678 or 0498765432", "AU", Channel.SMS, Code.SEVERAL),
    ("0412345678 0498765432", "AU", Channel.SMS, Code.SEVERAL),
    ("0412 345 678 0498 765 432", "AU", Channel.SMS, Code.SEVERAL),
    ("+61412345678+61498765432", "AU", Channel.SMS, Code.SEVERAL),
    (
        "Tel +61 412 345 678; fax +61 2 6100 1234",
        "AU",
        Channel.SMS,
        Code.SEVERAL,
    ),
    ("O412345678", "AU", Channel.SMS, Code.LETTERS),
    ("0412 FLOWER", "AU", Channel.SMS, Code.LETTERS),
    ("0412345678 (John)", "AU", Channel.SMS, Code.LETTERS),
    *[
        (typed, "AU", Channel.SMS, Code.NOT_A_NUMBER)
        for typed in ("n/a", "-", "0", "+", "#NAME?", "######", "0412_345_678")
    ],
    *[
        (typed, "AU", Channel.SMS, Code.MISSING)
        for typed in ("", "  ", "\u00a0", "\u200b", "'")
    ],
    ("0412 345 67", "AU", Channel.SMS, Code.TOO_SHORT),
    ("0491 57", "AU", Channel.SMS, Code.TOO_SHORT),
    ("0491", "AU", Channel.SMS, Code.TOO_SHORT),
    ("02 61", "AU", Channel.SMS, Code.TOO_SHORT),
    ("07400", "GB", Channel.SMS, Code.TOO_SHORT),
    ("0151 2", "DE", Channel.SMS, Code.TOO_SHORT),
    ("0412 345 6789", "AU", Channel.SMS, Code.TOO_LONG),
    ("+61 412 345 67", "AU", Channel.SMS, Code.TOO_SHORT),
    ("+61 412 345 678 901 234 567", "AU", Channel.SMS, Code.TOO_LONG),
    ("0" + "4" * 20, "AU", Channel.SMS, Code.TOO_LONG),
    ("415 555 267", "US", Channel.SMS, Code.TOO_SHORT),
    ("6100 1234", "AU", Channel.SMS, Code.NO_AREA_CODE),
    ("555-2671", "US", Channel.SMS, Code.NO_AREA_CODE),
    *[
        (typed, country, Channel.SMS, Code.SHORT_NUMBER)
        for typed in ("000", "999", "12345")
        for country in ("AU", "GB", "US")
    ],
    *[
        (typed, country, Channel.SMS, Code.SHORT_NUMBER)
        for typed, country in (
            ("112", "AU"),
            ("106", "AU"),
            ("1300", "AU"),
            ("1311 1", "AU"),
            ("911", "US"),
            ("116 000", "GB"),
            ("0000", "AU"),
        )
    ],
    ("(02) 6100 1234", "AU", Channel.SMS, Code.FIXED_LINE),
    ("+61 (02) 6100 1234", "AU", Channel.SMS, Code.FIXED_LINE),
    ("61261001234", "AU", Channel.SMS, Code.FIXED_LINE),
    ("(02) 6100 1234", "AU", Channel.MMS, Code.FIXED_LINE),
    ("0412 345 678", "AU", Channel.FAX, Code.MOBILE_LINE),
    *[
        (typed, "AU", channel, Code.EXTENSION)
        for typed in ("02 6100 1234 x12", "0412 345 678 ext. 9")
        for channel in (Channel.SMS, Channel.MMS, Channel.FAX)
    ],
    *[
        (typed, "AU", channel, Code.SHARED_COST)
        for typed in ("1300 655 506", "131 444")
        for channel in (Channel.SMS, Channel.VOICE, Channel.FAX)
    ],
    ("1800 801 920", "AU", Channel.SMS, Code.TOLL_FREE),
    ("4155552671", "AU", Channel.SMS, Code.NOT_RECOGNISED),
    ("076 1234 5678", "GB", Channel.SMS, Code.NOT_IN_USE),
    ("07700 900123", "GB", Channel.SMS, Code.NOT_IN_USE),
    ("+521 55 1234 5678", "MX", Channel.SMS, Code.OLD_FORMAT),
    ("+1 900 555 1234", "US", Channel.SMS, Code.PREMIUM_RATE),
    ("+999123456789", "AU", Channel.SMS, Code.UNKNOWN_COUNTRY),
    ("+999123456789", None, Channel.SMS, Code.UNKNOWN_COUNTRY),
    ("0412345678", None, Channel.SMS, Code.NO_COUNTRY),
    ("+39 06 6982 4567", "AU", Channel.SMS, Code.FIXED_LINE),
    ("+870 773 123 456", "AU", Channel.FAX, Code.MOBILE_LINE),
    ("+1 800 555 1234", "US", Channel.VOICE, Code.TOLL_FREE),
]

# Typed, default country, channel; number, kind, region and reason.
A, B = Verdict.ACCEPTED, Verdict.WARNED
READ = [
    ("(02) 6100 1234", "AU", "voice", AU_LANDLINE, "fixed", "AU", Code.FINE),
    ("(02) 6100 1234", "AU", "fax", AU_LANDLINE, "fixed", "AU", Code.FINE),
    ("+61 (02) 6100 1234", "AU", "voice", AU_LANDLINE, "fixed", "AU", Code.FINE),
    ("+61 (02) 6100 1234", "AU", "fax", AU_LANDLINE, "fixed", "AU", Code.FINE),
    ("61261001234", "AU", "voice", AU_LANDLINE, "fixed", "AU", Code.LOST_PLUS),
    ("61261001234", "AU", "fax", AU_LANDLINE, "fixed", "AU", Code.LOST_PLUS),
    ("02 6100 1234 x12", "AU", "voice", AU_LANDLINE, "fixed", "AU", Code.EXTENSION),
    ("0412 345 678 ext. 9", "AU", "voice", AU_MOBILE, "mobile", "AU", Code.EXTENSION),
    ("1800 801 920", "AU", "fax", "+611800801920", "toll_free", "AU", Code.FINE),
    ("447400123456", "AU", "sms", "+447400123456", "mobile", "GB", Code.LOST_PLUS),
    ("14155552671", "AU", "sms", "+14155552671", "either", "US", Code.LOST_PLUS),
    ("64211234567", "AU", "sms", "+64211234567", "mobile", "NZ", Code.LOST_PLUS),
    ("919876543210", "AU", "sms", "+919876543210", "mobile", "IN", Code.LOST_PLUS),
    ("8615555555555", "AU", "sms", "+8615555555555", "mobile", "CN", Code.LOST_PLUS),
    ("4155552671", "US", "sms", "+14155552671", "either", "US", Code.FINE),
    ("(415) 555-2671", "US", "sms", "+14155552671", "either", "US", Code.FINE),
    ("1-415-555-2671", "US", "sms", "+14155552671", "either", "US", Code.FINE),
    ("07400 123456", "GB", "sms", "+447400123456", "mobile", "GB", Code.FINE),
    ("+44 (0)7400 123456", "GB", "sms", "+447400123456", "mobile", "GB", Code.FINE),
    ("+4407400123456", "GB", "sms", "+447400123456", "mobile", "GB", Code.FINE),
    ("011 44 7400 123456", "US", "sms", "+447400123456", "mobile", "GB", Code.FINE),
    ("07624 123456", "GB", "sms", "+447624123456", "mobile", "IM", Code.FINE),
    ("070 1234 5678", "GB", "sms", "+447012345678", "personal", "GB", Code.PERSONAL),
    ("0612345678", "FR", "sms", "+33612345678", "mobile", "FR", Code.FINE),
    ("612345678", "FR", "sms", "+33612345678", "mobile", "FR", Code.LOST_ZERO),
    ("+39 06 6982 4567", "AU", "voice", "+390669824567", "fixed", "VA", Code.FINE),
    ("669824567", "IT", "voice", "+390669824567", "fixed", "VA", Code.LOST_ZERO),
    ("+1 876 555 1234", "US", "sms", "+18765551234", "mobile", "JM", Code.FINE),
    ("mobile 0412 345 678", "AU", "sms", AU_MOBILE, "mobile", "AU", Code.FINE),
]


@pytest.mark.parametrize("typed", PLAIN)
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.MMS, Channel.VOICE])
def test_a_mobile_number_is_read_from_every_plain_form(typed: str, channel: Channel):
    reading = read_number(typed, country="AU", channel=channel)

    assert (reading.e164, reading.kind) == (AU_MOBILE, Kind.MOBILE)
    assert (reading.verdict, reading.code) == (Verdict.ACCEPTED, Code.FINE)


@pytest.mark.parametrize(("typed", "code"), MENDED)
def test_a_mended_number_carries_a_warning_that_says_why(typed: str, code: Code):
    reading = read_number(typed, country="AU", channel=Channel.SMS)

    assert (reading.e164, reading.kind) == (AU_MOBILE, Kind.MOBILE)
    assert (reading.verdict, reading.code) == (Verdict.WARNED, code)


@pytest.mark.parametrize(("typed", "country", "channel", "code"), REFUSED)
def test_what_cannot_be_sent_to_is_refused_with_the_reason(
    typed: str, country: str | None, channel: Channel, code: Code
):
    reading = read_number(typed, country=country, channel=channel)

    assert (reading.verdict, reading.code) == (Verdict.REJECTED, code)
    assert reading.e164 is None


@pytest.mark.parametrize(
    ("typed", "country", "channel", "e164", "kind", "region", "code"), READ
)
def test_numbers_are_read_by_country_and_channel(
    typed, country, channel, e164, kind, region, code
):
    reading = read_number(typed, country=country, channel=Channel(channel))

    is_warned = code is not Code.FINE
    assert (reading.e164, reading.kind, reading.region) == (e164, kind, region)
    assert reading.code is code
    assert reading.verdict is (Verdict.WARNED if is_warned else Verdict.ACCEPTED)


@pytest.mark.parametrize(
    ("typed", "country", "suggestion"),
    [
        ("O412345678", "AU", "0412345678"),
        ("0412345678 (John)", "AU", "0412345678"),
        ("John 0412 345 678", "AU", "0412 345 678"),
        ("0412 FLOWER", "AU", ""),
        ("+521 55 1234 5678", "MX", "+525512345678"),
        ("0412345678 / 0498765432", "AU", "0412345678\n0498765432"),
        ("0412345678 0498765432", "AU", "0412345678\n0498765432"),
    ],
)
def test_a_refused_number_offers_what_was_probably_meant(
    typed: str, country: str, suggestion: str
):
    reading = read_number(typed, country=country, channel=Channel.SMS)

    assert reading.suggestion == suggestion


@pytest.mark.parametrize("country", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_a_short_code_is_not_called_too_short_for_a_number(country: str):
    short = phonenumbers.PhoneMetadata.short_metadata_for_region(country)
    code = short.short_code if short else None
    typed = code.example_number if code else None

    reading = read_number(typed or "112", country=country, channel=Channel.SMS)

    assert reading.code is not Code.TOO_SHORT


def test_the_extension_of_a_call_is_kept():
    reading = read_number("02 6100 1234 x12", country="AU", channel=Channel.VOICE)

    assert reading.extension == "12"


def test_two_valid_guesses_are_a_question(monkeypatch):
    kept = guessing._guesses
    monkeypatch.setattr(
        guessing,
        "_guesses",
        lambda dialled, country: kept("447400123456", "AU") + kept("14155552671", "AU"),
    )

    reading = read_number("99123456789", country="AU", channel=Channel.SMS)

    assert (reading.verdict, reading.code) == (Verdict.REJECTED, Code.AMBIGUOUS)
    assert "could be +447400123456 or +14155552671" in explain(reading)


@pytest.mark.parametrize("typed", ["+61411111111", "0422222222", "+8615555555555"])
def test_free_test_numbers_are_accepted_though_the_library_refuses_them(
    typed: str, monkeypatch
):
    def refusing(dialled: str, country: str | None) -> Parsed | None:
        parsed = parse(dialled, country)
        return parsed and parsed._replace(is_valid=False, kind=Kind.UNKNOWN)

    monkeypatch.setattr(guessing, "parse", refusing)

    reading = read_number(typed, country="AU", channel=Channel.SMS)

    assert (reading.verdict, reading.code) == (Verdict.ACCEPTED, Code.TEST_NUMBER)


def test_a_fax_test_number_is_not_texted():
    faxed = read_number("+61261111111", country="AU", channel=Channel.FAX)
    texted = read_number("+61261111111", country="AU", channel=Channel.SMS)

    assert faxed.code is Code.TEST_NUMBER
    assert texted.code is Code.FIXED_LINE


def test_a_lower_case_country_is_understood():
    reading = read_number("0412345678", country="au", channel=Channel.SMS)

    assert reading.e164 == AU_MOBILE


def test_a_reading_shows_no_number_in_its_repr():
    reading = read_number("0412 345 678", country="AU", channel=Channel.SMS)

    assert "345" not in repr(reading)
    assert "345" not in repr(split_numbers("0412 345 678"))


@pytest.mark.parametrize(
    ("typed", "country", "channel", "sentence"),
    [
        (
            "0412 345 678",
            "AU",
            Channel.SMS,
            "+61 412 345 678 is a mobile number in Australia.",
        ),
        (
            "0412 345 67",
            "AU",
            Channel.SMS,
            (
                "“0412 345 67” is too short: it has 9 digits, and a mobile number "
                "in Australia has 10. Add the missing digits."
            ),
        ),
        (
            "0491 57",
            "AU",
            Channel.SMS,
            (
                "“0491 57” is too short: it has 6 digits, and a mobile number "
                "in Australia has 10. Add the missing digits."
            ),
        ),
        (
            "02 61",
            "AU",
            Channel.SMS,
            "“02 61” is too short for a number in Australia. Add the missing digits.",
        ),
        (
            "447400123456",
            "AU",
            Channel.SMS,
            (
                "“447400123456” was read as +44 7400 123456 in the United Kingdom: "
                "its + is missing. Check that it is right."
            ),
        ),
        (
            "O412345678",
            "AU",
            Channel.SMS,
            (
                "“O412345678” has letters in it. Write digits only. "
                "Did you mean 0412345678?"
            ),
        ),
        (
            "0412345678\n0498765432",
            "AU",
            Channel.SMS,
            (
                "“0412345678 0498765432” holds more than one number. "
                "Write each in its own place."
            ),
        ),
        (
            "02 6100 1234 x12",
            "AU",
            Channel.VOICE,
            (
                "+61 2 6100 1234 is called without its extension 12: "
                "whoever answers will hear the message."
            ),
        ),
        (
            "02 6100 1234 x12",
            "AU",
            Channel.SMS,
            (
                "“02 6100 1234 x12” has an extension, which only a call can reach. "
                "Write a number without an extension."
            ),
        ),
    ],
)
def test_a_reading_is_explained_in_plain_words(typed, country, channel, sentence):
    reading = read_number(typed, country=country, channel=channel)

    assert explain(reading) == sentence


@pytest.mark.parametrize("code", Code)
def test_every_reason_has_words(code: Code):
    reading = Reading("0412", Verdict.REJECTED, code, region="AU")

    words = explain(reading)

    assert words.endswith((".", "?"))
    assert "{" not in words


def test_a_long_or_broken_cell_is_quoted_short():
    reading = read_number("x\x07\n" * 500, country="AU", channel=Channel.SMS)

    assert len(explain(reading)) < 120


@pytest.mark.parametrize(
    ("e164", "masked"),
    [
        (AU_MOBILE, "+61 4•• ••• 678"),
        ("+14155552671", "+1 4••-•••-•671"),
        ("+6834567", "••••••67"),
        ("not a number", "••••••••••er"),
        ("", "•••"),
    ],
)
def test_a_masked_number_keeps_its_country_and_its_end(e164: str, masked: str):
    assert mask(e164) == masked


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        (AU_MOBILE, "+61 412 345 678"),
        ("+447400123456", "+44 7400 123456"),
        ("Hub", "Hub"),
    ],
)
def test_a_number_is_shown_in_groups(e164: str, shown: str):
    assert pretty(e164) == shown


@pytest.mark.parametrize(
    ("pasted", "numbers"),
    [
        ("", []),
        (" \n ,; \t", []),
        ("0412 345 678", ["0412 345 678"]),
        (
            "0412 345 678\r\n0498765432\r+61 2 6100 1234",
            ["0412 345 678", "0498765432", "+61 2 6100 1234"],
        ),
        (
            "0412 345 678, 0498 765 432;\t(02) 6100 1234",
            ["0412 345 678", "0498 765 432", "(02) 6100 1234"],
        ),
        ("412,345,678\n0498765432", ["412,345,678", "0498765432"]),
        ("6,1412345678E+10", ["6,1412345678E+10"]),
        ("Ann, 0412 345 678", ["Ann", "0412 345 678"]),
    ],
)
def test_a_pasted_box_is_taken_apart(pasted: str, numbers: list[str]):
    assert [found.text for found in split_numbers(pasted)] == numbers


def test_each_pasted_number_knows_its_line_and_place():
    pasted = "0412 345 678\r\n\n  Ann\t0498 765 432"

    found = split_numbers(pasted)

    assert [(number.line, number.start) for number in found] == [
        (1, 0),
        (3, 17),
        (3, 21),
    ]
    assert all(pasted.startswith(number.text, number.start) for number in found)


@given(st.text(max_size=60), st.sampled_from(["AU", "US", "IT", None]))
def test_whatever_is_typed_has_a_verdict_and_words(typed: str, country: str | None):
    reading = read_number(typed, country=country, channel=Channel.VOICE)

    assert reading.is_sendable is (reading.verdict is not Verdict.REJECTED)
    assert explain(reading)


@given(st.text(alphabet="0123456789+()-.,;/ exEt\n\u00a0'", max_size=40))
def test_what_looks_like_a_number_is_read_or_refused(typed: str):
    reading = read_number(typed, country="AU", channel=Channel.SMS)

    assert reading.is_sendable is (reading.verdict is not Verdict.REJECTED)


@given(st.text(alphabet="0123 ,;\t\r\nAé", max_size=60))
def test_a_pasted_piece_stands_where_it_says(pasted: str):
    for found in split_numbers(pasted):
        assert pasted[found.start : found.start + len(found.text)] == found.text


def test_a_number_with_a_plus_is_told_of_its_own_country():
    reading = read_number("+44 7700 900123", country="AU", channel=Channel.SMS)

    assert explain(reading) == (
        "“+44 7700 900123” is in a range that is not in use in the United Kingdom. "
        "Check its digits."
    )
