"""Between a person as kept here and as ClickSend keeps them. Pure.

What both sides can hold is a ``Details`` whose other columns are empty: the sixteen
fields of the API. Such a value is called *shared* here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from clicksendhub.clicksend import Address, Contact, ContactField, NewContact
from clicksendhub.lib.phone import Channel, read_number
from contacts.fields import FIELD
from contacts.values import Details

COLUMNS_THERE: Final[Mapping[str, ContactField]] = {
    "number": ContactField.PHONE_NUMBER,
    "email": ContactField.EMAIL,
    "fax_number": ContactField.FAX_NUMBER,
    "first_name": ContactField.FIRST_NAME,
    "last_name": ContactField.LAST_NAME,
    "organisation": ContactField.ORGANISATION,
    "custom_1": ContactField.CUSTOM_1,
    "custom_2": ContactField.CUSTOM_2,
    "custom_3": ContactField.CUSTOM_3,
    "custom_4": ContactField.CUSTOM_4,
    "line_1": ContactField.LINE_1,
    "line_2": ContactField.LINE_2,
    "city": ContactField.CITY,
    "state": ContactField.STATE,
    "postal_code": ContactField.POSTAL_CODE,
    "country": ContactField.COUNTRY,
}
"""Each shared field and the column of an import that fills it."""

SHARED: Final = tuple(COLUMNS_THERE)
PLACE: Final = ("line_1", "line_2", "city", "state", "postal_code", "country")
REACH: Final = ("number", "email", "fax_number")
_ALIKE: Final = tuple(
    name for name in SHARED if name not in PLACE and name not in ("number",)
)
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_RAW: Final = "raw"
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
# A number is kept if any channel reaches it: whether a text does is its kind’s to say.
_CHANNELS: Final = (Channel.SMS, Channel.VOICE, Channel.FAX)


def shared_of(details: Details, *, known: Details | None = None) -> Details:
    """A person as ClickSend would keep them.

    A country that nobody understood stays here. So does a number, unless it came from
    there as it is: what we cannot read is not erased at ClickSend.
    """
    values = {name: getattr(details, name).strip() for name in SHARED}
    raw = details.number_raw
    if not details.number and known and raw and known.number == raw:
        values["number"] = raw
    country = values["country"].upper()
    values["country"] = country if _COUNTRY.fullmatch(country) else ""
    return Details(**values)


def read_contact(contact: Contact, *, country: str) -> Details:
    """The shared fields of a contact at ClickSend, numbers read as those of here."""
    values: dict[str, Any] = {
        name: text.strip()[: FIELD[name].longest]
        for name, text in _as_it_stands(contact).items()
    }
    if values["number"]:
        number, _kind = _read_phone(values["number"], country)
        values["number"] = number or values["number"]
    if values["fax_number"]:
        values["fax_number"], _kind = _read_phone(values["fax_number"], country)
    return shared_of(Details(**values))


def seen_json(contact: Contact, *, country: str) -> dict[str, Any]:
    """For ``Contact.known_there``: as we read it, and as it is where that differs."""
    shared = as_json(read_contact(contact, country=country))
    texts = _as_it_stands(contact)
    raw = {name: text for name, text in texts.items() if text != shared[name]}
    return shared | ({_RAW: raw} if raw else {})


def as_there(wanted: Details, known: Mapping[str, Any] | None) -> Details:
    """What to write there: a field that nobody changed here stays as it stands.

    We may not be able to read it, or to hold all of it.
    """
    if known is None:
        return wanted
    raw: Mapping[str, Any] = known.get(_RAW, {})
    untouched = {
        name: text
        for name, text in raw.items()
        if getattr(wanted, name) == known.get(name, "")
    }
    return replace(wanted, **untouched)


def _as_it_stands(contact: Contact) -> dict[str, str]:
    texts: dict[str, str] = {name: getattr(contact, name) for name in _ALIKE}
    texts |= {name: getattr(contact.address, name) for name in PLACE}
    return texts | {"number": contact.phone_number}


def details_of(shared: Details, *, was: Details | None, country: str) -> Details:
    """A person as to be kept here: shared fields anew, all that is ours as it was."""
    before = shared_of(was, known=shared) if was else None
    if was and before and before.number == shared.number:
        number, kind, raw = was.number, was.number_kind, was.number_raw
    else:
        number, kind = _read_phone(shared.number, country)
        raw = "" if number else shared.number
    is_same_country = was and before and before.country == shared.country
    return replace(
        shared,
        number=number,
        number_kind=kind,
        number_raw=raw,
        country=was.country if was and is_same_country else shared.country,
        extra=was.extra if was else {},
    )


def new_contact(shared: Details) -> NewContact:
    """The person as the client writes them."""
    return NewContact(
        phone_number=shared.number,
        address=Address(**{name: getattr(shared, name) for name in PLACE}),
        **{name: getattr(shared, name) for name in _ALIKE},
    )


def is_reachable(shared: Details) -> bool:
    """ClickSend keeps nobody without a number, an e-mail address or a fax number."""
    return any(getattr(shared, name) for name in REACH)


def as_json(shared: Details) -> dict[str, str]:
    """For ``Contact.known_there``."""
    return {name: getattr(shared, name) for name in SHARED}


def from_json(known: Mapping[str, Any] | None) -> Details | None:
    """What was last seen at ClickSend, or None where nothing was."""
    if known is None:
        return None
    values: dict[str, Any] = {name: known.get(name, "") for name in SHARED}
    return Details(**values)


def _read_phone(text: str, country: str) -> tuple[str, str]:
    """E.164 and kind of a number; both empty where nobody could dial it."""
    if not text:
        return "", ""
    for channel in _CHANNELS:
        reading = read_number(text, country=country, channel=channel)
        if reading.e164:
            return reading.e164, str(reading.kind)
    return (text, "unknown") if _E164.fullmatch(text) else ("", "")
