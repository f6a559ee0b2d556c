"""What sets one way of reaching a number apart from the others, and one call's view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.channel_prices import NOTHING
from clicksendhub.sandbox.magic import ORDINARY, TEST_NUMBERS, Fate

SUCCESS = "SUCCESS"


@dataclass(slots=True)
class Verdict:
    """One message with what the API makes of it."""

    message_id: str
    to: str
    body: str
    sender: str
    reference: str
    schedule: int
    from_email: str | None
    status: str = SUCCESS
    country: str = ""
    carrier: str = ""
    parts: int = 0
    price: Decimal = NOTHING
    is_shared: bool = False
    fate: Fate = ORDINARY
    # What only its channel or a list knows of it: the `details` of its ledger entry.
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_accepted(self) -> bool:
        """Tell whether the answer calls it queued."""
        return self.status == SUCCESS

    @property
    def is_recorded(self) -> bool:
        """Tell whether it goes out, whatever the answer says."""
        return self.is_accepted or (
            self.status == self.fate.status and self.fate.is_recorded
        )


@dataclass(frozen=True, slots=True)
class Attachment:
    """The one file of a call: its address, and what was found there."""

    url: str
    document_id: int
    pages: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What all messages of one call have in common."""

    channel: "Channel"
    account: Account
    now: float
    magic: bool
    attachment: Attachment | None = None
    # Worked out once for a call, read for each of its messages.
    user_id: int = field(init=False)
    subaccount_id: int = field(init=False)

    def __post_init__(self) -> None:
        """Work out the numbers of the account."""
        object.__setattr__(self, "user_id", self.account.user_id)
        object.__setattr__(self, "subaccount_id", self.account.subaccount_id)


Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FileRule:
    """Where a call names its file, and what may be found there."""

    named: str
    kinds: frozenset[str]
    maximum_bytes: int
    # Some kinds have a smaller limit of their own.
    smaller: Mapping[str, int] = field(default_factory=dict)
    is_portrait_only: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel to numbers: its rules, and the shapes that it answers in.

    `examine` reads the fields that only this channel has and returns the status of
    what is wrong, or nothing. `measure` cuts the text and counts the parts.
    """

    name: str
    prices: Mapping[str, Decimal]
    examine: Callable[[Verdict, Raw, Batch], str]
    assign_sender: Callable[[Verdict, Account], str]
    measure: Callable[[Verdict, Batch], None]
    show: Callable[[Verdict, Batch], dict[str, Any]]
    test_numbers: frozenset[str] = TEST_NUMBERS
    file: FileRule | None = None
    number_field: str = "phone_number"
    queued_text: str = "Messages queued for delivery."
    priced_text: str = "Here is some pricing."
