"""Sends to a whole list: one message for each of its people, in their own words."""

from dataclasses import dataclass, field
from typing import Any

from clicksendhub.sandbox.channel import Channel
from clicksendhub.sandbox.contact_fields import Contact
from clicksendhub.sandbox.contacts import recipients_of
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Call

# Both spellings are in use; which of them the API takes today is not known.
PLACEHOLDERS = {
    "(First Name)": "first_name",
    "(Last Name)": "last_name",
    **{f"(Cust. {number})": f"custom_{number}" for number in range(1, 5)},
    "{FirstName}": "first_name",
    "{LastName}": "last_name",
    **{f"{{CustomString{number}}}": f"custom_{number}" for number in range(1, 5)},
}
WITH_PLACEHOLDERS = ("body", "subject")


@dataclass(frozen=True, slots=True)
class Addressed:
    """One message for one person, and what the ledger keeps of their list."""

    raw: Any = field(repr=False)
    details: dict[str, Any] = field(default_factory=dict, repr=False)
    status: str = ""


def name_lists(messages: list[Any]) -> bool:
    """Tell whether any message goes to a list."""
    return any(isinstance(raw, dict) and raw.get("list_id") for raw in messages)


def expand(call: Call, messages: list[Any], *, channel: Channel) -> list[Addressed]:
    """Return the messages of a call with one for each person in place of a list."""
    expanded: list[Addressed] = []
    for raw in messages:
        if isinstance(raw, dict) and raw.get("list_id"):
            expanded += _to_list(call, raw, channel)
        else:
            expanded.append(Addressed(raw))
    return expanded


def _to_list(call: Call, raw: dict[str, Any], channel: Channel) -> list[Addressed]:
    people = recipients_of(call.sandbox, call.account, read_id(raw["list_id"]))
    if people is None:
        return [Addressed(raw, status="NOT_ENOUGH_PERMISSION_TO_LIST_ID")]
    return [
        Addressed(_written_to(raw, person, channel), _details(person))
        for person in people
    ]


def _written_to(
    raw: dict[str, Any], person: Contact, channel: Channel
) -> dict[str, Any]:
    # Also where the message names a number of its own: the list wins.
    written = {**raw, "to": getattr(person, channel.number_field)}
    for name in WITH_PLACEHOLDERS:
        if isinstance(raw.get(name), str):
            written[name] = personal(raw[name], person)
    return written


def personal(text: str, person: Contact) -> str:
    """Return a text with what is known of a person in place of the placeholders."""
    for placeholder, name in PLACEHOLDERS.items():
        text = text.replace(placeholder, getattr(person, name) or "")
    return text


def _details(person: Contact) -> dict[str, Any]:
    return {
        "list_id": person.list_id,
        "contact_id": person.contact_id,
        "first_name": person.first_name,
        "last_name": person.last_name,
    }
