"""What was checked is imported as its person saw it, into a list that stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import ContactList, Import, ImportState
from contacts.services import imports
from contacts.services.custom_fields import add_field
from contacts.services.imports_values import ColumnsWrong, NotChecked
from tests.contacts.imports.support import checked, csv_of, draft, people_of
from tests.contacts.make import contact_list

ANN, BO = "+61491570156", "+61491570157"
CONTENT = csv_of(["First name", "Mobile"], [("Ann", ANN), ("Bo", "nonsense")])


@pytest.fixture
def found(account: Account, mia: User, tenants: ContactList) -> Import:
    return checked(account, mia, CONTENT, into=tenants)


def into_another_list(found: Import, mia: User) -> None:
    imports.choose_columns(
        found=found,
        mapping=found.mapping,
        country="AU",
        policy="replace",
        duplicates="first",
        contact_list=contact_list(found.account, "Other", keeps_in_step=False),
        new_list_name="",
        keeps_in_step=False,
        by=mia,
    )
    imports.start_check(found=found, by=mia)


def mended(found: Import, mia: User) -> None:
    imports.mend_row(found=found, row=3, cells={1: BO}, by=mia)


@pytest.mark.parametrize("change", [into_another_list, mended])
def test_nothing_is_imported_that_another_tab_changed_since_it_was_seen(
    found: Import, mia: User, change: Callable[[Import, User], None]
) -> None:
    seen = imports.seal_of(found)
    change(Import.objects.get(pk=found.pk), mia)

    with pytest.raises(NotChecked, match="Look again"):
        imports.start(found=found, by=mia, seen=seen)

    found.refresh_from_db()
    assert found.state == ImportState.CHECKED


def test_what_was_seen_is_imported(
    found: Import, mia: User, tenants: ContactList
) -> None:
    seen = imports.seal_of(Import.objects.get(pk=found.pk))

    imports.start(found=found, by=mia, seen=seen)

    assert people_of(tenants) == [(ANN,)]


def test_a_list_that_is_gone_for_good_is_not_made_anew_without_a_name(
    found: Import, mia: User, tenants: ContactList
) -> None:
    tenants.delete()

    with pytest.raises(NotChecked, match="deleted meanwhile"):
        imports.start(found=found, by=mia)

    assert not ContactList.objects.exists()


@pytest.mark.parametrize("label", ["List", "time  zone", "ÉCOLE"])
def test_a_field_is_new_only_where_its_name_is_free(
    account: Account, mia: User, tenants: ContactList, label: str
) -> None:
    add_field(account=account, label="École", by=mia)

    with pytest.raises(ColumnsWrong):
        draft(
            account, mia, f"Mobile,Pet\n{ANN},Cat\n", into=tenants,
            mapping=["number", f"new:{label}"],
        )  # fmt: skip


def test_a_field_made_meanwhile_in_other_letters_is_used(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = f"Mobile,Pet\n{ANN},Cat\n"
    mapping = ["number", "new:ÉCOLE"]
    found = checked(account, mia, content, into=tenants, mapping=mapping)
    made = add_field(account=account, label="École", by=mia)

    imports.start(found=found, by=mia)

    assert tenants.contacts.get().extra == {made.name: "Cat"}
