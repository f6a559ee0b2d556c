"""What letters and postcards have alike: checks of recipients, history, cancelling."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from .address import Address
from .channel_resource import ChannelResource
from .checks import NOT_A_COUNTRY, checked_id, is_id, may_be_country, refused
from .message_checks import check_count, refused_at
from .post_types import PostRecipient

RECIPIENT: Final = "recipient"

# ClickSend wants both of every recipient, and not every country has them.
_INSTEAD: Final = {
    "state": "is missing: where a country has no states, write the city again",
    "postal_code": 'is missing: where a country has none, write "-"',
}

_WITHOUT_STATE: Final = ("name", "line_1", "city", "postal_code", "country")
_ALL_BUT_LINE_2: Final = (*_WITHOUT_STATE, "state")

Row = TypeVar("Row")


class PostChannel(ChannelResource[Row]):
    """History and cancelling of what goes by post.

    Only older documents name the order and the dates of the history.
    """

    _what = RECIPIENT

    def cancel(self, message_id: str) -> None:
        """Cancel what is not printed yet; NotFound once it is too late."""
        self._request("PUT", f"{self._path}/{checked_id(message_id)}/cancel")


def check_recipients(recipients: Sequence[PostRecipient]) -> None:
    """Each has a whole address and a place to come back to."""
    check_count(recipients, what=RECIPIENT)
    for position, recipient in enumerate(recipients):
        if fault := next(_faults(recipient.address, _ALL_BUT_LINE_2), None):
            name, why = fault
            words = f"has an address whose {name.replace('_', ' ')} {why}"
            raise refused_at(position, name, words, what=RECIPIENT)
        if not is_id(recipient.return_address_id):
            why = "names no return address"
            raise refused_at(position, "return_address_id", why, what=RECIPIENT)


def check_return_address(address: Address) -> None:
    """As for a recipient, but the state may be missing."""
    if fault := next(_faults(address, _WITHOUT_STATE), None):
        name, why = fault
        raise refused(f"address.{name}", why)


def _faults(address: Address, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each part that is missing or odd, and why."""
    for name in names:
        if not str(getattr(address, name)).strip():
            yield name, _INSTEAD.get(name, "is missing")
    if not may_be_country(address.country):
        yield "country", NOT_A_COUNTRY
