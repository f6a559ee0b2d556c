"""One person at a time, and lists: what services write and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block, lift
from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.people.models import User
from contacts import jobs_people
from contacts.models import Contact, ContactList, CustomField, Removal, StepState
from contacts.services import lists, people
from contacts.services.custom_fields import LabelTaken, add_field, name_fields
from contacts.services.stepping import delete_here
from contacts.values import Details
from tests.contacts.make import contact_list
from tests.contacts.people import support
from tests.contacts.people.support import ADA, person

HART = Details(first_name="Ada", last_name="Hart", number=ADA, number_kind="mobile")


def test_a_new_person_can_be_found_and_counted(mia: User, knees: ContactList) -> None:
    made = people.create_person(contact_list=knees, details=HART, by=mia)

    knees.refresh_from_db()
    assert (made.key, made.name_key) == (ADA, "ada hart")
    assert made.search == "ada hart\n61491570156"
    assert (knees.people_count, knees.textable_count) == (1, 1)


def test_the_same_number_is_the_same_person_unless_they_share_it(
    mia: User, knees: ContactList
) -> None:
    first = people.create_person(contact_list=knees, details=HART, by=mia)
    son = Details(first_name="Leo", number=ADA)

    with pytest.raises(people.AlreadyInList) as refused:
        people.create_person(contact_list=knees, details=son, by=mia)
    shared = people.create_person(contact_list=knees, details=son, by=mia, shares=True)

    assert refused.value.existing == first
    assert (shared.key, knees.contacts.count()) == (f"{ADA}~2", 2)


def test_an_address_that_grows_when_it_is_folded_still_has_a_key(
    mia: User, knees: ContactList
) -> None:
    """Folded, each ß becomes two letters."""
    long = Details(email=f"hart@{'ß' * 240}.example")
    other = Details(email=f"hart@{'ß' * 239}.example")

    made = people.create_person(contact_list=knees, details=long, by=mia)
    people.create_person(contact_list=knees, details=other, by=mia)
    with pytest.raises(people.AlreadyInList):
        people.create_person(contact_list=knees, details=long, by=mia)

    longest = 270
    assert len(made.key) <= longest - len("~99999")


def test_an_edit_of_an_older_version_is_refused(mia: User, knees: ContactList) -> None:
    ada = people.create_person(contact_list=knees, details=HART, by=mia)
    newer = Details(first_name="Ada", number=ADA, city="Perth")
    people.edit_person(contact=ada, details=newer, by=mia, version=1)

    with pytest.raises(people.ChangedMeanwhile):
        people.edit_person(contact=ada, details=HART, by=mia, version=1)

    assert Contact.objects.get().city == "Perth"


def test_an_edit_that_changes_nothing_writes_nothing(
    mia: User, knees: ContactList
) -> None:
    ada = people.create_person(contact_list=knees, details=HART, by=mia)

    people.edit_person(contact=ada, details=HART, by=mia, version=1)

    assert Contact.objects.get().version == 1


def test_who_shares_a_number_keeps_their_key_when_edited(
    mia: User, knees: ContactList
) -> None:
    people.create_person(contact_list=knees, details=HART, by=mia)
    son = Details(first_name="Leo", number=ADA)
    leo = people.create_person(contact_list=knees, details=son, by=mia, shares=True)

    older = Details(first_name="Leo", last_name="Hart", number=ADA)
    people.edit_person(contact=leo, details=older, by=mia, version=1)

    leo.refresh_from_db()
    assert (leo.key, leo.last_name) == (f"{ADA}~2", "Hart")


def test_what_is_written_in_a_list_in_step_goes_out(
    account: Account, mia: User
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)

    made = people.create_person(contact_list=stepping, details=HART, by=mia)

    stepping.refresh_from_db()
    assert made.goes_out
    assert stepping.step_state == StepState.WAITING
    assert Nudge.objects.filter(key=str(stepping.public_id)).exists()


def test_who_is_deleted_here_is_removed_at_clicksend(
    account: Account, mia: User
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    ada = person(stepping, "Ada", ADA, provider_id=9001)

    people.delete_person(contact=ada, by=mia)

    assert Removal.objects.get().contact_provider_id == 9001


def test_who_is_being_made_at_clicksend_cannot_be_deleted_yet(
    account: Account, mia: User
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    ada = person(stepping, "Ada", ADA, asked_at=stepping.created_at)

    with pytest.raises(people.OnTheirWay):
        people.delete_person(contact=ada, by=mia)


def test_nobody_is_added_to_a_list_that_was_deleted_meanwhile(
    mia: User, knees: ContactList
) -> None:
    as_loaded = ContactList.objects.get(pk=knees.pk)
    lists.delete_list(contact_list=knees, by=mia)

    with pytest.raises(people.Gone):
        people.create_person(contact_list=as_loaded, details=HART, by=mia)


@pytest.mark.parametrize("gone", ["person", "list"])
def test_who_was_deleted_meanwhile_is_neither_written_nor_deleted(
    gone: str, mia: User, knees: ContactList
) -> None:
    ada = people.create_person(contact_list=knees, details=HART, by=mia)
    as_loaded = Contact.objects.select_related("contact_list").get(pk=ada.pk)
    if gone == "list":
        lists.delete_list(contact_list=knees, by=mia)
    else:
        people.delete_person(contact=ada, by=mia)

    with pytest.raises(people.Gone):
        people.edit_person(contact=as_loaded, details=HART, by=mia, version=1)
    with pytest.raises(people.Gone):
        people.delete_person(contact=as_loaded, by=mia)


def test_of_two_who_take_a_name_at_once_the_second_learns_it(
    account: Account, mia: User, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = contact_list(account, "Other")
    monkeypatch.setattr(lists, "_check_name", lambda *_args, **_kwargs: None)

    with pytest.raises(lists.NameTaken):
        lists.create_list(account=account, name="knee class", by=mia)
    with pytest.raises(lists.NameTaken):
        lists.rename_list(contact_list=other, name="Knee CLASS", by=mia)

    assert ContactList.objects.count() == 2


def test_a_name_of_a_list_is_there_once_whatever_its_case(
    account: Account, mia: User, knees: ContactList
) -> None:
    with pytest.raises(lists.NameTaken):
        lists.create_list(account=account, name="KNEE CLASS", by=mia)


def test_a_deleted_name_is_free_again(
    account: Account, mia: User, knees: ContactList
) -> None:
    lists.delete_list(contact_list=knees, by=mia)

    made = lists.create_list(account=account, name="Knee class", by=mia)

    assert made.pk != knees.pk


def test_a_deleted_list_is_emptied_by_a_job_in_pieces(
    mia: User, knees: ContactList, monkeypatch: Any
) -> None:
    monkeypatch.setattr(lists, "PIECE", 2)
    support.people(knees, 5)
    lists.delete_list(contact_list=knees, by=mia)
    assert knees.contacts.count() == 5

    jobs_people.empty_list(str(knees.public_id))
    jobs_people.empty_list(str(knees.public_id))

    assert Contact.objects.count() == 0


def test_the_job_empties_no_list_that_stands(knees: ContactList) -> None:
    support.people(knees, 2)

    jobs_people.empty_list(str(knees.public_id))

    assert knees.contacts.count() == 2


def test_a_list_in_step_is_deleted_at_clicksend_too(
    account: Account, mia: User
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)

    lists.delete_list(contact_list=stepping, by=mia)

    removal = Removal.objects.get()
    assert (removal.list_provider_id, removal.contact_provider_id) == (310, None)


def test_a_list_that_is_gone_at_clicksend_is_only_deleted_here(
    account: Account, mia: User
) -> None:
    gone = contact_list(account, "Gone", provider_id=310, step_state=StepState.GONE)
    support.people(gone, 2)

    delete_here(contact_list=gone, by=mia)
    jobs_people.empty_list(str(gone.public_id))

    assert (Removal.objects.count(), Contact.objects.count()) == (0, 0)


def test_a_block_and_its_end_ask_for_counting(
    account: Account, mia: User, knees: ContactList
) -> None:
    person(knees, "Ada", ADA)
    blocked = block(
        account_id=account.pk, number=ADA, source=BlockSource.PERSON, by=mia
    )
    jobs_people.recount(str(knees.public_id))
    knees.refresh_from_db()
    assert knees.blocked_count == 1
    Nudge.objects.all().delete()

    lift(blocked, by=mia, why="Asked in person.")

    assert Nudge.objects.filter(key=str(knees.public_id)).exists()


def test_a_label_belongs_to_one_field(account: Account, mia: User) -> None:
    name_fields(account=account, labels={"custom_1": "Member no."}, by=mia)

    with pytest.raises(LabelTaken):
        add_field(account=account, label="member NO.", by=mia)
    with pytest.raises(LabelTaken):
        add_field(account=account, label="First name", by=mia)


def test_an_emptied_label_is_taken_from_the_four_and_kept_by_the_rest(
    account: Account, mia: User
) -> None:
    own = add_field(account=account, label="Shoe size", by=mia)
    name_fields(account=account, labels={"custom_1": "Member no."}, by=mia)

    name_fields(account=account, labels={"custom_1": "", own.name: ""}, by=mia)

    assert [field.label for field in CustomField.objects.all()] == ["Shoe size"]
