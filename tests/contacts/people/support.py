"""What the tests of people share: rows as a dump, and people with their real keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contacts.folding import key_of, name_key_of, search_of
from contacts.models import Conflict, Contact, ContactList
from contacts.selecting import by_ids
from contacts.values import Details
from tests.support.pages import PageClient

ADA = "+61491570156"
BEN = "+61491570157"
ACTS = "/contacts/people/acts/"


def person(
    of: ContactList, first_name: str, number: str = "", **columns: Any
) -> Contact:
    """Somebody in a list as a service writes them."""
    known = {
        name: columns.pop(name)
        for name in ("last_name", "email", "city", "custom_1", "extra")
        if name in columns
    }
    details = Details(
        first_name=first_name,
        number=number,
        number_kind="mobile" if number else "",
        **known,
    )
    row = Contact(
        account_id=of.account_id,
        contact_list=of,
        key=columns.pop("key", key_of(details)),
        name_key=name_key_of(details),
        search=search_of(details),
        first_name=first_name,
        number=number,
        number_kind=details.number_kind,
        **known,
        **columns,
    )
    row.save()
    return row


def people(of: ContactList, count: int) -> list[Contact]:
    """So many, each with a number and an e-mail address."""
    return [
        person(of, f"Person {n}", f"+6149157{n:04d}", email=f"p{n}@example.com")
        for n in range(count)
    ]


def ticked(*rows: Contact) -> dict[str, Any]:
    """Rows that somebody ticked."""
    return by_ids(rows[0].account_id, [row.pk for row in rows])


def answer(page: PageClient, act: str, **chosen: Any) -> dict[str, Any]:
    """The fields of the page that asks once more, answered with yes."""
    asked = page.post_page(ACTS, {"act": act, **chosen})
    carried = {name: asked.field(name) for name in ("question", "of_list")}
    return {"act": act, "sure": "1", **carried}


# Of a copy at ClickSend that was removed, and is made again.
OF_THE_COPY = {"provider_id", "known_there", "goes_out"}


def dump(*lists: ContactList, but: Iterable[str] = ()) -> list[tuple[Any, ...]]:
    """Everybody in the lists, in the order of their keys, with open conflicts.

    Every column but the version, which only grows: a form of an older one is refused.
    """
    columns = {field.attname for field in Contact._meta.concrete_fields}
    columns -= {"version", *but}
    rows = Contact.objects.filter(contact_list__in=lists).order_by("pk")
    undecided = Conflict.objects.filter(contact__in=rows, decided_at=None)
    conflicts = undecided.values_list("contact", "field", "ours", "theirs", "found_at")
    return [
        *rows.values_list(*sorted(columns)),
        *conflicts.order_by("contact", "field"),
    ]


def names(of: ContactList) -> list[str]:
    """The first names of a list."""
    return list(of.contacts.order_by("name_key").values_list("first_name", flat=True))
