"""What the API would say to one letter or postcard, decided without sending."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.addresses import Address
from clicksendhub.sandbox.channel import Verdict
from clicksendhub.sandbox.envelope import wrong_type
from clicksendhub.sandbox.judge import STATUS_OF_STANDING, set_schedule
from clicksendhub.sandbox.magic import TEST
from clicksendhub.sandbox.post_prices import POSTAGE, TEST_POSTAL_CODES
from clicksendhub.sandbox.reading import read_text
from clicksendhub.sandbox.return_addresses import find_return_address
from clicksendhub.sandbox.state import Sandbox

ONE_LINE = ", "
OPTIONAL = frozenset({"address_line_2"})


@dataclass(frozen=True, slots=True)
class Mailing:
    """What all pieces of one call have in common.

    `details` is what each ledger entry keeps of the file and of how it is printed;
    empty when the file is of no use.
    """

    channel: str
    sandbox: Sandbox
    account: Account
    now: float
    pages: int
    price_to: Callable[[str], Decimal]
    details: dict[str, Any] = field(repr=False)
    # One look for each return address, however many pieces name it.
    known: dict[str, dict[str, Any] | None] = field(default_factory=dict, repr=False)

    def return_address(self, address_id: str) -> dict[str, Any] | None:
        """Return one of the account's return addresses."""
        if address_id not in self.known:
            self.known[address_id] = find_return_address(
                self.sandbox, self.account, address_id
            )
        return self.known[address_id]


def judge_piece(raw: Any, *, message_id: str, mailing: Mailing) -> Verdict:
    """Return the verdict on one piece, credit apart."""
    if not isinstance(raw, dict):
        raise wrong_type("Cannot access offset of type string on string")
    address = Address.read(raw)
    return_id = read_text(raw.get("return_address_id"))
    verdict = Verdict(
        message_id=message_id,
        to=ONE_LINE.join(address.lines),
        body="",
        sender="",
        reference=read_text(raw.get("custom_string")),
        schedule=int(mailing.now),
        from_email=None,
        country=address.address_country,
    )
    verdict.details = {"address": address.as_dict(), **mailing.details}
    verdict.details["has_schedule"] = raw.get("schedule") not in (None, "", 0, "0")
    verdict.status = (
        _status_of_addresses(verdict, address, mailing.return_address(return_id))
        or _status_of_file(mailing)
        or _status_of_country(address, mailing.account)
        or set_schedule(verdict, raw.get("schedule"), now=mailing.now)
        or _weigh(verdict, address, mailing)
    )
    return verdict


def _status_of_addresses(
    verdict: Verdict, address: Address, return_address: dict[str, Any] | None
) -> str:
    verdict.details["return_address"] = return_address
    if return_address is None or address.missing(optional=OPTIONAL):
        return "MISSING_REQUIRED_FIELDS"
    return "" if address.is_in_known_country else "INVALID_RECIPIENT"


def _status_of_file(mailing: Mailing) -> str:
    return "" if mailing.pages else "INVALID_MEDIA_FILE"


def _status_of_country(address: Address, account: Account) -> str:
    country = address.address_country
    is_enabled = country in account.countries and country in POSTAGE
    return "" if is_enabled else "COUNTRY_NOT_ENABLED"


def _weigh(verdict: Verdict, address: Address, mailing: Mailing) -> str:
    verdict.parts = mailing.pages
    if address.address_postal_code in TEST_POSTAL_CODES:
        verdict.fate = TEST
        return verdict.status
    verdict.price = mailing.price_to(address.address_country)
    return STATUS_OF_STANDING.get(mailing.account.standing, verdict.status)
