"""A person: all rows of an account with one number, or the one row without a number."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from clicksendhub.lib.countries import country_name
from clicksendhub.lib.phone import pretty
from contacts.fields import CUSTOM, FIELDS, Holds
from contacts.models import Contact, CustomField

MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a person as a page shows it."""

    term: str
    value: str
    url: str = ""


def rows_with(contact: Contact) -> list[Contact]:
    """This row first, then the others with its number, in lists that stand."""
    if not contact.number:
        return [contact]
    others = others_with_number(contact.account_id, contact.number)
    # Coalesced, so that they are not looked for through all names of the account.
    by_name = Coalesce("name_key", Value(""))
    rest = others.exclude(pk=contact.pk).order_by(by_name, "pk")[:MOST_ROWS]
    return [contact, *rest]


def unshown_rows_with(contact: Contact, shown: int) -> int:
    """How many more rows have this number than the page of the person shows."""
    if not contact.number or shown <= MOST_ROWS:
        return 0
    return others_with_number(contact.account_id, contact.number).count() - shown


def others_with_number(account_id: int, number: str) -> QuerySet[Contact]:
    """All rows of an account with a number."""
    rows = Contact.objects.filter(account_id=account_id, number=number)
    return rows.filter(contact_list__deleted_at=None).select_related("contact_list")


def facts_of(contact: Contact, labels: dict[str, str]) -> list[Fact]:
    """What is known of them, field by field; what is empty is left out."""
    facts = []
    for field in FIELDS:
        value = str(getattr(contact, field.name))
        if not value:
            continue
        if field.holds in {Holds.PHONE, Holds.FAX}:
            value = pretty(value)
        elif field.holds is Holds.COUNTRY:
            value = country_name(value)
        facts.append(Fact(labels.get(field.name, field.label), value))
        if field.name == "number" and contact.number_raw:
            facts.append(Fact("As it was written", contact.number_raw))
    own = [(name, label) for name, label in labels.items() if name not in CUSTOM]
    facts += [
        Fact(label, contact.extra[name])
        for name, label in own
        if contact.extra.get(name)
    ]
    if contact.time_zone:
        facts.append(Fact("Time zone", contact.time_zone.replace("_", " ")))
    return facts


def labels_of(account_id: int) -> dict[str, str]:
    """The account’s own names of fields."""
    named = CustomField.objects.filter(account_id=account_id)
    return dict(named.values_list("name", "label"))
