"""Rows that were seen are found again by their keys, in little memory."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from contacts.imports.planned import PlanBroken, Planned, pack, unpack
from contacts.imports.seen import Index, Seen, number_of
from contacts.values import Details

KEYS = st.integers(min_value=0, max_value=2**64 - 1)


@given(st.lists(st.tuples(KEYS, st.integers(1, 2**32 - 1), st.integers(1, 3))))
def test_what_was_seen_last_of_a_key_is_found(puts: list[tuple[int, int, int]]):
    seen, wanted = Seen(), {}
    for key, row, of_class in puts:
        seen.put(key, row, of_class)
        wanted[key] = (row, of_class)

    assert {key: seen.find(key) for key in wanted} == wanted
    assert len(seen) == len(wanted)


def test_a_hundred_thousand_numbers_in_a_row_are_told_apart():
    seen = Seen()
    for ordinal in range(100_000):
        seen.put(61_400_000_000 + ordinal, ordinal + 1, 1)

    assert len(seen) == 100_000
    assert seen.find(61_400_099_999) == (100_000, 1)
    assert seen.find(61_400_100_000) is None


def test_a_number_is_its_own_key_and_nothing_else_can_be():
    assert number_of("+61412345678") == 61_412_345_678
    assert number_of("+61412345678~2") >= 2**63
    assert number_of("mail:ann@example.com") >= 2**63


def test_keys_that_are_alike_have_different_numbers():
    keys = [f"mail:person{n}@example.com" for n in range(50_000)]

    assert len({number_of(key) for key in keys}) == len(keys)


@given(st.lists(st.tuples(KEYS, st.integers(1, 2**32 - 1), st.integers(1, 3))))
def test_an_index_comes_back_as_it_was(entries: list[tuple[int, int, int]]):
    index = Index()
    for entry in entries:
        index.add(*entry)

    again = Index.unpack(memoryview(index.pack()))

    assert [*zip(again.keys, again.rows, again.classes, strict=True)] == entries


def test_a_plan_comes_back_as_it_was():
    ann = Details(first_name="Zoë\n“x”", email="z@example.com", extra={"new:Pet": "🐈"})
    mapping = ["first_name", "email", "new:Pet"]
    packed = pack([Planned(7, "mail:z@example.com", ann)], mapping=mapping)

    (again,) = unpack(packed, names={"new:Pet": "own_1"})

    assert (again.row, again.key) == (7, "mail:z@example.com")
    assert again.details.first_name == ann.first_name
    assert again.details.extra == {"own_1": "🐈"}


def test_a_plan_that_was_cut_is_noticed():
    packed = pack([Planned(2, "k", Details(email="a@example.com"))], mapping=["email"])

    for cut in random.sample(range(len(packed)), k=10):
        try:
            list(unpack(packed[:cut], names={}))
        except PlanBroken:
            continue
        raise AssertionError("a cut plan was read")
