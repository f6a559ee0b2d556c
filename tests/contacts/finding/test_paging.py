"""Pages of people: everyone once, both ways, whatever happens meanwhile."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clicksendhub.consent import services
from clicksendhub.consent.models import BlockSource
from clicksendhub.credentials.models import Account
from contacts.finding import (
    Cursor,
    Filter,
    Finder,
    FoundPage,
    Sort,
    find_page,
    narrowing,
    paging,
)
from contacts.folding import fold
from contacts.models import Contact, ContactList, CustomField
from contacts.services.counts import recount
from tests import make
from tests.contacts.make import contact, contact_list

SIZE = 4
NAMES = ("Anna", "Hannah", "Zoë", "Ann", "Ivan", "ann", "Joanna", "Zoe")


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture(
    params=["sorted here", "walked", "walked in windows", "walked in small steps"]
)
def way(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way in which a page is found, however few people there are."""
    chosen = str(request.param)
    if chosen != "sorted here":
        monkeypatch.setattr(narrowing, "MOST_CANDIDATES", 0)
    if chosen in {"walked in windows", "walked in small steps"}:
        monkeypatch.setattr(paging, "MOST_WALKED", 3)
        monkeypatch.setattr(paging, "_MOST_OF_TRIGRAMS", 3)
    if chosen == "walked in small steps":
        monkeypatch.setattr(paging, "LONGEST_WALK_SECONDS", 0)
    return chosen


def some_people(account: Account, count: int = 30) -> ContactList:
    chance = random.Random(count)
    place = contact_list(account)
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for ordinal in range(count):
        contact(
            place,
            chance.choice(NAMES),
            last_name=chance.choice(("Smith", "", "Xu")),
            email=chance.choice(("", f"p{ordinal}@example.com")),
            city=chance.choice(("Perth", "Albany", "")),
            created_at=began + timedelta(days=chance.randrange(5)),
        )
    return place


def pages(
    finder: Finder,
    *,
    start: Cursor | None = None,
    backward: bool = False,
    between: Callable[[], None] = lambda: None,
) -> list[FoundPage]:
    """Every page one way, from a cursor on."""
    found = [find_page(finder, start, SIZE)]
    while cursor := (found[-1].previous if backward else found[-1].next):
        between()
        found.append(find_page(finder, cursor, SIZE))
        assert len(found) < 200, "the pages never end"
    return found


def keys(found: list[FoundPage]) -> list[int]:
    return [row.pk for page in found for row in page.rows]


FINDERS = [
    {},
    {"words": "ann"},
    {"words": "an x"},
    {"words": "z"},
    {"words": "nobody"},
    {"filters": (Filter("has_email"),)},
    {"words": "smith", "filters": (Filter("is", "perth", "city"),)},
    {"filters": (Filter("is_empty", "", "city"), Filter("no_email"))},
    {"filters": (Filter("landline"),)},
]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("wanted", FINDERS)
@pytest.mark.parametrize("in_list", [True, False])
def test_forward_shows_everyone_once_and_backward_the_same(
    account: Account, way: str, wanted: dict[str, Any], sort: Sort, in_list: bool
):
    place = some_people(account)
    finder = Finder(account.pk, place.pk if in_list else None, sort=sort, **wanted)

    forward = pages(finder)
    last = forward[-1]
    back = pages(finder, start=last.previous, backward=True) if last.previous else []

    assert sorted(keys(forward)) == sorted(row.pk for row in finder.rows())
    together = [page.rows for page in reversed(back)]
    again = [row.pk for rows in together for row in rows]
    assert again + keys([last]) == keys(forward)


@pytest.mark.parametrize("wanted", [FINDERS[0], FINDERS[5], *FINDERS[7:]])
def test_what_is_walked_comes_in_the_order_asked_for(
    account: Account, way: str, wanted: dict[str, Any]
):
    some_people(account)
    finder = Finder(account.pk, **wanted)

    assert keys(pages(finder)) == [row.pk for row in finder.rows()]


@pytest.mark.parametrize("wanted", FINDERS[:2])
def test_whoever_stays_is_shown_once_while_others_come_and_go(
    account: Account, way: str, wanted: dict[str, Any]
):
    place = some_people(account)
    finder = Finder(account.pk, **wanted)
    before = {row.pk for row in finder.rows()}
    chance = random.Random(7)
    taken: set[int] = set()

    def somebody_comes_and_somebody_goes() -> None:
        contact(place, chance.choice(NAMES))
        gone = chance.choice(sorted(before - taken))
        taken.add(gone)
        Contact.objects.filter(pk=gone).delete()

    shown = keys(pages(finder, between=somebody_comes_and_somebody_goes))

    assert len(shown) == len(set(shown))
    assert before - taken <= set(shown)


