"""A list here, its copy in a real sandbox, and turns of the sync without waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from clicksendhub.clicksend import Contact as ContactThere
from clicksendhub.clicksend import ContactList as ListThere
from clicksendhub.clicksend import NewContact
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.gate import budget
from clicksendhub.lib.dbclock import db_now
from clicksendhub.sandbox.server import Running
from contacts import jobs_sync
from contacts.folding import key_of, name_key_of, search_of
from contacts.models import Contact, ContactList, Removal
from contacts.sync import steps
from contacts.sync.due import due_lists
from contacts.sync.mapping import SHARED, as_json, read_contact, shared_of
from contacts.values import Details


@dataclass
class Stage:
    """An account of the hub and the sandbox that keeps its lists."""

    sandbox: Running
    account: Account

    def turn(self, contact_list: ContactList) -> None:
        """One job of the sync; a lease or a rest before it is over."""
        let_rests_end()
        jobs_sync.step(str(contact_list.public_id))
        contact_list.refresh_from_db()

    def keep_on(self, contact_list: ContactList, *, turns: int = 12) -> None:
        """What sweeps and jobs do over the next hours, at once."""
        for _ in range(turns):
            let_rests_end()
            let_requests_age()
            self.sandbox.settle()
            jobs_sync.remove(str(self.account.pk))
            if contact_list.public_id not in due_lists(db_now()):
                break
            jobs_sync.step(str(contact_list.public_id))
        contact_list.refresh_from_db()

    def lists(self) -> list[ListThere]:
        """Every list at ClickSend but that of those who opted out."""
        with client_for(self.account) as client:
            return [one for one in client.lists.all() if one.name != "Opt-Out List"]

    def people(self, contact_list: ContactList) -> list[ContactThere]:
        """Everybody in the copy of a list."""
        with client_for(self.account) as client:
            return list(client.contacts.all(contact_list.provider_id or 0))

    def shared_there(self, contact_list: ContactList) -> Counter[tuple[str, ...]]:
        """All fields of everybody there, and how often each stands there."""
        people = self.people(contact_list)
        country = self.account.country
        return Counter(fields_of(read_contact(one, country=country)) for one in people)

    def add_there(self, contact_list: ContactList, **fields: Any) -> ContactThere:
        """Somebody adds a person at ClickSend itself."""
        with client_for(self.account) as client:
            return client.contacts.create(
                contact_list.provider_id or 0, contact=NewContact(**fields)
            )

    def change_there(self, row: Contact, **fields: Any) -> None:
        """Somebody changes a person at ClickSend itself."""
        row.refresh_from_db()
        with client_for(self.account) as client:
            there = client.contacts.get(
                row.contact_list.provider_id or 0, contact_id=row.provider_id or 0
            )
            kept = {name: getattr(there, name) for name in _WRITABLE}
            client.contacts.update(
                there.list_id,
                contact_id=there.contact_id,
                contact=NewContact(**(kept | fields)),
            )

    def delete_there(self, row: Contact) -> None:
        """Somebody deletes a person at ClickSend itself."""
        row.refresh_from_db()
        with client_for(self.account) as client:
            client.contacts.delete(
                row.contact_list.provider_id or 0, contact_id=row.provider_id or 0
            )

    def delete_list_there(self, contact_list: ContactList) -> None:
        """Somebody deletes a list at ClickSend itself."""
        with client_for(self.account) as client:
            client.lists.delete(contact_list.provider_id or 0)


_WRITABLE = (
    *("phone_number", "email", "fax_number", "first_name", "last_name"),
    *("organisation", "custom_1", "custom_2", "custom_3", "custom_4", "address"),
)


def let_rests_end() -> None:
    """Leases and rests are over; what was asked for was asked when it was."""
    past = db_now() - timedelta(seconds=1)
    lists = ContactList.objects
    lists.filter(step_due_at__isnull=False).update(step_due_at=past)
    lists.filter(rests_until__isnull=False).update(rests_until=past)


def let_requests_age(by: timedelta = timedelta(hours=2)) -> None:
    """What was asked for was asked so much longer ago."""
    for rows, columns in (
        (ContactList.objects, ("asked_at", "importing_since", "filed_at")),
        (Contact.objects, ("asked_at",)),
    ):
        for column in columns:
            asked = rows.filter(**{f"{column}__isnull": False})
            asked.update(**{column: F(column) - by})


def contact_list(account: Account, name: str = "Tenants", **fields: Any) -> ContactList:
    return ContactList.objects.create(account=account, name=name, **fields)


def contact(of: ContactList, **fields: Any) -> Contact:
    """A person in a list as services write one: it goes out."""
    if "number" in fields:
        fields.setdefault("number_kind", "mobile")
    details = Details(**fields)
    return Contact.objects.create(**_row(of, details))


def people(of: ContactList, count: int) -> None:
    """So many people with numbers of their own."""
    details = (
        Details(first_name=f"Ada {n}", number=f"+614915{n:05d}", number_kind="mobile")
        for n in range(count)
    )
    Contact.objects.bulk_create(Contact(**_row(of, one)) for one in details)


def edit(row: Contact, **fields: Any) -> None:
    """Change a person as services do."""
    row.refresh_from_db()
    details = replace(row.details, **fields)
    for name, value in fields.items():
        setattr(row, name, value)
    row.key, row.name_key = key_of(details), name_key_of(details)
    row.search = search_of(details)
    row.version += 1
    row.goes_out = row.contact_list.keeps_in_step
    row.save()


def delete(row: Contact) -> None:
    """Delete a person as services do."""
    row.refresh_from_db()
    list_there = row.contact_list.provider_id
    if row.provider_id and list_there:
        Removal.objects.create(
            account=row.account,
            list_provider_id=list_there,
            contact_provider_id=row.provider_id,
        )
    row.delete()


def shared_here(contact_list: ContactList) -> Counter[tuple[str, ...]]:
    """All fields of everybody here, as ClickSend would keep them."""
    rows = contact_list.contacts.all()
    return Counter(fields_of(shared_of(row.details)) for row in rows)


def fields_of(shared: Details) -> tuple[str, ...]:
    return tuple(as_json(shared)[name] for name in SHARED)


def _row(of: ContactList, details: Details) -> dict[str, Any]:
    columns = {name: getattr(details, name) for name in Details.__dataclass_fields__}
    return columns | {
        "account": of.account,
        "contact_list": of,
        "key": key_of(details),
        "name_key": name_key_of(details),
        "search": search_of(details),
        "goes_out": of.keeps_in_step,
    }


class Died(BaseException):
    """The process ends here: nothing may catch this."""


def die_once_at(boundary: str) -> Callable[[str], None]:
    """A hook that dies the first time a boundary is passed."""
    deaths: list[str] = []

    def hook(passed: str) -> None:
        if passed == boundary and not deaths:
            deaths.append(passed)
            raise Died(passed)

    return hook


def stumble_once_after(monkeypatch: pytest.MonkeyPatch, boundary: str) -> None:
    """Our own side fails once right after the call that follows a boundary."""
    finish, armed = budget.finish, [False]

    def hook(passed: str) -> None:
        armed[0] = armed[0] or passed == boundary

    def broken(ticket: Any) -> None:
        finish(ticket)
        if armed[0]:
            monkeypatch.setattr(budget, "finish", finish)
            raise OSError("the disk is full")

    monkeypatch.setattr(steps, "reached", hook)
    monkeypatch.setattr(budget, "finish", broken)
