"""Finds at most a thousand people who can match, by the narrowest index there is.

Nothing here decides who matches: it names candidates, all of them or none. Where every
index gives too many, matches are dense, and walking in order finds a page of them soon.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Final, TypeGuard

from django.db import connection
from django.db.models import Q

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account
from contacts import trigrams
from contacts.finding.filters import Filter, begins_on, import_of
from contacts.finding.finder import Finder
from contacts.finding.words import AllOf, AnyOf, How, Term, Wanted
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
    # Whoever has few people is not searched for among the many of others.
    yield _some(_place(finder))
    yield _by_trigrams(account, terms)
    for filter_ in finder.filters:
        yield _by_filter(account, filter_)


def _place(finder: Finder) -> Q:
    if finder.list_id is None:
        return Q(account_id=finder.account_id)
    return Q(contact_list_id=finder.list_id)


def _by_number(account: Account, terms: Iterable[Wanted]) -> list[int] | None:
    numbers = [each.text for each in terms if _is_number(each)]
    if not numbers:
        return None
    phone = _some(Q(account=account, number=numbers[0]))
    fax = _some(Q(account=account, fax_number=numbers[0]) & ~Q(fax_number=""))
    return list({*phone, *fax})


def _is_number(wanted: Wanted) -> TypeGuard[Term]:
    return isinstance(wanted, Term) and wanted.how is How.NUMBER


def _by_trigrams(account: Account, terms: Sequence[Wanted]) -> list[int] | None:
    if not is_by_trigrams(terms):
        return None
    if connection.vendor == "sqlite":
        return matching_keys(terms, limit=MOST_CANDIDATES + 1)
    named = Q(*(_named(each) for each in terms if _has_pieces(each)))
    return _some(Q(account=account) & named)


def is_by_trigrams(terms: Iterable[Wanted]) -> bool:
    """True where the index of trigrams can name who matches the terms."""
    return any(map(_has_pieces, terms)) and trigrams.is_kept(connection)


def _has_pieces(wanted: Wanted) -> bool:
    """PostgreSQL’s pieces are made of letters and digits alone."""
    if isinstance(wanted, AllOf):
        return any(map(_has_pieces, wanted.parts))
    if isinstance(wanted, AnyOf):
        return all(map(_has_pieces, wanted.parts))
    if wanted.how is How.NUMBER:
        return False
    if connection.vendor == "sqlite":
        return True
    if wanted.how is How.BEGINNING:
        return wanted.text.isalnum()
    return bool(_THREE_IN_A_ROW.search(wanted.text))


def _named(wanted: Wanted) -> Q:
    """The condition in words that PostgreSQL’s index of trigrams serves."""
    if isinstance(wanted, AnyOf):
        return reduce(operator.or_, map(_named, wanted.parts))
    if isinstance(wanted, AllOf):
        return Q(*(_named(part) for part in wanted.parts if _has_pieces(part)))
    if wanted.how is How.BEGINNING:
        return _begins_a_word(wanted.text)
    return Q(search__contains=wanted.text)


def matching_keys(
    terms: Iterable[Wanted],
    *,
    limit: int,
    beyond: int | None = None,
    falls: bool = False,
) -> list[int]:
    """Keys from SQLite’s index, in their order, from one of them on or from its end.

    They may be of any account: the index knows of none.
    """
    compare, order = ("<", "DESC") if falls else (">", "ASC")
    start = beyond if beyond is not None else (_HIGHEST if falls else 0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {trigrams.TABLE} WHERE {trigrams.TABLE} MATCH %s "  # noqa: S608
            f"AND rowid {compare} %s ORDER BY rowid {order} LIMIT %s",
            [_pattern(AllOf(tuple(terms))), start, limit],
        )
        return [key for (key,) in cursor.fetchall()]


def _pattern(wanted: Wanted) -> str:
    """What SQLite’s index is asked for."""
    if isinstance(wanted, Term):
        begins = trigrams.BEGINNING if wanted.how is How.BEGINNING else ""
        return trigrams.pattern_of([begins + wanted.text])
    word = " OR " if isinstance(wanted, AnyOf) else " AND "
    named = [_pattern(part) for part in wanted.parts if _has_pieces(part)]
    return word.join(f"({each})" for each in named)


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