def test_the_edge_of_a_page_may_be_deleted(account: Account, way: str):
    some_people(account)
    finder = Finder(account.pk, words="ann")
    wanted = [row.pk for row in finder.rows()]
    first = find_page(finder, size=SIZE)
    shown = set(keys([first]))

    first.rows[-1].delete()

    rest = keys(pages(finder, start=first.next))
    assert sorted(rest) == sorted(set(wanted) - shown)


@pytest.mark.parametrize("seed", range(6))
def test_rows_are_those_of_a_plain_filter(account: Account, way: str, seed: int):
    some_people(account, count=12 + seed)
    chance = random.Random(seed)
    everybody = list(Contact.objects.all())
    for _ in range(25):
        person = chance.choice(everybody)
        start = chance.randrange(len(person.search) or 1)
        words = person.search[start : start + chance.randint(1, 5)].strip()
        expected = {each.pk for each in everybody if plainly_matches(each, words)}

        finder = Finder(account.pk, words=words)

        assert {row.pk for row in finder.rows()} == expected, words
        assert set(keys(pages(finder))) == expected, words


def plainly_matches(person: Contact, words: str) -> bool:
    """The rule in its simplest form; the people of this test have no numbers."""
    return all(
        word in person.search
        if len(word) > 2
        else any(each.startswith(word) for each in person.search.split())
        for word in fold(words).split()
    )


def test_a_count_stops_early(account: Account, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 5)
    monkeypatch.setattr(narrowing, "MOST_CANDIDATES", 0)
    some_people(account)

    found = find_page(Finder(account.pk, filters=(Filter("no_number"),)), size=SIZE)

    assert (found.count, found.is_capped) == (5, True)


def test_blocked_people_are_told_from_the_others(account: Account, way: str):
    place = contact_list(account)
    blocked = contact(place, "Anna", number="+61412345678", number_kind="mobile")
    free = contact(place, "Ivan", number="+61412345679", number_kind="mobile")
    contact(place, "Olga", number="+61893334444", number_kind="fixed")
    services.block(
        account_id=account.pk, number=blocked.number, source=BlockSource.PERSON
    )

    def who(kind: str) -> set[str]:
        finder = Finder(account.pk, filters=(Filter(kind),))
        return {row.first_name for page in pages(finder) for row in page.rows}

    assert who("blocked") == {"Anna"}
    assert who("not_blocked") == {"Ivan", "Olga"}
    assert who("textable") == {free.first_name}
    assert who("not_textable") == {"Anna", "Olga"}
    assert who("landline") == {"Olga"}


@pytest.mark.parametrize("kind", ["mobile", "voip", "unknown", "fixed", ""])
def test_who_can_be_texted_counts_alike_everywhere(account: Account, kind: str):
    place = contact_list(account)
    contact(place, number="+61412345678", number_kind=kind)

    recount(place.pk)

    place.refresh_from_db()
    finder = Finder(account.pk, place.pk, filters=(Filter("textable"),))
    assert place.textable_count == len(find_page(finder).rows)


@pytest.mark.parametrize(
    ("kind", "typed", "city"),
    [
        ("is", "zürich", "ZÜRICH"),
        ("is", "Zurich", "Zürich"),
        ("is", "tromso", "Tromsø"),
        ("is", "l'aquila", "L’Aquila"),
        ("is", "weissenfels", "Weißenfels"),
        ("is", "alice springs", " Alice  Springs"),
        ("begins", "ÅL", "Ålesund"),
        ("begins", "100%", "100% Perth"),
    ],
)
def test_a_field_is_compared_as_words_are(
    account: Account, kind: str, typed: str, city: str
):
    place = contact_list(account)
    one = contact(place, city=city)
    own = CustomField.objects.create(account=account, name="own_1", label="Born in")
    contact(place, city="Somewhere")
    other = contact(place, extra={"own_1": city})

    for field, person in (("city", one), (own.name, other)):
        finder = Finder(account.pk, filters=(Filter(kind, typed, field),))
        assert [row.pk for row in find_page(finder).rows] == [person.pk]
