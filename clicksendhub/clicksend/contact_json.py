"""Lists and contacts as ClickSend writes them.

Words of the API end here: ``organization_name`` is an organisation.
"""

from typing import Final

from .address import PLACE_KEYS, place_json, read_place
from .contact_types import Contact, ContactList, Found, ImportField, NewContact
from .envelope import JsonObject
from .parse import flag, integer, moment, rest, text

_LIST_KEYS: Final = frozenset(
    {
        "list_id",
        "list_name",
        "list_email_id",
        "_contacts_count",
        "_import_in_progress",
        "_optout_in_progress",
    }
)
_CONTACT_KEYS: Final = PLACE_KEYS | {
    "contact_id",
    "list_id",
    "phone_number",
    "email",
    "fax_number",
    "first_name",
    "last_name",
    "organization_name",
    "custom_1",
    "custom_2",
    "custom_3",
    "custom_4",
    "date_added",
    "date_updated",
    "_list_name",
}
_IMPORT_KEYS: Final = frozenset({"field", "label"})
_FOUND_KEYS: Final = frozenset({"id", "type", "name", "contact", "contacts_count"})


def contact_list(fields: JsonObject) -> ContactList:
    """A list; only lists of lists say what goes on in it."""
    get = fields.get
    return ContactList(
        list_id=integer(get("list_id")) or 0,
        name=text(get("list_name")),
        email_id=text(get("list_email_id")),
        contacts_count=integer(get("_contacts_count")),
        is_importing=flag(get("_import_in_progress")),
        is_removing_opted_out=flag(get("_optout_in_progress")),
        extra=rest(fields, _LIST_KEYS),
    )


def contact_json(contact: NewContact) -> dict[str, str]:
    """All that a contact can hold, so that an update empties what is empty."""
    return {
        "phone_number": contact.phone_number,
        "email": contact.email,
        "fax_number": contact.fax_number,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "organization_name": contact.organisation,
        "custom_1": contact.custom_1,
        "custom_2": contact.custom_2,
        "custom_3": contact.custom_3,
        "custom_4": contact.custom_4,
        **place_json(contact.address),
    }


def read_contact(fields: JsonObject) -> Contact:
    """A contact; most of its fields may be null."""
    get = fields.get
    return Contact(
        contact_id=integer(get("contact_id")) or 0,
        list_id=integer(get("list_id")) or 0,
        phone_number=text(get("phone_number")),
        email=text(get("email")),
        fax_number=text(get("fax_number")),
        first_name=text(get("first_name")),
        last_name=text(get("last_name")),
        organisation=text(get("organization_name")),
        custom_1=text(get("custom_1")),
        custom_2=text(get("custom_2")),
        custom_3=text(get("custom_3")),
        custom_4=text(get("custom_4")),
        address=read_place(fields),
        list_name=text(get("_list_name")),
        added_at=moment(get("date_added")),
        updated_at=moment(get("date_updated")),
        extra=rest(fields, _CONTACT_KEYS),
    )


def read_found(fields: JsonObject) -> Found:
    """One thing that a search found."""
    get = fields.get
    return Found(
        found_id=integer(get("id")) or 0,
        type=text(get("type")),
        name=text(get("name")),
        contact=text(get("contact")),
        contacts_count=integer(get("contacts_count")),
        extra=rest(fields, _FOUND_KEYS),
    )


def import_field(fields: JsonObject) -> ImportField:
    """A field that a column of an import may become."""
    return ImportField(
        name=text(fields.get("field")),
        label=text(fields.get("label")),
        extra=rest(fields, _IMPORT_KEYS),
    )


def preview_rows(entries: object) -> tuple[tuple[str, ...], ...]:
    """The first rows of a file: documented as one row, so one or several are read."""
    if not isinstance(entries, list):
        return ()
    if any(isinstance(entry, list | dict) for entry in entries):
        return tuple(_cells(entry) for entry in entries)
    return (_cells(entries),) if entries else ()


def _cells(entry: object) -> tuple[str, ...]:
    if isinstance(entry, dict):
        entry = list(entry.values())
    return tuple(map(text, entry)) if isinstance(entry, list) else (text(entry),)
