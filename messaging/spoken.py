"""How long a spoken text is: parts of 300 characters, or of 150 beyond GSM. Pure."""

from __future__ import annotations

from clicksendhub.ui.limited import surplus_words
from messaging.gsm import ALPHABET
from messaging.segments import normalise
from messaging.texts import BadText

MOST_PARTS = 4
GSM_PART = 300
OTHER_PART = 150


def part_length(body: str) -> int:
    """How many characters a part holds: fewer with a sign outside the alphabet."""
    return GSM_PART if ALPHABET.issuperset(body) else OTHER_PART


def parts_of(body: str) -> int:
    """How many parts are charged for."""
    return max(1, -(-len(body) // part_length(body)))


def read_spoken(typed: str) -> str:
    """The words as they will be spoken; refused where they are too long, never cut."""
    body = normalise(typed)
    if not body.strip():
        raise BadText("There is nothing to say. Write it.")
    longest = part_length(body) * MOST_PARTS
    surplus = len(body) - longest
    if surplus > 0:
        why = "" if longest == GSM_PART * MOST_PARTS else _WHY_LESS
        raise BadText(
            f"A call says at most {longest:,} characters{why}. "
            f"Remove {surplus_words(surplus)}."
        )
    return body


_WHY_LESS = ", because some of these are outside the plain alphabet"
