"""Letters, postcards and return addresses, in the hub's own words.

Addresses stay out of ``repr``: they are personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from .address import Address


@dataclass(frozen=True, slots=True)
class PostRecipient:
    """One person who gets the letter or postcard of a call."""

    address: Address = field(repr=False)
    return_address_id: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter of a call, which is the same for all its recipients.

    ``has_address_space`` says that the first page keeps the place free where the
    template has the address; otherwise a cover page is added. ``source`` names the
    software that sends.
    """

    file_url: str = field(repr=False)
    is_colour: bool = False
    is_duplex: bool = False
    is_priority: bool = False
    has_address_space: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """Where post goes that cannot be delivered; id 0 is unknown."""

    return_address_id: int
    address: Address = field(repr=False)
    user_id: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter in an answer: to a send, a price or a look at history.

    What an answer does not tell is empty.
    """

    reference: str
    status: str
    message_id: str
    address: Address = field(repr=False)
    return_address_id: int | None
    return_address: ReturnAddress | None = field(repr=False)
    is_colour: bool | None
    is_duplex: bool | None
    is_priority: bool | None
    pages: int | None
    price: Decimal | None
    date: datetime | None
    scheduled_at: datetime | None
    file_url: str = field(repr=False)
    source: str
    user_id: int | None
    subaccount_id: int | None
    username: str = field(repr=False)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PostcardRow:
    """One postcard in an answer: to a send, a price or a look at history.

    What an answer does not tell is empty. The reference is documented only for older
    answers: match by address where it is missing.
    """

    reference: str
    status: str
    message_id: str
    address: Address = field(repr=False)
    return_address_id: int | None
    return_address: ReturnAddress | None = field(repr=False)
    price: Decimal | None
    date: datetime | None
    scheduled_at: datetime | None
    file_url: str = field(repr=False)
    user_id: int | None
    subaccount_id: int | None
    username: str = field(repr=False)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)
