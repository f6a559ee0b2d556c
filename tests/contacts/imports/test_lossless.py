"""Who is exported and imported again is the same: no value is lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from clicksendhub.credentials.models import Account
from clicksendhub.lib.tables import csv_pieces, xlsx_pieces
from clicksendhub.people.models import User
from contacts.fields import FIELDS
from contacts.folding import key_of
from contacts.models import Contact, ContactList
from contacts.selecting import by_ids
from contacts.services import exports
from contacts.services.custom_fields import add_field, name_fields
from contacts.services.people import create_person
from contacts.services.writing import fill
from contacts.values import COLUMNS, Details
from tests.contacts.imports.support import dump, imported, people_of, sums
from tests.contacts.make import contact_list

NASTY = (
    *("=1+1", "=cmd|' /C calc'!A0", "+61412345678", "-5", "@home", "'quoted", "''=x"),
    *("'", '"', '""', 'He said "hi"', "a,b;c\td|e", "two\nlines", "two\r\nlines"),
    *("👩\u200d👩\u200d👧 Zoë", "שלום", "مرحبا", "00123", "1e5", "2026-11-30", "TRUE"),
    *("#hash", "0", "-", "\u202eright to left", "naïve", "“curly”", "—", "NULL"),
)


@pytest.fixture
def pet(account: Account, mia: User) -> str:
    """The name of a field of the account’s own."""
    name_fields(account=account, labels={"custom_1": "Member no"}, by=mia)
    return add_field(account=account, label="Pet =1", by=mia).name


def exported(account: Account, kind: str) -> bytes:
    """A file with all columns of everybody, by the real exporter."""
    ids = list(Contact.objects.values_list("pk", flat=True))
    columns = exports.columns_of(account)
    rows = exports.rows_of(account, by_ids(account.pk, ids), list(columns))
    pieces: Iterator[bytes] = (
        xlsx_pieces([*columns.values()], rows)
        if kind == "xlsx"
        else csv_pieces([*columns.values()], rows, has_mark=kind == "marked csv")
    )
    return b"".join(pieces)


def nasty_people(tenants: ContactList, mia: User, pet: str) -> None:
    """Every nasty value in every field that holds text."""
    texts = [field.name for field in FIELDS if field.holds == "text"]
    for ordinal, value in enumerate(NASTY):
        details = Details(
            **{name: value for name in texts if name != "postal_code"},
            number=f"+6149157{ordinal:04d}",
            number_kind="mobile",
            number_raw=f"0491 57{ordinal:04d}",
            postal_code=value[:20],
            country="AU" if ordinal % 2 else value,
            extra={pet: value},
        )
        create_person(contact_list=tenants, details=details, by=mia)


@pytest.mark.parametrize("kind", ["csv", "marked csv", "xlsx"])
def test_nasty_values_come_back_as_they_were(
    account: Account, mia: User, tenants: ContactList, pet: str, kind: str
) -> None:
    nasty_people(tenants, mia, pet)
    before = dump()

    again = imported(
        account, mia, exported(account, kind), into=tenants, policy="replace"
    )

    assert sums(again) == {"rows": len(NASTY), "same": len(NASTY)}
    assert dump() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_copy_in_another_list_has_every_value(
    account: Account, mia: User, tenants: ContactList, pet: str, kind: str
) -> None:
    nasty_people(tenants, mia, pet)
    other = contact_list(account, "Other", keeps_in_step=False)
    columns = [name for name in COLUMNS if name != "number_raw"]

    imported(account, mia, exported(account, kind), into=other)

    assert people_of(other, *columns) == people_of(tenants, *columns)


def test_the_columns_of_our_own_export_are_all_known(
    account: Account, mia: User, tenants: ContactList, pet: str
) -> None:
    nasty_people(tenants, mia, pet)

    found = imported(account, mia, exported(account, "csv"), into=tenants)

    # The list is chosen for all of them, and a time zone is nothing that files bring.
    assert found.mapping == ["", *[field.name for field in FIELDS], pet, ""]


def test_people_without_a_number_and_people_who_share_one_are_the_same(
    account: Account, mia: User, tenants: ContactList
) -> None:
    shared = Details(number="+61491570156", number_kind="mobile")
    for details in (
        replace(shared, first_name="Ann"),
        replace(shared, first_name="Bo"),
        Details(email="Cy@Example.com", first_name="=Cy"),
        Details(fax_number="+61261001234"),
        Details(line_1="-1 High St", city="Perth", first_name="Di"),
    ):
        create_person(contact_list=tenants, details=details, by=mia, shares=True)
    before = dump()
    content = exported(account, "csv")

    again = imported(account, mia, content, into=tenants, policy="replace")

    assert sums(again) == {"rows": 5, "same": 5}
    assert dump() == before


# A file of signs that no keyboard has is taken for a binary one, and refused.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"),
    max_size=20,
).map(str.strip)


@hypothesis_settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(values=st.lists(TEXT, min_size=1, max_size=4))
def test_whatever_was_kept_comes_back(
    account: Account, mia: User, tenants: ContactList, values: list[str]
) -> None:
    Contact.objects.all().delete()
    for ordinal, value in enumerate(values):
        details = Details(
            number=f"+6149157{ordinal:04d}", number_kind="mobile", custom_2=value
        )
        fill(Contact(account=account, contact_list=tenants), details).save()
    before: list[Any] = dump()

    again = imported(
        account, mia, exported(account, "csv"), into=tenants, policy="replace"
    )

    assert sums(again) == {"rows": len(values), "same": len(values)}
    assert dump() == before


def test_keys_of_an_export_are_those_of_the_list(tenants: ContactList) -> None:
    """A file row of somebody finds them again: the key is made of what is exported."""
    for details in (Details(number="+61491570156"), Details(email="A@b.example")):
        kept = fill(Contact(contact_list=tenants), details)
        assert kept.key == key_of(kept.details)
