"""Lists, the people in them, what a search finds, and imports, in the hub's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .address import Address


class ContactField(StrEnum):
    """What a column of an import may hold, and what duplicates may share.

    ClickSend spells some of these otherwise than in a contact.
    """

    PHONE_NUMBER = "phone"
    EMAIL = "email"
    FAX_NUMBER = "fax_number"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    ORGANISATION = "organization_name"
    CUSTOM_1 = "custom1"
    CUSTOM_2 = "custom2"
    CUSTOM_3 = "custom3"
    CUSTOM_4 = "custom4"
    LINE_1 = "address_line_1"
    LINE_2 = "address_line_2"
    CITY = "address_city"
    STATE = "address_state"
    POSTAL_CODE = "address_postal_code"
    COUNTRY = "address_country"


class FoundType(StrEnum):
    """What a search finds, as far as the hub knows."""

    CONTACT = "contact"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class ContactList:
    """A list of contacts; id 0 is unknown.

    ``email_id`` is the part before the @ of the list's own address at ClickSend.
    """

    list_id: int
    name: str
    email_id: str = field(repr=False)
    contacts_count: int | None
    is_importing: bool | None
    is_removing_opted_out: bool | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class NewContact:
    """A person to be, or as they shall be; an empty field is an empty field there.

    At least a phone number, an e-mail address or a fax number is needed. The address
    of a contact has no name of its own.
    """

    phone_number: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    fax_number: str = field(default="", repr=False)
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    custom_1: str = field(default="", repr=False)
    custom_2: str = field(default="", repr=False)
    custom_3: str = field(default="", repr=False)
    custom_4: str = field(default="", repr=False)
    address: Address = field(default_factory=Address, repr=False)


# Not frozen: a list is read in pages of a hundred, up to millions of rows.
@dataclass(slots=True)
class Contact:
    """A person in one list; id 0 is unknown."""

    contact_id: int
    list_id: int
    phone_number: str = field(repr=False)
    email: str = field(repr=False)
    fax_number: str = field(repr=False)
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    organisation: str = field(repr=False)
    custom_1: str = field(repr=False)
    custom_2: str = field(repr=False)
    custom_3: str = field(repr=False)
    custom_4: str = field(repr=False)
    address: Address = field(repr=False)
    list_name: str
    added_at: datetime | None
    updated_at: datetime | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A contact or a list that a search found; ``found_id`` is the id of either.

    ``contact`` is the number of a contact, or the e-mail id of a list.
    """

    found_id: int
    type: str
    name: str = field(repr=False)
    contact: str = field(repr=False)
    contacts_count: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ImportField:
    """A field that ClickSend offers for a column of an import, with its own label."""

    name: str
    label: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class StartedImport:
    """An import that ClickSend took; the list says when it is over."""

    import_ids: tuple[str, ...]
    message: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)
