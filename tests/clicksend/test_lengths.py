"""The length of a text as the network counts it."""

import pytest

from clicksendhub.clicksend.lengths import is_gsm, sms_parts, units


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("à\n" * 80, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ş" * 70, 1),
        ("ş" * 71, 2),
        ("ş" * 134, 2),
        ("ş" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("€" * 70 + "ş", 2),
    ],
)
def test_a_text_goes_in_parts(text, parts):
    assert sms_parts(text) == parts


@pytest.mark.parametrize(
    ("sign", "in_a_part"), [("€", 76), ("😀", 33), ("\ud83d", 67), ("[", 76)]
)
def test_no_part_ends_inside_a_sign(sign, in_a_part):
    assert sms_parts(sign * in_a_part * 8) == 8
    assert sms_parts(sign * (in_a_part * 8 + 1)) == 9


def test_a_sign_that_fits_no_more_begins_the_next_part():
    assert sms_parts("x" * 152 + "€" + "x" * 151) == 2
    assert sms_parts("x" * 152 + "€" + "x" * 152) == 3


@pytest.mark.parametrize("sign", ["`", "ç", "’", "ş", "\t", "😀"])
def test_one_sign_outside_the_alphabet_makes_the_text_unicode(sign):
    assert is_gsm("plain")
    assert not is_gsm(f"plain {sign}")


def test_the_alphabet_has_128_signs_less_the_escape_and_ten_more():
    every_sign = map(chr, range(0x10000))

    assert sum(is_gsm(sign) for sign in every_sign) == 127 + 10


def test_an_emoji_has_two_units():
    assert units("a😀") == 3
