"""What the API keeps of a person, and how it reads what it is given of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import bad_request
from clicksendhub.sandbox.prices import country_names, resolve
from clicksendhub.sandbox.reading import read_text

WRITABLE = (
    "phone_number",
    "first_name",
    "last_name",
    "custom_1",
    "custom_2",
    "custom_3",
    "custom_4",
    "fax_number",
    "organization_name",
    "email",
    "address_line_1",
    "address_line_2",
    "address_city",
    "address_state",
    "address_postal_code",
    "address_country",
)
# What is empty and not null when a contact has none.
NEVER_NULL = frozenset(WRITABLE[:7])
REACHABLE_BY = ("phone_number", "email", "fax_number")
# How imports, and the older calls beside them, spell some of the fields.
OTHER_NAMES = {
    "phone": "phone_number",
    "custom1": "custom_1",
    "custom2": "custom_2",
    "custom3": "custom_3",
    "custom4": "custom_4",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One person on one list, in the API's names."""

    contact_id: int
    list_id: int
    phone_number: str = field(repr=False)
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    custom_1: str = field(repr=False)
    custom_2: str = field(repr=False)
    custom_3: str = field(repr=False)
    custom_4: str = field(repr=False)
    date_added: int
    date_updated: int
    fax_number: str | None = field(repr=False)
    organization_name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    address_line_1: str | None = field(repr=False)
    address_line_2: str | None = field(repr=False)
    address_city: str | None = field(repr=False)
    address_state: str | None = field(repr=False)
    address_postal_code: str | None = field(repr=False)
    address_country: str | None = field(repr=False)


COLUMNS = tuple(column.name for column in fields(Contact))


def field_named(name: str) -> str:
    """Return a field in the spelling of contacts, whichever one was used."""
    return OTHER_NAMES.get(name.strip(), name.strip())


def read_written(given: Mapping[str, Any], *, account: Account) -> dict[str, Any]:
    """Return what a contact is to hold, or refuse what is wrong with it."""
    written, errors = weigh(given, account=account)
    if errors:
        raise bad_request("Invalid input.", errors)
    return written


def weigh(
    given: Mapping[str, Any], *, account: Account
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a contact is to hold, and what is wrong with it by field."""
    texts = {name: read_text(given.get(name)).strip() for name in WRITABLE}
    errors: dict[str, str] = {}
    if not any(texts[name] for name in REACHABLE_BY):
        errors["phone_number"] = "phone_number, email or fax_number is required."
    for name in ("phone_number", "fax_number"):
        destination = resolve(texts[name], account.country)
        if texts[name] and destination is None:
            errors[name] = f"{name} is invalid."
        texts[name] = destination.number if destination else ""
    texts["address_country"] = texts["address_country"].upper()
    written = {
        name: text or ("" if name in NEVER_NULL else None)
        for name, text in texts.items()
    }
    return written, errors | _faulty(texts)


def _faulty(texts: dict[str, str]) -> dict[str, str]:
    errors = {}
    name, _, domain = texts["email"].rpartition("@")
    if texts["email"] and not (name and domain):
        errors["email"] = "email is invalid."
    country = texts["address_country"]
    if country and country not in country_names():
        errors["address_country"] = "address_country is invalid."
    return errors
