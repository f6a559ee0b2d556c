"""What somebody typed into a search, as terms that must all match. Pure.

A number in any way of writing is looked up as it is; digits that make no number match
as part of one. One or two letters match beginnings of words, three or more match
anywhere. No character has a meaning of its own: a percent sign is a percent sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from clicksendhub.lib.phone import Channel, read_number
from contacts.folding import fold

LONGEST_WORDS: Final = 200
MOST_TERMS: Final = 8
_LEAST_ANYWHERE: Final = 3
_LIKE_A_NUMBER: Final = re.compile(r"\+?[\d()./\-–]*\d[\d()./\-–]*\Z|\+\Z")
_NO_DIGIT: Final = re.compile(r"\D+", re.ASCII)


class How(StrEnum):
    """How a term matches."""

    NUMBER = "number"
    BEGINNING = "beginning"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must match; ``text`` is folded, or a number in E.164."""

    how: How
    text: str = field(repr=False)


def terms_of(words: str, *, country: str) -> tuple[Term, ...]:
    """The terms of what was typed; ``country`` is that of numbers without a plus."""
    typed = words.replace("\0", " ")[:LONGEST_WORDS].split()
    terms: list[Term] = []
    number: list[str] = []
    for word in [*typed, ""]:
        if _LIKE_A_NUMBER.match(word):
            number.append(word)
            continue
        if number:
            terms += _number_terms(" ".join(number), country)
            number = []
        terms += [_term(part) for part in fold(word).split()]
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def _number_terms(written: str, country: str) -> list[Term]:
    """The number that was meant; else its digits, as they stand inside of a number."""
    read = read_number(written, country=country or None, channel=Channel.SMS).e164
    if read:
        return [Term(How.NUMBER, read)]
    digits = _NO_DIGIT.sub("", written)
    # A number begins with its country, so what people write before that is not in it.
    inside = digits.lstrip("0") if not written.startswith("+") else digits
    return [_term(inside or digits)] if digits else []


def _term(text: str) -> Term:
    how = How.ANYWHERE if len(text) >= _LEAST_ANYWHERE else How.BEGINNING
    return Term(how, text)
