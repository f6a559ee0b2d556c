"""How long a call may be in both alphabets, and which voices there are."""

from __future__ import annotations

import pytest

from clicksendhub.clicksend import VOICES
from messaging.spoken import parts_of, read_spoken
from messaging.texts import BadText
from messaging.voices import known_pairs, name_of_language

BOTH = {
    *("en-us", "en-au", "en-gb", "en-gb-wls", "cy-gb-wls", "de-de", "es-es", "es-us"),
    *("fr-fr", "is-is", "it-it", "da-dk", "nl-nl", "pl-pl", "pt-br", "ru-ru"),
}
FEMALE = {"en-in", "fr-ca", "nb-no", "ro-ro", "sv-se", "tr-tr"}


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("a", 1),
        ("a" * 300, 1),
        ("a" * 301, 2),
        ("a" * 1200, 4),
        ("ж" * 150, 1),
        ("ж" * 151, 2),
        ("ж" * 600, 4),
    ],
)
def test_parts_have_three_hundred_characters_or_half_of_that(body, parts):
    assert parts_of(body) == parts
    assert read_spoken(body) == body


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a" * 1203, "at most 1,200 characters. Remove 3 characters."),
        ("ж" * 601, "plain alphabet. Remove 1 character."),
        ("  \n", "There is nothing to say."),
    ],
)
def test_what_is_too_long_is_refused_and_never_cut(body, words):
    with pytest.raises(BadText) as refused:
        read_spoken(body)
    assert words in str(refused.value)


def test_only_pairs_that_exist_are_offered():
    pairs = known_pairs()
    assert {code for code, voices in pairs.items() if len(voices) == 2} == BOTH
    assert {code for code in pairs if pairs[code] == ("female",)} == FEMALE
    assert pairs["pt-pt"] == ("male",)
    assert len(pairs) == 23


@pytest.mark.parametrize("code", sorted(VOICES))
def test_every_language_has_a_name(code):
    assert name_of_language(code) != code
