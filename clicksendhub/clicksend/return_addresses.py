"""Return addresses: list, get, create, update and delete."""

from typing import Final

from .address import Address, address_json
from .checks import MAX_LIMIT, page_params, whole_id
from .envelope import Envelope, Request
from .pages import every_page
from .post import check_return_address
from .post_json import return_address
from .post_types import ReturnAddress
from .types import Page

_PATH: Final = "/post/return-addresses"


class ReturnAddressesResource:
    """``client.return_addresses``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def list(self) -> tuple[ReturnAddress, ...]:
        """Every return address of the account."""
        return tuple(every_page(self._page))

    def get(self, return_address_id: int) -> ReturnAddress:
        """One return address; NotFound if there is none."""
        envelope = self._request("GET", _path_of(return_address_id))
        return _known(envelope)

    def create(self, address: Address) -> ReturnAddress:
        """Add one. After MaybeSent look for it in the list before trying again."""
        check_return_address(address)
        envelope = self._request("POST", _PATH, json=address_json(address))
        return _known(envelope)

    def update(self, return_address_id: int, *, address: Address) -> ReturnAddress:
        """Write one anew, all of it."""
        check_return_address(address)
        path = _path_of(return_address_id)
        envelope = self._request("PUT", path, json=address_json(address))
        return _known(envelope)

    def delete(self, return_address_id: int) -> None:
        """Remove one; NotFound if it is gone already."""
        self._request("DELETE", _path_of(return_address_id))

    def _page(self, number: int) -> Page[ReturnAddress]:
        params = page_params(number, limit=MAX_LIMIT)
        envelope = self._request("GET", _PATH, params=params)
        return envelope.page(return_address, asked_for=number)


def _known(envelope: Envelope) -> ReturnAddress:
    return envelope.known(return_address, id_of=lambda kept: kept.return_address_id)


def _path_of(return_address_id: int) -> str:
    return f"{_PATH}/{whole_id(return_address_id, what='return address')}"
