"""What somebody typed into a search, as terms that must all match. Pure.

A number in any way of writing is looked up as it is; digits that make no number match
as part of one, or as they stand. One or two letters match beginnings of words, three or
more match anywhere. No character has a meaning of its own: a percent sign is a percent
sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from clicksendhub.lib.phone import Channel, beginning_of, read_number
from contacts.folding import fold

LONGEST_WORDS: Final = 200
MOST_TERMS: Final = 8
_LEAST_ANYWHERE: Final = 3
_LEAST_DIGITS: Final = 8
"""Fewer are no number among other digits: “54 0491 57” is not read as two of them."""
_LIKE_A_NUMBER: Final = re.compile(r"\+?[\d()./\-–]*\d[\d()./\-–]*\Z|\+\Z")
_NO_DIGIT: Final = re.compile(r"\D+", re.ASCII)


class How(StrEnum):
    """How a term matches."""

    NUMBER = "number"
    BEGINNING = "beginning"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to match; ``text`` is folded, or a number in E.164."""

    how: How
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several things that match together."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Ways to read what was typed, of which one must match."""

    parts: tuple[Wanted, ...]


Wanted = Term | AllOf | AnyOf


def terms_of(words: str, *, country: str) -> tuple[Wanted, ...]:
    """The terms of what was typed; ``country`` is that of numbers without a plus."""
    typed = words.replace("\0", " ")[:LONGEST_WORDS].split()
    terms: list[Wanted] = []
    run: list[str] = []
    for word in [*typed, ""]:
        is_next = word.startswith("+") or not _LIKE_A_NUMBER.match(word)
        if run and is_next:
            terms += _terms_of_run(run, country)
            run = []
        if _LIKE_A_NUMBER.match(word):
            run.append(word)
        else:
            terms += [_term(part) for part in fold(word).split()]
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def _terms_of_run(run: list[str], country: str) -> list[Wanted]:
    """What words of digits in a row mean: a number, with others beside it, or parts."""
    start, end = _number_in(run, country)
    if start < end:
        number = Term(How.NUMBER, _read(run[start:end], country))
        return [
            *_parts(run[:start], country),
            number,
            *_parts(run[end:], country),
        ]
    return _parts(run, country)


def _number_in(run: Sequence[str], country: str) -> tuple[int, int]:
    """Between which words a number stands, the longest one; (0, 0) where none does."""
    longest = len(run)
    if longest > MOST_TERMS:
        return (0, longest) if _read(run, country) else (0, 0)
    for length in range(longest, 0, -1):
        for start in range(longest - length + 1):
            some = run[start : start + length]
            is_long = length == longest or len(_digits(some)) >= _LEAST_DIGITS
            if is_long and _read(some, country):
                return start, start + length
    return 0, 0


def _read(words: Sequence[str], country: str) -> str:
    written = " ".join(words)
    reading = read_number(written, country=country or None, channel=Channel.SMS)
    return reading.e164 or ""


def _parts(run: Sequence[str], country: str) -> list[Wanted]:
    """Words of digits that make no number: together part of one, or each by itself."""
    if not _digits(run):
        return []
    together = _part(run, country)
    if len(run) == 1:
        return [together]
    each = [_part([word], country) for word in run if _digits([word])]
    return [_any_of([together, AllOf(tuple(each[:MOST_TERMS]))])]


def _part(run: Sequence[str], country: str) -> Wanted:
    return _any_of(_ways("".join(run), _digits(run), country))


def _ways(written: str, digits: str, country: str) -> Iterator[Wanted]:
    """A number begins with its country: what is dialled before that is not in it."""
    if written.startswith("+"):
        yield _term(digits)
        return
    bare = digits.lstrip("0")
    national = beginning_of(digits, country=country)
    if len(bare) < _LEAST_ANYWHERE:
        yield _term(digits)
    else:
        yield _term(bare)
    if national and (len(bare) < _LEAST_ANYWHERE or bare not in national):
        yield Term(How.BEGINNING, national)
    if written != digits:
        yield _term(fold(written))


def _any_of(ways: Iterable[Wanted]) -> Wanted:
    parts = tuple(dict.fromkeys(ways))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def _digits(words: Sequence[str]) -> str:
    return _NO_DIGIT.sub("", "".join(words))


def _term(text: str) -> Term:
    how = How.ANYWHERE if len(text) >= _LEAST_ANYWHERE else How.BEGINNING
    return Term(how, text)
