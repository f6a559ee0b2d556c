"""One turn of keeping a list in step: whose it is, its calls, and how it may end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from clicksendhub.clicksend import ClickSend, MaybeSent, SurelyNotSent
from clicksendhub.credentials.models import Account
from clicksendhub.gate.calls import NotNow, counted
from clicksendhub.gate.models import Lane
from clicksendhub.lib.bootclock import boot_seconds
from contacts.models import ContactList
from contacts.sync.leases import Lease

# So many calls of a turn come from the reserve of upkeep; a long one is like a campaign
# and leaves that reserve to polling and look-ups.
UPKEEP_CALLS: Final = 10


class TurnEnds(Exception):
    """Nothing is wrong: the rest is for a later turn, after ``rest``."""

    def __init__(self, rest: timedelta | None = None) -> None:
        super().__init__("the turn ends")
        self.rest = rest


class StepTrouble(Exception):
    """A person should know; ``sentence`` says what and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__("not in step")
        self.sentence = sentence


class GoneThere(Exception):
    """ClickSend has the list no more."""


# Of any other exception, also one of our own side, nobody knows: look before repeating.
NOT_SENT: Final = (SurelyNotSent, NotNow, TurnEnds)


@dataclass(slots=True)
class Turn:
    """What every part of a turn needs."""

    account: Account
    contact_list: ContactList
    lease: Lease
    client: ClickSend
    calls: int = 0
    # Ids of the rows in doubt, by the key that was asked for; None until a pull asks.
    doubts: dict[str, list[int]] | None = None
    # Rows that were given up in this turn, and the last reason: told at its end.
    failed: list[int] = field(default_factory=list)
    trouble: MaybeSent | None = None

    @property
    def list_there(self) -> int:
        """The list’s id at ClickSend."""
        if self.contact_list.provider_id is None:
            raise GoneThere
        return self.contact_list.provider_id

    def check_time(self) -> None:
        """``TurnEnds`` where no call, and nothing else that takes long, may begin."""
        if boot_seconds() >= self.lease.call_before:
            raise TurnEnds

    @contextmanager
    def call(self) -> Iterator[None]:
        """Make one call inside, counted; ``TurnEnds`` where the time is up."""
        self.check_time()
        lane = Lane.UPKEEP if self.calls < UPKEEP_CALLS else Lane.BULK
        self.calls += 1
        with counted(self.account, lane):
            yield
