"""Finds at most a thousand people who can match, by the narrowest index there is.

Nothing here decides who matches: it names candidates, all of them or none. Where every
index gives too many, matches are dense, and walking in order finds a page of them soon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db import connection
from django.db.models import Q

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account
from contacts import trigrams
from contacts.finding.filters import Filter, begins_on, import_of
from contacts.finding.finder import Finder
from contacts.finding.words import How, Term
from contacts.models import Contact

MOST_CANDIDATES: Final = 1_000
_HIGHEST: Final = 2**63 - 1
_THREE_IN_A_ROW: Final = re.compile(r"[^\W_]{3}")


def candidates_of(finder: Finder) -> list[int] | None:
    """The keys of everybody who can match; None where they are too many."""
    account = finder.account()
    for found in _ways(finder, account):
        if found is not None and len(found) <= MOST_CANDIDATES:
            return found
    return None


def _ways(finder: Finder, account: Account) -> Iterator[list[int] | None]:
    terms = finder.terms(account)
    yield _by_number(account, terms)
    if finder.list_id is not None:
        yield _some(Q(contact_list_id=finder.list_id))
    yield _by_trigrams(terms)
    for filter_ in finder.filters:
        yield _by_filter(account, filter_)


def _by_number(account: Account, terms: Iterable[Term]) -> list[int] | None:
    numbers = [term.text for term in terms if term.how is How.NUMBER]
    if not numbers:
        return None
    phone = _some(Q(account=account, number=numbers[0]))
    fax = _some(Q(account=account, fax_number=numbers[0]) & ~Q(fax_number=""))
    return list({*phone, *fax})


def _by_trigrams(terms: Sequence[Term]) -> list[int] | None:
    if not is_by_trigrams(terms):
        return None
    if connection.vendor == "sqlite":
        return matching_keys(terms, limit=MOST_CANDIDATES + 1)
    fragments = [
        Q(search__contains=term.text)
        for term in terms
        if term.how is How.ANYWHERE and _has_pieces(term)
    ]
    if fragments:
        return _some(Q(*fragments))
    # The other beginnings are looked at row by row: each is long in the index.
    rarest = max(filter(_has_pieces, terms), key=lambda term: len(term.text))
    return _some(_begins_a_word(rarest.text))


def is_by_trigrams(terms: Iterable[Term]) -> bool:
    """True where the index of trigrams can name who matches the terms."""
    return any(map(_has_pieces, terms)) and trigrams.is_kept(connection)


def _has_pieces(term: Term) -> bool:
    """PostgreSQL’s pieces are made of letters and digits alone."""
    if term.how is How.NUMBER:
        return False
    if connection.vendor == "sqlite":
        return True
    if term.how is How.BEGINNING:
        return term.text.isalnum()
    return bool(_THREE_IN_A_ROW.search(term.text))


def matching_keys(
    terms: Iterable[Term], *, limit: int, beyond: int | None = None, falls: bool = False
) -> list[int]:
    """Keys from SQLite’s index, in their order, from one of them on or from its end."""
    pieces = [
        trigrams.BEGINNING + term.text if term.how is How.BEGINNING else term.text
        for term in terms
        if term.how is not How.NUMBER
    ]
    compare, order = ("<", "DESC") if falls else (">", "ASC")
    start = beyond if beyond is not None else (_HIGHEST if falls else 0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {trigrams.TABLE} WHERE {trigrams.TABLE} MATCH %s "  # noqa: S608
            f"AND rowid {compare} %s ORDER BY rowid {order} LIMIT %s",
            [trigrams.pattern_of(pieces), start, limit],
        )
        return [key for (key,) in cursor.fetchall()]


def _begins_a_word(text: str) -> Q:
    inside = Q(search__contains=f" {text}") | Q(search__contains=f"\n{text}")
    return Q(search__startswith=text) | inside


def _by_filter(account: Account, filter_: Filter) -> list[int] | None:
    if filter_.kind == "blocked":
        return _blocked(account)
    since = None
    if filter_.kind == "added_since":
        since = begins_on(account, filter_.value)
    elif filter_.kind == "came_with" and (found := import_of(account, filter_.value)):
        since = found.change.created_at if found.change else None
    return _some(Q(account=account, created_at__gte=since)) if since else None


def _blocked(account: Account) -> list[int] | None:
    blocks = Block.objects.standing().filter(account=account)
    numbers = list(blocks.values_list("number", flat=True)[: MOST_CANDIDATES + 1])
    if len(numbers) > MOST_CANDIDATES:
        return None
    return _some(Q(account=account, number__in=numbers))


def _some(wanted: Q) -> list[int]:
    found = Contact.objects.filter(wanted).values_list("pk", flat=True)
    return list(found[: MOST_CANDIDATES + 1])
