"""The table of counted texts that the server and the browser must both reproduce.

Each row was computed by hand from 3GPP TS 23.038 and 23.040. Invisible and
look-alike characters are written as escapes so that the row can be read.
"""

from dataclasses import asdict, dataclass
from typing import Any

SMILE = "\U0001f600"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
NONE, GSM, UCS2 = "none", "gsm", "ucs2"


@dataclass(frozen=True)
class Vector:
    number: int
    text: str
    encoding: str
    units: int
    parts: int
    note: str = ""
    division_is_low: bool = False
    """Plain division of the units would promise one part too few."""


@dataclass(frozen=True)
class Second:
    """What an earlier vector becomes after one more step."""

    number: int
    step: str
    encoding: str
    units: int
    parts: int


VECTORS = [
    Vector(1, "", NONE, 0, 0, "nothing to send"),
    Vector(2, " ", GSM, 1, 1, "nothing to send once trimmed"),
    Vector(3, "a" * 160, GSM, 160, 1),
    Vector(4, "a" * 161, GSM, 161, 2),
    Vector(5, "a" * 306, GSM, 306, 2),
    Vector(6, "a" * 307, GSM, 307, 3),
    Vector(7, "a" * 1224, GSM, 1224, 8),
    Vector(8, "a" * 1225, GSM, 1225, 9, "over the limit"),
    Vector(9, "Ω" * 160, GSM, 160, 1),
    Vector(10, "ΔΦΓΛΩΠΨΣΘΞ", GSM, 10, 1),
    Vector(11, "\u00e9", GSM, 1, 1, "e acute is in the alphabet"),
    Vector(12, "Ç", GSM, 1, 1, "the capital cedilla is in the alphabet"),
    Vector(13, "a" * 159 + "\n", GSM, 160, 1),
    Vector(14, "a" * 159 + "\r\n", GSM, 161, 2, "as typed"),
    Vector(15, "\f", GSM, 2, 1, "form feed"),
    Vector(16, "\f^{}\\[~]|€", GSM, 20, 1, "every extension character"),
    Vector(17, "a" * 158 + "€", GSM, 160, 1),
    Vector(18, "a" * 159 + "€", GSM, 161, 2),
    Vector(19, "€" * 80, GSM, 160, 1),
    Vector(20, "€" * 81, GSM, 162, 2),
    Vector(21, "a" * 152 + "€" + "a" * 6, GSM, 160, 1),
    Vector(22, "a" * 152 + "€" + "a" * 7, GSM, 161, 2, "152 + 9"),
    Vector(23, "a" * 152 + "€" + "a" * 151, GSM, 305, 2),
    Vector(24, "a" * 152 + "€" + "a" * 152, GSM, 306, 3, division_is_low=True),
    Vector(25, "a" * 151 + "€" + "a" * 154, GSM, 307, 3),
    Vector(26, "€" * 152, GSM, 304, 2),
    Vector(27, "€" * 153, GSM, 306, 3, division_is_low=True),
    Vector(28, "€" * 608, GSM, 1216, 8),
    Vector(29, "€" * 609, GSM, 1218, 9, "over the limit", division_is_low=True),
    Vector(30, "€" * 612, GSM, 1224, 9, "over the limit", division_is_low=True),
    Vector(31, "\u0391", UCS2, 1, 1, "Greek alpha, not Latin A"),
    Vector(32, "α" * 70, UCS2, 70, 1),
    Vector(33, "α" * 71, UCS2, 71, 2),
    Vector(34, "α" * 536, UCS2, 536, 8),
    Vector(35, "α" * 537, UCS2, 537, 9, "over the limit"),
    Vector(36, "\u00e7", UCS2, 1, 1, "the small cedilla is not in the alphabet"),
    Vector(37, "`", UCS2, 1, 1, "backtick"),
    Vector(38, "\t", UCS2, 1, 1, "tab"),
    Vector(39, "[" * 69 + "α", UCS2, 70, 1, "no escapes in Unicode"),
    Vector(40, "e\u0301", UCS2, 2, 1, "as typed"),
    Vector(41, "a" * 159 + "\u00a0", UCS2, 160, 3, "as typed"),
    Vector(42, "a" * 159 + "\u2019", UCS2, 160, 3, "as typed"),
    Vector(43, "a" * 68 + SMILE, UCS2, 70, 1),
    Vector(44, "a" * 69 + SMILE, UCS2, 71, 2, "67 + 4"),
    Vector(45, SMILE * 35, UCS2, 70, 1),
    Vector(46, SMILE * 36, UCS2, 72, 2, "66 + 6"),
    Vector(47, "a" * 66 + SMILE + "a" * 3, UCS2, 71, 2, "66 + 5"),
    Vector(48, "a" * 66 + SMILE + "a" * 65, UCS2, 133, 2),
    Vector(49, "a" * 66 + SMILE + "a" * 66, UCS2, 134, 3, division_is_low=True),
    Vector(50, "a" * 65 + SMILE + "a" * 67, UCS2, 134, 2),
    Vector(51, SMILE * 264, UCS2, 528, 8),
    Vector(52, SMILE * 265, UCS2, 530, 9, "over the limit", division_is_low=True),
    Vector(53, SMILE * 268, UCS2, 536, 9, "over the limit", division_is_low=True),
    Vector(54, FAMILY, UCS2, 8, 1, "three people and two joiners"),
    Vector(55, "\u2764\ufe0f", UCS2, 2, 1, "a heart and its emoji mark"),
    Vector(56, "€" + SMILE, UCS2, 3, 1),
]

SECONDS = [
    Second(2, "trimmed", NONE, 0, 0),
    Second(14, "normalised", GSM, 160, 1),
    Second(40, "normalised", GSM, 1, 1),
    Second(41, "plain", GSM, 160, 1),
    Second(42, "plain", GSM, 160, 1),
]

UNSENDABLE = [
    (57, "ab\ud83d", 2),
    (57, "\ude00ab", 0),
    (58, "a\x1bb", 1),
    (58, "abc\x00", 3),
]
"""Number, text, and where the character stands that no message can carry."""

MAX_PARTS = 8


def text_of(number: int) -> str:
    return next(vector.text for vector in VECTORS if vector.number == number)


def as_json() -> dict[str, list[dict[str, Any]]]:
    """The table for the browser's copy of the counter."""
    return {
        "vectors": [asdict(vector) for vector in VECTORS],
        "seconds": [{**asdict(row), "text": text_of(row.number)} for row in SECONDS],
        "unsendable": [{"text": text, "position": at} for _, text, at in UNSENDABLE],
    }
