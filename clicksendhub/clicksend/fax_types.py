"""Faxes, in the hub's own words. Numbers stay out of ``repr``: they are personal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Fax:
    """One fax to a number, or to a list. The document is the whole call's.

    ``source`` names the software that sends.
    """

    to: str = field(default="", repr=False)
    reference: str = ""
    sender: str = ""
    country: str = ""
    list_id: int | None = None
    from_email: str = field(default="", repr=False)
    source: str = ""


@dataclass(frozen=True, slots=True)
class FaxRow:
    """One fax in an answer: to a send, a price or a look at history.

    What an answer does not tell is empty.
    """

    reference: str
    status: str
    message_id: str
    to: str = field(repr=False)
    sender: str = field(repr=False)
    country: str
    carrier: str
    pages: int | None
    price: Decimal | None
    status_code: int | None
    status_text: str
    date: datetime | None
    scheduled_at: datetime | None
    from_email: str = field(repr=False)
    file_url: str = field(repr=False)
    list_id: int | None
    user_id: int | None
    subaccount_id: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def parts(self) -> int | None:
        """What is charged for, under the name that it has in other channels."""
        return self.pages
