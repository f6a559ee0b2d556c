"""The words of a picture message: its subject and its text, and how long they may be.

Lengths: clicksend-v3-api.md §3.1. ClickSend cuts what is longer, and sends it. Pure.
"""

from __future__ import annotations

from clicksendhub.ui.limited import surplus_words
from messaging.gsm import ALPHABET
from messaging.segments import normalise
from messaging.texts import BadText

LONGEST_SUBJECT = 20
LONGEST = 1500
LONGEST_BEYOND_GSM = 500


def longest_for(body: str) -> int:
    """How many characters fit: fewer with a sign outside the plain alphabet."""
    return LONGEST if ALPHABET.issuperset(body) else LONGEST_BEYOND_GSM


def length_of(body: str) -> int:
    """Characters; outside the plain alphabet an emoji counts two."""
    return len(body) if ALPHABET.issuperset(body) else _units(body)


def read_picture_text(typed: str) -> str:
    """The text as it would be sent; refused where it is too long, never cut."""
    body = normalise(typed)
    if not body.strip():
        raise BadText("There is no text, and ClickSend asks for one. Write it.")
    longest = longest_for(body)
    surplus = length_of(body) - longest
    if surplus > 0:
        why = "" if longest == LONGEST else _WHY_LESS
        raise BadText(
            f"The text beside a picture has at most {longest:,} characters{why}. "
            f"Remove {surplus_words(surplus)}."
        )
    return body


def read_subject(typed: str) -> str:
    """The subject as it would be sent; refused where it is too long, never cut."""
    subject = " ".join(normalise(typed).split())
    if not subject:
        raise BadText("There is no subject, and phones show one. Write it.")
    surplus = _units(subject) - LONGEST_SUBJECT
    if surplus > 0:
        raise BadText(
            f"A subject has at most {LONGEST_SUBJECT} characters, an emoji counts two. "
            f"Remove {surplus_words(surplus)}."
        )
    return subject


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_WHY_LESS = ", because some of these are outside the plain alphabet"
