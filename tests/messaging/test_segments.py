"""How texts are counted: the table, the boundaries, the cheaper twin."""

from collections.abc import Callable
from math import ceil

import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from messaging.gsm import ALPHABET, BASIC, EXTENSION, twin_of
from messaging.segments import (
    LIMITS,
    Encoding,
    UnsendableText,
    cheaper_twin,
    count,
    excess,
    limit_for,
    normalise,
)
from tests.messaging.segment_vectors import (
    FAMILY,
    MAX_PARTS,
    SECONDS,
    SMILE,
    UNSENDABLE,
    VECTORS,
    Second,
    Vector,
    text_of,
)

STEPS: dict[str, Callable[[str], str]] = {
    "trimmed": str.strip,
    "normalised": normalise,
    "plain": lambda text: cheaper_twin(text).text,
}
# Mostly characters that stand on boundaries, so that pairs fall on them often.
TEXTS = st.text(alphabet="a€[α" + SMILE, max_size=700)
ANY_TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1b"),
    max_size=300,
)


def slow_parts(text: str) -> int:
    """The rule spelled out: fill a part character by character, split no pair."""
    if all(char in ALPHABET for char in text):
        sizes = [2 if char in EXTENSION else 1 for char in text]
        limits = LIMITS[Encoding.GSM]
    else:
        sizes = [2 if ord(char) > 0xFFFF else 1 for char in text]
        limits = LIMITS[Encoding.UCS2]
    if sum(sizes) <= limits.alone:
        return 1 if text else 0
    parts, room = 1, limits.joined
    for size in sizes:
        if size > room:
            parts, room = parts + 1, limits.joined
        room -= size
    return parts


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector.number))
def test_the_table_is_reproduced(vector: Vector):
    counted = count(vector.text)

    assert (counted.encoding, counted.units, counted.parts) == (
        vector.encoding,
        vector.units,
        vector.parts,
    )
    assert counted.characters == len(vector.text)


@pytest.mark.parametrize("second", SECONDS, ids=lambda row: f"{row.number}-{row.step}")
def test_the_second_values_are_reproduced(second: Second):
    counted = count(STEPS[second.step](text_of(second.number)))

    assert (counted.encoding, counted.units, counted.parts) == (
        second.encoding,
        second.units,
        second.parts,
    )


def test_division_promises_too_few_parts_exactly_where_the_table_says():
    def divided(vector: Vector) -> int:
        limits = LIMITS.get(Encoding(vector.encoding), LIMITS[Encoding.GSM])
        if vector.units <= limits.alone:
            return min(vector.units, 1)
        return ceil(vector.units / limits.joined)

    too_low = {row.number for row in VECTORS if divided(row) < count(row.text).parts}

    assert too_low == {row.number for row in VECTORS if row.division_is_low}


@pytest.mark.parametrize(("number", "text", "position"), UNSENDABLE)
def test_what_no_message_can_carry_is_refused_with_its_place(
    number: int, text: str, position: int
):
    with pytest.raises(UnsendableText, match=r"cannot be sent\. Remove it") as caught:
        count(text)

    assert caught.value.position == position
    str(caught.value).encode()  # an unpaired surrogate never reaches a page


def test_the_table_holds_all_fifty_eight_numbers():
    numbers = [row.number for row in VECTORS] + [row[0] for row in UNSENDABLE]

    assert sorted(set(numbers)) == list(range(1, 59))


def test_the_alphabet_has_the_size_of_the_standard():
    assert len(set(BASIC)) == len(BASIC) == 127
    assert len(set(EXTENSION)) == 10


@given(TEXTS)
def test_parts_equal_the_rule_spelled_out(text: str):
    assert count(text).parts == slow_parts(text)


@given(ANY_TEXT.filter(bool))
def test_parts_and_encoding_equal_the_oracle(text: str):
    oracle = smsutil.split(text)

    assert count(text).parts == len(oracle.parts)
    assert (count(text).encoding is Encoding.GSM) is smsutil.is_valid_gsm(text)


@given(TEXTS)
def test_what_is_left_fits_and_one_more_does_not(text: str):
    counted = count(text)
    if counted.parts:
        filler = "a" * counted.left

        assert count(text + filler).parts == counted.parts
        assert count(text + filler + "a").parts == counted.parts + 1


@pytest.mark.parametrize(
    ("max_parts", "gsm", "ucs2"),
    [(1, 160, 70), (2, 306, 134), (6, 918, 402), (8, 1224, 536)],
)
def test_limits_are_those_of_the_api(max_parts: int, gsm: int, ucs2: int):
    assert limit_for(Encoding.GSM, max_parts) == gsm
    assert limit_for(Encoding.NONE, max_parts) == gsm
    assert limit_for(Encoding.UCS2, max_parts) == ucs2


