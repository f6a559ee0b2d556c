"""A STOP is never lost between two statements, whatever comes between them.

On PostgreSQL only: SQLite has one writer at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread, current_thread, main_thread
from typing import Any, Final

import pytest
from django.db import connection
from django.utils import timezone

from clicksendhub.consent import services
from clicksendhub.consent.models import Block, BlockQuerySet, BlockSource
from clicksendhub.credentials.models import Account
from tests import make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"
    ),
]
NUMBER: Final = "+61491570156"
BEGAN_AT: Final = timezone.now() - timedelta(hours=1)
# Who waits for our lock goes on once we are done.
_LOOK_SECONDS: Final = 0.5
_END_SECONDS: Final = 20


class Other:
    """Somebody who acts once, right before or after a statement of ours."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patch = monkeypatch
        self.threads: list[Thread] = []

    def acts_after(self, name: str, act: Callable[[], object]) -> None:
        real = getattr(BlockQuerySet, name)

        def ours(*given: Any, **named: Any) -> Any:
            answer = real(*given, **named)
            self.act_once(act)
            return answer

        self.patch.setattr(BlockQuerySet, name, ours)

    def acts_before(self, name: str, act: Callable[[], object]) -> None:
        real = getattr(BlockQuerySet, name)

        def ours(*given: Any, **named: Any) -> Any:
            self.act_once(act)
            return real(*given, **named)

        self.patch.setattr(BlockQuerySet, name, ours)

    def act_once(self, act: Callable[[], object]) -> None:
        if self.threads or current_thread() is not main_thread():
            return
        self.threads.append(Thread(target=self._alone, args=[act]))
        self.threads[0].start()
        self.threads[0].join(_LOOK_SECONDS)

    def ends(self) -> None:
        assert self.threads, "nobody came between"
        self.threads[0].join(_END_SECONDS)
        assert not self.threads[0].is_alive()

    def _alone(self, act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            connection.close()


@pytest.fixture
def account() -> Account:
    return make.account()


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Other:
    return Other(monkeypatch)


def stop(account: Account, *, after: float = 0) -> Block:
    return services.block(
        account_id=account.pk,
        number=NUMBER,
        source=BlockSource.REPLY,
        words="STOP",
        event_key=f"IN-{after}",
        asked_at=BEGAN_AT + timedelta(seconds=after),
    )


def start(account: Account, *, after: float) -> bool:
    asked_at = BEGAN_AT + timedelta(seconds=after)
    return services.lift_by_start(account.pk, NUMBER, "START", asked_at=asked_at)


def is_blocked(account: Account) -> bool:
    return NUMBER in services.blocked_among(account.pk, [NUMBER])


def test_a_stop_while_an_older_start_lifts_is_not_lost(
    account: Account, other: Other
) -> None:
    stop(account)
    other.acts_after("first", lambda: stop(account, after=120))

    assert start(account, after=60)

    other.ends()
    assert is_blocked(account)


def test_a_lift_before_a_stop_holds_the_block_is_not_the_last_word(
    account: Account, other: Other
) -> None:
    stop(account)
    other.acts_after("bulk_create", lambda: start(account, after=60))

    stop(account, after=120)

    other.ends()
    assert is_blocked(account)


def test_a_start_that_waits_for_a_later_stop_lifts_nothing(
    account: Account, other: Other
) -> None:
    stop(account)
    other.acts_after("first", lambda: start(account, after=60))

    stop(account, after=120)

    other.ends()
    assert is_blocked(account)


def test_two_stops_at_once_are_one_block(account: Account, other: Other) -> None:
    other.acts_before("bulk_create", lambda: stop(account, after=1))

    stop(account)

    other.ends()
    assert Block.objects.count() == 1
