"""Blocks: made once, with the first evidence, lifted only as the rules allow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.consent import reviews, services
from clicksendhub.consent.bulk import Asked
from clicksendhub.consent.following import take_over
from clicksendhub.consent.models import Block, BlockSource, Review
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from tests import make

NUMBER = "+61491570156"
NOW = timezone.now()


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def person(account: Account) -> User:
    return make.member(of=account, role="approver")


def block(account: Account, **changes: Any) -> Block:
    given: dict[str, Any] = {
        "account_id": account.pk,
        "number": NUMBER,
        "source": BlockSource.REPLY,
        "words": "STOP",
        "asked_at": NOW,
    }
    return services.block(**(given | changes))


def is_blocked(account: Account) -> bool:
    return NUMBER in services.blocked_among(account.pk, [NUMBER])


def start(account: Account, *, after: float = 60) -> bool:
    asked = NOW + timedelta(seconds=after)
    return services.lift_by_start(account.pk, NUMBER, "Start", asked_at=asked)


def test_blocking_again_keeps_the_first_evidence(account: Account) -> None:
    first = block(account, words="STOP", event_key="IN-1")

    second = block(account, words="Unsubscribe", event_key="IN-2")

    assert second == first
    assert Block.objects.get().words == "STOP"


def test_a_person_who_blocks_after_a_stop_is_heard_beside_it(
    account: Account, person: User
) -> None:
    block(account)

    block(account, source=BlockSource.PERSON, words="asked by phone", by=person)

    kept = Block.objects.get()
    assert (kept.source, kept.words) == (BlockSource.REPLY, "STOP")
    assert kept.also_because == "asked by phone"
    told = Entry.objects.order_by("pk").last()
    assert told is not None
    assert (told.act, told.actor_id) == ("consent.needs_a_person", person.pk)


def test_start_lifts_no_stop_that_a_person_blocked_too(
    account: Account, person: User
) -> None:
    block(account)
    block(account, source=BlockSource.PERSON, words="a court said so", by=person)

    assert not start(account, after=3600)
    assert is_blocked(account)
    assert services.lift(Block.objects.get(), by=person, why="the court said so")


def test_clicksends_own_list_tells_of_the_same_stop(account: Account) -> None:
    block(account)
    told = Asked(number=NUMBER, asked_at=NOW)

    take_over(account_id=account.pk, asked=[told])

    assert start(account)


def test_the_same_event_blocks_once_even_after_the_block_was_lifted(
    account: Account, person: User
) -> None:
    services.lift(block(account, event_key="IN-1"), by=person, why="a mistake")

    block(account, event_key="IN-1")

    assert not is_blocked(account)


def test_a_new_stop_after_a_lift_is_a_new_block(account: Account, person: User) -> None:
    services.lift(block(account, event_key="IN-1"), by=person, why="asked us to")

    block(account, event_key="IN-2")

    assert is_blocked(account)
    assert Block.objects.count() == 2


def test_lifting_keeps_who_and_why_and_is_told_once(
    account: Account, person: User
) -> None:
    made = block(account)

    assert services.lift(made, by=person, why="asked us in person")
    assert not services.lift(made, by=person, why="again")

    kept = Block.objects.get()
    assert (kept.lifted_by, kept.lifted_because) == (person, "asked us in person")


def test_a_block_is_not_lifted_over_a_newer_request(
    account: Account, person: User
) -> None:
    seen = block(account, event_key="IN-1")
    block(account, event_key="IN-2", asked_at=NOW + timedelta(seconds=60))

    with pytest.raises(services.AskedAgain):
        services.lift(seen, by=person, why="asked us in person")

    assert is_blocked(account)


@pytest.mark.parametrize("why", ["", "  ", "\n"])
def test_nobody_lifts_a_block_without_a_reason(
    account: Account, person: User, why: str
) -> None:
    made = block(account)

    with pytest.raises(services.NoReason):
        services.lift(made, by=person, why=why)

    assert is_blocked(account)


def test_the_database_keeps_no_lifted_block_without_a_reason(account: Account) -> None:
    block(account)

    with pytest.raises(IntegrityError):
        Block.objects.update(lifted_at=NOW)


def test_start_lifts_what_a_reply_set(account: Account) -> None:
    block(account)

    assert start(account)
    assert not is_blocked(account)


@pytest.mark.parametrize(
    "source", [BlockSource.PERSON, BlockSource.CLICKSEND, BlockSource.IMPORT]
)
def test_start_lifts_nothing_that_a_reply_did_not_set(
    account: Account, source: BlockSource
) -> None:
    block(account, source=source)

    assert not start(account)
    assert is_blocked(account)


def test_a_start_from_before_the_stop_lifts_nothing(account: Account) -> None:
    block(account)

    assert not start(account, after=-1)


def test_a_second_stop_moves_the_moment_that_a_start_must_follow(
    account: Account,
) -> None:
    block(account)
    block(account, asked_at=NOW + timedelta(seconds=120))

    assert not start(account, after=60)
    assert start(account, after=180)


def test_many_numbers_are_looked_up_in_pieces(account: Account) -> None:
    numbers = [make.number() for _ in range(1200)]
    block(account, number=numbers[1100])

    assert list(services.blocked_among(account.pk, numbers)) == [numbers[1100]]


def test_the_trail_tells_of_blocks_without_their_numbers(
    account: Account, person: User
) -> None:
    services.lift(block(account), by=person, why="asked us")

    acts = Entry.objects.order_by("pk")
    assert [entry.act for entry in acts] == ["consent.blocked", "consent.lifted"]
    assert NUMBER not in str(list(acts.values()))


@pytest.fixture
def review(account: Account) -> Review:
    reviews.ask_a_person(
        account_id=account.pk, number=NUMBER, words="no more please", event_key="IN-1"
    )
    return Review.objects.get()


def test_an_unclear_reply_waits_once(account: Account, review: Review) -> None:
    reviews.ask_a_person(
        account_id=account.pk, number=NUMBER, words="no more", event_key="IN-1"
    )

    assert Review.objects.get() == review


def test_a_blocked_number_needs_no_review(account: Account) -> None:
    block(account)

    reviews.ask_a_person(
        account_id=account.pk, number=NUMBER, words="no more", event_key="IN-1"
    )

    assert not Review.objects.exists()


def test_taken_as_an_opt_out_it_is_a_block_on_their_words(
    account: Account, review: Review, person: User
) -> None:
    assert reviews.take_as_opt_out(review, by=person)

    made = Block.objects.get()
    assert (made.source, made.words, made.by) == ("reply", "no more please", person)
    review.refresh_from_db()
    assert review.decision == Review.Decision.BLOCKED


def test_the_first_decision_stands(
    account: Account, review: Review, person: User
) -> None:
    assert reviews.keep(review, by=person)

    assert not reviews.take_as_opt_out(review, by=person)
    assert not is_blocked(account)
