"""The length of a text as the network counts it."""

import pytest

from clicksendhub.clicksend.lengths import is_gsm, slots, slots_with_breaks, units


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Hello", 5),
        ("Größe à la carte", 16),
        ("€", 2),
        ("[x]", 5),
        ("ş", 1),
        ("€ş", 2),
        ("😀", 2),
        ("\ud83d", 1),
    ],
)
def test_a_text_is_as_long_as_the_places_it_takes(text, length):
    assert slots(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [("a\nb", 4), ("a\r\nb", 4), ("\n\n", 4), ("a\rb", 3), ("ş\n", 3)],
)
def test_a_line_break_may_count_as_two(text, length):
    assert slots_with_breaks(text) == length


@pytest.mark.parametrize("sign", ["`", "ç", "’", "ş", "\t", "😀"])
def test_one_sign_outside_the_alphabet_makes_the_text_unicode(sign):
    assert is_gsm("plain")
    assert not is_gsm(f"plain {sign}")


def test_the_alphabet_has_128_signs_less_the_escape_and_ten_more():
    every_sign = map(chr, range(0x10000))

    assert sum(is_gsm(sign) for sign in every_sign) == 127 + 10


def test_an_emoji_has_two_units():
    assert units("a😀") == 3
