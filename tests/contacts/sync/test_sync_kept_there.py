"""What stands at ClickSend is never erased or written over by an edit here."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.clicksend import Address
from contacts.models import Conflict, StepState
from contacts.sync import mapping, steps
from contacts.values import Details
from tests.contacts.sync.support import Stage, contact, contact_list, edit
from tests.contacts.sync.test_sync_merging import there as a_contact

ADA, BO = "+61491570156", "+61491570157"


def kept(**fields: Any) -> Details:
    """What an edit of another field writes, of a contact that stands there so."""
    there = a_contact(**({"email": "a@b.co"} | fields))
    seen = mapping.seen_json(there, country="AU")
    known = mapping.from_json(seen)
    assert known
    return mapping.as_there(known, seen)


@pytest.mark.parametrize(
    ("fields", "name", "text"),
    [
        ({"fax_number": "ext 12"}, "fax_number", "ext 12"),
        ({"first_name": "x" * 150}, "first_name", "x" * 150),
        ({"phone_number": "0491 570 156"}, "number", "0491 570 156"),
        ({"address": Address(country="Australia")}, "country", "Australia"),
        ({"address": Address(city=" Perth")}, "city", " Perth"),
    ],
)
def test_what_we_read_otherwise_is_written_as_it_stands_there(
    fields: dict[str, Any], name: str, text: str
) -> None:
    assert getattr(kept(**fields), name) == text


def test_what_was_changed_here_is_written_as_it_is_here() -> None:
    there = a_contact(fax_number="ext 12", email="a@b.co")
    seen = mapping.seen_json(there, country="AU")

    wanted = mapping.as_there(Details(fax_number="+61261111111"), seen)

    assert wanted.fax_number == "+61261111111"


def test_a_name_too_long_for_us_outlives_an_edit_here(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    stage.add_there(tenants, first_name="x" * 150, phone_number=ADA)
    stage.turn(tenants)

    edit(tenants.contacts.get(), email="a@b.co")
    stage.keep_on(tenants)

    (there,) = stage.people(tenants)
    assert (there.first_name, there.email) == ("x" * 150, "a@b.co")


def test_whom_only_we_cannot_reach_is_not_deleted_there(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    made = stage.add_there(tenants, first_name="Ada", fax_number="+61261111111")
    with stage.sandbox.sandbox.store.write() as ledger:
        ledger.execute(
            "UPDATE contacts SET fax_number = 'ext 12' WHERE contact_id = ?",
            (made.contact_id,),
        )
    stage.turn(tenants)

    edit(tenants.contacts.get(), first_name="Adele")
    stage.keep_on(tenants)
    stage.keep_on(tenants)

    (there,) = stage.people(tenants)
    assert there.fax_number == "ext 12"


def change_there_once_before_the_call(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, row: Any, **fields: str
) -> None:
    struck: list[str] = []

    def meanwhile(boundary: str) -> None:
        if boundary == "update.before_call" and not struck:
            struck.append(boundary)
            stage.change_there(row, **fields)

    monkeypatch.setattr(steps, "reached", meanwhile)


@pytest.mark.django_db(transaction=True)
def test_what_changed_there_since_the_fetch_is_merged_before_it_is_written(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", last_name="Ng", number=ADA)
    stage.keep_on(tenants)
    edit(ada, first_name="Adele")
    change_there_once_before_the_call(stage, monkeypatch, ada, last_name="Lee")

    stage.turn(tenants)

    (there,) = stage.people(tenants)
    ada.refresh_from_db()
    assert (there.first_name, there.last_name) == ("Adele", "Lee")
    assert (ada.first_name, ada.last_name) == ("Adele", "Lee")
    assert tenants.step_state == StepState.IN_STEP


@pytest.mark.django_db(transaction=True)
def test_the_same_field_changed_there_since_the_fetch_is_a_conflict(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", last_name="Ng", number=ADA)
    stage.keep_on(tenants)
    edit(ada, last_name="Moss")
    change_there_once_before_the_call(stage, monkeypatch, ada, last_name="Lee")

    stage.turn(tenants)

    (there,) = stage.people(tenants)
    found = Conflict.objects.get()
    assert there.last_name == "Lee"
    assert (found.ours, found.theirs) == ("Moss", "Lee")
