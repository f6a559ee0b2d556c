"""The sum line: each person stands in exactly one term, and the bar shows everyone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicksendhub.ui.sums import TERMS, totals_of

STATES = (*TERMS[:-1], "queued", "submitting")
COUNTS = st.dictionaries(st.sampled_from(STATES), st.integers(0, 100_000))


def test_what_waits_and_what_is_leaving_is_left() -> None:
    totals = totals_of({"queued": 3, "submitting": 2, "delivered": 5}, planned=10)

    assert totals.left == 5
    assert totals.rest == 0


def test_accepted_holds_those_with_and_without_a_receipt() -> None:
    counts = {"accepted": 4, "delivered": 5, "undelivered": 1}

    assert totals_of(counts, planned=10).accepted == 10


def test_a_person_who_stands_nowhere_is_counted() -> None:
    assert totals_of({"delivered": 40, "refused": 1}, planned=42).rest == 1


@given(counts=COUNTS)
def test_the_sum_comes_out_whatever_the_states(counts: dict[str, int]) -> None:
    totals = totals_of(counts, planned=sum(counts.values()))

    assert totals.rest == 0


@given(counts=COUNTS)
def test_the_bar_is_as_long_as_its_segments_and_each_can_be_seen(
    counts: dict[str, int],
) -> None:
    segments = totals_of(counts, planned=sum(counts.values())).segments

    if segments:
        assert sum(part.length for part in segments) == pytest.approx(100, abs=0.05)
        assert min(part.length for part in segments) >= 1


def test_the_sentence_names_receipts_inside_accepted_and_always_what_is_left() -> None:
    totals = totals_of({"delivered": 9, "accepted": 1, "refused": 2}, planned=12)

    assert totals.sentence == (
        "12 planned = 10 accepted (9 delivered) + 2 refused + 0 left"
    )


def test_only_terms_with_someone_in_them_are_links() -> None:
    totals = totals_of({"refused": 2}, planned=2, url_for=lambda state: f"?s={state}")

    assert {term.state: term.url for term in totals.shown} == {
        "refused": "?s=refused",
        "left": "",
    }


@pytest.mark.parametrize(
    ("counts", "share"),
    [({}, 0), ({"queued": 4}, 0), ({"queued": 2, "refused": 2}, 50), ({"held": 1}, 0)],
)
def test_the_share_done_counts_what_has_come_to_rest(
    counts: dict[str, int], share: int
) -> None:
    assert totals_of(counts, planned=sum(counts.values())).share_done == share
