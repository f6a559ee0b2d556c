"""Parts are counted as the network cuts them, a pair never split."""

import pytest

from clicksendhub.sandbox.segments import measure

E = "\U0001f600"
EXTENDED = "\f^{}\\[~]|€"

VECTORS = [
    ("", 0),
    (" ", 1),
    ("a" * 160, 1),
    ("a" * 161, 2),
    ("a" * 306, 2),
    ("a" * 307, 3),
    ("a" * 1224, 8),
    ("a" * 1225, 9),
    ("Ω" * 160, 1),
    ("ΔΦΓΛΩΠΨΣΘΞ", 1),
    ("é", 1),
    ("Ç", 1),
    ("a" * 159 + "\n", 1),
    ("a" * 159 + "\r\n", 2),
    ("\f", 1),
    (EXTENDED, 1),
    ("a" * 158 + "€", 1),
    ("a" * 159 + "€", 2),
    ("€" * 80, 1),
    ("€" * 81, 2),
    ("a" * 152 + "€" + "a" * 6, 1),
    ("a" * 152 + "€" + "a" * 7, 2),
    ("a" * 152 + "€" + "a" * 151, 2),
    ("a" * 152 + "€" + "a" * 152, 3),
    ("a" * 151 + "€" + "a" * 154, 3),
    ("€" * 152, 2),
    ("€" * 153, 3),
    ("€" * 608, 8),
    ("€" * 609, 9),
    ("€" * 612, 9),
    ("\u0391", 1),
    ("α" * 70, 1),
    ("α" * 71, 2),
    ("α" * 536, 8),
    ("α" * 537, 9),
    ("ç", 1),
    ("`", 1),
    ("\t", 1),
    ("[" * 69 + "α", 1),
    ("e\u0301", 1),
    ("a" * 159 + "\u00a0", 3),
    ("a" * 159 + "\u2019", 3),
    ("a" * 68 + E, 1),
    ("a" * 69 + E, 2),
    (E * 35, 1),
    (E * 36, 2),
    ("a" * 66 + E + "a" * 3, 2),
    ("a" * 66 + E + "a" * 65, 2),
    ("a" * 66 + E + "a" * 66, 3),
    ("a" * 65 + E + "a" * 67, 2),
    (E * 264, 8),
    (E * 265, 9),
    (E * 268, 9),
    ("👨\u200d👩\u200d👧", 1),
    ("\u2764\ufe0f", 1),
    ("€" + E, 1),
]


@pytest.mark.parametrize(("text", "parts"), VECTORS)
def test_a_text_takes_so_many_parts(text, parts):
    assert measure(text, 10_000) == (text, parts)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a" * 1225, "a" * 1224),
        ("€" * 612, "€" * 608),
        (E * 268, E * 264),
        ("α" * 600, "α" * 536),
        ("a" * 1224, "a" * 1224),
    ],
)
def test_a_text_over_the_limit_is_cut_where_eight_parts_end(text, kept):
    assert measure(text, 8) == (kept, 8)
