"""Sends to a whole list: one message for each of its people, in their own words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clicksendhub.sandbox.channel import Channel
from clicksendhub.sandbox.contact_fields import Contact
from clicksendhub.sandbox.contacts import recipients_of
from clicksendhub.sandbox.lists import find_list
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
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS)))
WITH_PLACEHOLDERS = ("body", "subject")


@dataclass(frozen=True, slots=True)
class Addressed:
    """One message for one person, and what the ledger keeps of their list."""

    raw: Any = field(repr=False)
    details: dict[str, Any] = field(default_factory=dict, repr=False)
    status: str = ""


def name_lists(messages: list[Any]) -> bool:
    """Tell whether any message goes to a list."""
    return any(_names_list(raw) for raw in messages)


def _names_list(raw: Any) -> bool:
    return isinstance(raw, dict) and bool(raw.get("list_id"))


def count_addressed(call: Call, messages: list[Any]) -> int:
    """Return how many messages a call comes to, before any of them is written."""
    lists = Counter(read_id(raw["list_id"]) for raw in messages if _names_list(raw))
    people = sum(times * _size(call, list_id) for list_id, times in lists.items())
    return len(messages) - lists.total() + people


def _size(call: Call, list_id: int) -> int:
    row = find_list(call.sandbox, call.account, list_id)
    # A list that is not the account's own is one message, and that is refused.
    return 1 if row is None else int(row["contacts"])


def expand(call: Call, messages: list[Any], *, channel: Channel) -> Iterator[Addressed]:
    """Yield the messages of a call with one for each person in place of a list."""
    for raw in messages:
        if _names_list(raw):
            yield from _to_list(call, raw, channel)
        else:
            yield Addressed(raw)


def _to_list(call: Call, raw: dict[str, Any], channel: Channel) -> Iterator[Addressed]:
    people = recipients_of(call.sandbox, call.account, read_id(raw["list_id"]))
    if people is None:
        yield Addressed(raw, status="NOT_ENOUGH_PERMISSION_TO_LIST_ID")
    for person in people or ():
        yield Addressed(_written_to(raw, person, channel), _details(person))


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
    # In one pass: a placeholder within somebody's name is their own word.
    return _PLACEHOLDER.sub(
        lambda found: getattr(person, PLACEHOLDERS[found[0]]) or "", text
    )


def _details(person: Contact) -> dict[str, Any]:
    return {
        "list_id": person.list_id,
        "contact_id": person.contact_id,
        "first_name": person.first_name,
        "last_name": person.last_name,
    }
