"""One that always fails holds up nobody behind it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from clicksendhub.clicksend import ServerError
from contacts import jobs_sync
from contacts.models import Contact, Removal, StepState
from contacts.sync import pushing, removing
from tests.contacts.sync.support import (
    Stage,
    contact,
    contact_list,
    delete,
    edit,
    let_rests_end,
    people,
)

ADA, BO = "+61491570156", "+61491570157"

pytestmark = pytest.mark.django_db(transaction=True)


def always_fails(stage: Stage, row: Contact) -> None:
    row.refresh_from_db()
    path = f"/lists/*/contacts/{row.provider_id}"
    stage.sandbox.faults.add("error_before", path=path)


def remove(stage: Stage, *, times: int) -> None:
    for _ in range(times):
        let_rests_end()
        with suppress(ServerError):
            jobs_sync.remove(str(stage.account.pk))


def test_an_edit_that_always_fails_holds_up_no_other(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    bo = contact(tenants, first_name="Bo", number=BO)
    stage.keep_on(tenants)
    always_fails(stage, ada)
    edit(ada, last_name="Ng")
    edit(bo, last_name="Lee")
    contact(tenants, first_name="Cy", email="cy@example.com")

    stage.turn(tenants)

    there = {one.first_name: one.last_name for one in stage.people(tenants)}
    assert there == {"Ada": "", "Bo": "Lee", "Cy": ""}
    assert tenants.step_state == StepState.TROUBLE


def test_edits_that_always_fail_end_a_turn_and_the_next_begins_after_them(
    stage: Stage,
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 5)
    stage.keep_on(tenants)
    first, second, third, fourth, fifth = tenants.contacts.order_by("pk")
    for row in (first, second, third):
        always_fails(stage, row)
    for row in (first, second, third, fourth, fifth):
        edit(row, last_name="Ng")

    stage.turn(tenants)
    after_one = tenants.contacts.filter(goes_out=True).count()
    stage.turn(tenants)

    assert (pushing.MOST_FAILED, after_one) == (3, 5)
    assert set(tenants.contacts.filter(goes_out=True)) == {first, second, third}


def test_a_file_that_always_fails_holds_up_no_edit(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    stage.sandbox.faults.add("error_before", path="/uploads")
    people(tenants, 55)
    edit(ada, last_name="Ng")

    stage.turn(tenants)

    assert [there.last_name for there in stage.people(tenants)] == ["Ng"]


def test_a_removal_that_always_fails_holds_up_no_other(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    bo = contact(tenants, first_name="Bo", number=BO)
    stage.keep_on(tenants)
    always_fails(stage, ada)
    delete(ada)
    delete(bo)

    remove(stage, times=1)

    assert [there.first_name for there in stage.people(tenants)] == ["Ada"]
    assert Removal.objects.get().tries == 1


def test_removals_that_failed_come_after_those_never_tried(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 5)
    stage.keep_on(tenants)
    rows = list(tenants.contacts.order_by("pk"))
    for row in rows[:3]:
        always_fails(stage, row)
    for row in rows:
        delete(row)

    remove(stage, times=2)

    assert Removal.objects.count() == 3


def test_a_removal_that_was_refused_often_is_tried_no_more(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    delete(ada)
    Removal.objects.update(tries=removing.MOST_TRIES)
    calls = len(stage.sandbox.calls())

    remove(stage, times=1)

    assert len(stage.sandbox.calls()) == calls
    assert Removal.objects.exists()