@pytest.mark.parametrize(
    ("text", "surplus"),
    [
        ("a" * 1224, 0),
        ("a" * 1225, 1),
        ("€" * 612, 4),
        (SMILE * 268, 4),
        ("a" * 537 + "’", 1),  # without the quote it is a GSM text of four parts
        ("’" + "a" * 599, 64),
    ],
)
def test_excess_is_the_number_to_remove_from_the_end(text: str, surplus: int):
    assert excess(text, MAX_PARTS) == surplus


@given(TEXTS, st.integers(1, 8))
def test_a_text_without_its_excess_fits_and_is_the_longest_that_does(
    text: str, max_parts: int
):
    surplus = excess(text, max_parts)
    kept = len(text) - surplus

    assert count(text[:kept]).parts <= max_parts
    if surplus:
        assert count(text[: kept + 1]).parts > max_parts


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str):
    once = normalise(text)

    assert normalise(once) == once
    assert "\r" not in once


def test_dear_characters_are_named_counted_and_given_their_twin():
    dear = count("It’s not ‘urgent’ – call 😀").dear

    assert [(found.text, found.times, found.twin) for found in dear] == [
        ("’", 2, "'"),
        ("‘", 1, "'"),
        ("–", 1, "-"),
        ("😀", 1, None),
    ]


def test_in_a_plain_text_the_characters_that_count_twice_are_dear():
    dear = count("€5 [now] €6").dear

    assert [(found.text, found.times) for found in dear] == [
        ("€", 2),
        ("[", 1),
        ("]", 1),
    ]
    assert not any(found.twin for found in dear)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("\u00a0", "no-break space"),
        ("\t", "tab"),
        ("’", "“’”"),
        (FAMILY, f"“{FAMILY}”"),
        ("\x07", "character U+0007"),
    ],
)
def test_a_dear_character_can_be_read_by_a_person(text: str, label: str):
    assert [found.label for found in count(text).dear] == [label]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("\u2011\u2013\u2014\u2212", "----"),
        ("\u2018\u2019\u201a", "'''"),
        ("\u201c\u201d\u201e", '"""'),
        ("wait\u2026", "wait..."),
        ("a\u00a0b\u202fc\td", "a b c d"),
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff\u180eg", "abcdefg"),
        ("Łódź, łąka", "Lodz, laka"),
        ("ação ñ é", "acao ñ é"),
        ("ﬁn", "fin"),
        ("x\u0302", "x"),
    ],
)
def test_the_plain_twin_of_look_alikes(typed: str, plain: str):
    assert cheaper_twin(typed).text == plain


@pytest.mark.parametrize(
    "typed",
    [
        f"See you ’there’ {SMILE}",
        FAMILY,
        "Καλημέρα, “Ελένη”",
        "مرحبا، “سارة”",
        "می\u200cخواهم",
        "1\ufe0f\u20e3 first…",
        "price ½",
    ],
)
def test_a_text_that_stays_unicode_keeps_its_spelling(typed: str):
    saving = cheaper_twin(typed)

    assert saving.text == typed
    assert saving.replacements == ()
    assert not saving.is_worthwhile


def test_what_shows_nothing_is_dropped_even_from_a_unicode_text():
    assert cheaper_twin("αβ\u200b γ\ufeff").text == "αβ γ"


def test_a_saving_counts_parts_and_lists_each_swap():
    saving = cheaper_twin("It’s at 9, isn’t it…" + "a" * 100)

    assert (saving.parts_before, saving.parts_after, saving.saved_parts) == (2, 1, 1)
    assert [(row.original, row.twin, row.times) for row in saving.replacements] == [
        ("’", "'", 2),
        ("…", "...", 1),
    ]


def test_a_swap_that_gains_nothing_is_not_worthwhile():
    assert not cheaper_twin("It’s fine").is_worthwhile


@given(ANY_TEXT)
def test_a_plain_twin_never_invents_a_question_mark(text: str):
    assert cheaper_twin(text).text.count("?") == text.count("?")


@given(ANY_TEXT)
def test_a_plain_twin_is_its_own_twin(text: str):
    plain = cheaper_twin(text).text

    assert cheaper_twin(plain).text == plain


@given(st.characters(exclude_categories=["Cs"]))
def test_a_twin_is_always_in_the_alphabet(char: str):
    assert ALPHABET.issuperset(twin_of(char) or "")


def test_a_text_of_plain_characters_is_returned_as_it_is():
    assert cheaper_twin("Ready [now] for €5?").text == "Ready [now] for €5?"
