"""A conflict shows what both sides are by now, and is decided as it was shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts.models import Conflict, ContactList, StepState
from contacts.selecting import by_ids
from contacts.services import changes, deciding, stepping
from tests.contacts.sync.support import Stage, contact, contact_list, edit
from tests.support.pages import PageClient

ADA = "+61491570156"


@pytest.fixture
def clash(stage: Stage) -> Conflict:
    """Ada’s last name was changed on both sides, a while ago."""
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", last_name="Ng", number=ADA)
    stage.keep_on(tenants)
    edit(ada, last_name="Moss")
    stage.change_there(ada, last_name="Lee")
    stage.turn(tenants)
    stage.keep_on(tenants)
    # So that the next fetch shows her no more.
    ContactList.objects.update(pulled_at=db_now() + timedelta(minutes=6))
    return Conflict.objects.get()


def test_a_later_edit_here_is_what_the_conflict_shows(
    stage: Stage, clash: Conflict
) -> None:
    edit(clash.contact, last_name="Stone")
    stage.keep_on(clash.contact.contact_list)

    clash.refresh_from_db()
    assert (clash.ours, clash.theirs) == ("Stone", "Lee")


def test_a_later_edit_here_to_theirs_ends_the_conflict(
    stage: Stage, clash: Conflict
) -> None:
    tenants = clash.contact.contact_list

    edit(clash.contact, last_name="Lee")
    stage.keep_on(tenants)

    assert not Conflict.objects.exists()
    assert tenants.step_state == StepState.IN_STEP


def test_a_conflict_does_not_go_along_to_another_list(
    stage: Stage, clash: Conflict, kim: User
) -> None:
    owners = contact_list(stage.account, name="Owners")
    stage.keep_on(owners)

    changes.move_people(
        account=stage.account,
        selection=by_ids(stage.account.pk, [clash.contact_id]),
        to_list=owners,
        by=kim,
    )
    stage.keep_on(owners)

    assert [there.last_name for there in stage.people(owners)] == ["Moss"]
    assert not Conflict.objects.filter(decided_at=None).exists()


def test_who_is_put_back_has_no_conflict_of_before(
    stage: Stage, clash: Conflict, kim: User
) -> None:
    tenants = clash.contact.contact_list
    stage.delete_there(clash.contact)
    stepping.compare(contact_list=tenants, by=kim)
    stage.keep_on(tenants)

    assert stepping.put_back(contact_list=tenants, by=kim) == 1
    at_once = Conflict.objects.filter(decided_at=None).count()
    stage.keep_on(tenants)

    assert at_once == 0
    assert [there.last_name for there in stage.people(tenants)] == ["Moss"]


def decide(page: PageClient, conflict: Conflict, **shown: str) -> str:
    url = reverse("contacts:decide_conflict", args=[conflict.pk])
    posted = {"decision": "theirs", "ours": conflict.ours, "theirs": conflict.theirs}
    return page.post_page(url, posted | shown).text


def test_a_decision_is_made_on_the_values_that_were_shown(
    page: PageClient, stage: Stage, clash: Conflict, kim: User
) -> None:
    page.force_login(kim)

    answers = decide(page, clash, theirs="Lind"), decide(page, clash, ours="Moos")
    clash.refresh_from_db()
    undecided = clash.decided_at is None
    decide(page, clash)

    clash.refresh_from_db()
    assert all("decided or changed meanwhile" in text for text in answers)
    assert undecided
    assert clash.took_theirs


def test_the_form_of_a_conflict_carries_both_values(
    page: PageClient, clash: Conflict, kim: User
) -> None:
    page.force_login(kim)
    tenants = clash.contact.contact_list

    html = page.get_page(reverse("contacts:compare", args=[tenants.public_id])).html

    assert '<input type="hidden" name="ours" value="Moss">' in html
    assert '<input type="hidden" name="theirs" value="Lee">' in html


def test_a_value_that_changes_while_it_is_decided_is_not_decided(
    clash: Conflict, kim: User
) -> None:
    Conflict.objects.update(theirs="Lind")

    assert not deciding.take_theirs(conflict=clash, by=kim)
    assert Conflict.objects.get().decided_at is None
