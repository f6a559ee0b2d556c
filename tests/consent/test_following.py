"""ClickSend’s own opt-outs beside blocks that were lifted here: none is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest
from django.utils import timezone

from clicksendhub.consent import reviews, services
from clicksendhub.consent.bulk import Asked
from clicksendhub.consent.following import take_over
from clicksendhub.consent.models import Block, BlockSource, Review
from clicksendhub.credentials.models import Account
from tests import make

NUMBER: Final = "+61491570156"
STOPPED_AT: Final = timezone.now() - timedelta(hours=1)


@pytest.fixture
def account(db: Any) -> Account:
    """Of somebody who said STOP an hour ago, and START a minute later."""
    made = make.account()
    services.block(
        account_id=made.pk,
        number=NUMBER,
        source=BlockSource.REPLY,
        words="STOP",
        asked_at=STOPPED_AT,
    )
    started_at = STOPPED_AT + timedelta(seconds=60)
    services.lift_by_start(made.pk, NUMBER, "START", asked_at=started_at)
    return made


def told(account: Account, *, after: float | None) -> None:
    """ClickSend’s list tells of them, dated so many seconds after their STOP."""
    asked_at = None if after is None else STOPPED_AT + timedelta(seconds=after)
    asked = Asked(number=NUMBER, asked_at=asked_at, event_key="opt-out-list:77")
    take_over(account_id=account.pk, asked=[asked])


def test_an_opt_out_after_a_start_that_we_heard_of_late_is_heeded(
    account: Account,
) -> None:
    told(account, after=120)

    assert Block.objects.standing().exists()


@pytest.mark.parametrize("after", [0, None])
def test_a_person_decides_once_on_an_entry_that_seems_older(
    account: Account, after: float | None
) -> None:
    told(account, after=after)
    told(account, after=after)
    assert not Block.objects.standing().exists()

    assert reviews.take_as_opt_out(Review.objects.get(), by=make.user())

    assert Block.objects.standing().exists()


def test_what_a_person_decided_is_not_asked_again(account: Account) -> None:
    told(account, after=0)
    reviews.keep(Review.objects.get(), by=make.user())

    told(account, after=0)

    assert not Review.objects.undecided().exists()
    assert not Block.objects.standing().exists()


def test_an_entry_whose_own_block_was_lifted_asks_nobody(account: Account) -> None:
    told(account, after=120)
    made = Block.objects.standing().get()
    services.lift(made, by=make.user(), why="asked us in person")

    told(account, after=120)

    assert not Review.objects.exists()
    assert not Block.objects.standing().exists()
