"""Acts on many people: what they do, who is left out, and that jobs lose nothing."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import jobs_people
from contacts.finding import Finder
from contacts.models import Change, ChangeState, Contact, ContactList, Removal
from contacts.selecting import by_finder
from contacts.services import changes
from contacts.services.changes import copy_people, delete_people, move_people
from contacts.services.lists import delete_list
from contacts.services.merging import merge_people
from tests import make
from tests.contacts.make import contact_list
from tests.contacts.people.support import ADA, BEN, names, people, person, ticked


def test_people_move_to_another_list(
    account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)

    done = move_people(account=account, selection=ticked(ada), to_list=news, by=mia)

    assert (done.state, done.done) == (ChangeState.DONE, 1)
    assert (names(knees), names(news)) == (["Ben"], ["Ada"])
    assert Contact.objects.get(pk=ada.pk).version == 2
    assert Contact.objects.get(pk=ben.pk).version == 1


def test_a_copy_is_a_row_of_its_own(
    account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    ada = person(knees, "Ada", ADA, email="ada@example.com", provider_id=7)

    copy_people(account=account, selection=ticked(ada), to_list=news, by=mia)

    copied = news.contacts.get()
    assert (copied.email, copied.version) == ("ada@example.com", 1)
    assert copied.provider_id is None
    assert names(knees) == ["Ada"]


def test_who_is_in_the_other_list_already_is_left_out_and_told(
    account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)
    person(news, "Ada Hart", ADA)

    done = move_people(
        account=account, selection=ticked(ada, ben), to_list=news, by=mia
    )

    assert done.done == 1
    assert done.left == {"already_there": {"count": 1, "ids": [ada.pk]}}
    assert (names(knees), names(news)) == (["Ada"], ["Ada Hart", "Ben"])


def test_one_person_of_two_lists_moves_once(
    account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    target = contact_list(account, "All", keeps_in_step=False)
    one, other = person(knees, "Ada", ADA), person(news, "Ada", ADA)

    done = move_people(
        account=account, selection=ticked(one, other), to_list=target, by=mia
    )

    assert (done.done, target.contacts.count()) == (1, 1)


def test_rows_of_another_account_are_nobody(
    account: Account, mia: User, knees: ContactList
) -> None:
    theirs = person(contact_list(make.account()), "Eve", ADA)

    done = delete_people(account=account, selection=ticked(theirs), by=mia)

    assert (done.planned, done.done) == (0, 0)
    assert Contact.objects.filter(pk=theirs.pk).exists()


def test_nobody_moves_to_a_list_of_another_account(
    account: Account, mia: User, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    theirs = contact_list(make.account())

    with pytest.raises(changes.NowhereToGo):
        move_people(account=account, selection=ticked(ada), to_list=theirs, by=mia)


def test_a_large_act_is_done_by_a_job_in_pieces(
    account: Account, mia: User, knees: ContactList, monkeypatch: Any
) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    monkeypatch.setattr(changes, "PIECE", 2)
    people(knees, 5)
    everybody = by_finder(Finder(account.pk, knees.pk))
    begun = delete_people(account=account, selection=everybody, by=mia)
    assert (begun.state, begun.planned) == (ChangeState.WAITING, 5)

    jobs_people.carry_on(str(begun.public_id))
    jobs_people.carry_on(str(begun.public_id))

    begun.refresh_from_db()
    assert (begun.state, begun.done) == (ChangeState.DONE, 5)
    assert knees.contacts.count() == 0


def test_a_worker_that_dies_in_a_piece_loses_and_repeats_nothing(
    account: Account,
    mia: User,
    knees: ContactList,
    news: ContactList,
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    monkeypatch.setattr(changes, "PIECE", 2)
    people(knees, 5)
    everybody = by_finder(Finder(account.pk, knees.pk))
    begun = copy_people(account=account, selection=everybody, to_list=news, by=mia)
    assert changes.carry_on(begun)

    with monkeypatch.context() as dying:
        dying.setattr(changes, "counts_changed", _die)
        with pytest.raises(SystemExit):
            changes.carry_on(begun)
    jobs_people.carry_on(str(begun.public_id))

    begun.refresh_from_db()
    assert (begun.done, news.contacts.count(), begun.rows.count()) == (5, 5, 5)


def _die(*_: object) -> None:
    raise SystemExit


def test_who_is_added_after_everybody_was_chosen_is_not_meant(
    account: Account, mia: User, knees: ContactList, monkeypatch: Any
) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    people(knees, 2)
    begun = delete_people(
        account=account, selection=by_finder(Finder(account.pk, knees.pk)), by=mia
    )
    person(knees, "Late", "+61491570999")

    jobs_people.carry_on(str(begun.public_id))

    assert names(knees) == ["Late"]


def test_a_list_that_is_deleted_meanwhile_swallows_nobody_more(
    account: Account,
    mia: User,
    knees: ContactList,
    news: ContactList,
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    monkeypatch.setattr(changes, "PIECE", 2)
    people(knees, 6)
    everybody = by_finder(Finder(account.pk, knees.pk))
    begun = move_people(account=account, selection=everybody, to_list=news, by=mia)
    changes.carry_on(begun)
    delete_list(contact_list=news, by=mia)

    jobs_people.carry_on(str(begun.public_id))

    begun.refresh_from_db()
    assert (begun.state, begun.done) == (ChangeState.DONE, 2)
    assert begun.left["list_gone"]["count"] == 4
    assert knees.contacts.count() == 4


def test_what_leaves_a_list_in_step_is_removed_at_clicksend(
    account: Account, mia: User, news: ContactList
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    ada = person(stepping, "Ada", ADA, provider_id=9001)

    move_people(account=account, selection=ticked(ada), to_list=news, by=mia)

    removal = Removal.objects.get()
    assert (removal.list_provider_id, removal.contact_provider_id) == (310, 9001)
    moved = news.contacts.get()
    assert (moved.provider_id, moved.known_there, moved.goes_out) == (None, None, False)


def test_who_is_being_made_at_clicksend_is_left_for_a_minute(
    account: Account, mia: User
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    ada = person(stepping, "Ada", ADA, asked_at=stepping.created_at)

    done = delete_people(account=account, selection=ticked(ada), by=mia)

    assert done.left["on_their_way"]["count"] == 1
    assert stepping.contacts.count() == 1


def test_a_block_outlives_the_people_who_have_the_number(
    account: Account, mia: User, knees: ContactList
) -> None:
    block(account_id=account.pk, number=ADA, source=BlockSource.REPLY, words="STOP")
    ada = person(knees, "Ada", ADA)

    delete_people(account=account, selection=ticked(ada), by=mia)
    person(knees, "Ada again", ADA)

    jobs_people.recount(str(knees.public_id))
    knees.refresh_from_db()
    assert (knees.people_count, knees.blocked_count, knees.textable_count) == (1, 1, 0)


def test_merging_fills_blanks_and_overwrites_nothing(
    mia: User, knees: ContactList, news: ContactList
) -> None:
    keep = person(knees, "Ada", ADA, city="Perth")
    other = person(news, "Adele", ADA, city="Albany", email="ada@example.com")

    merge_people(keep=keep, other=other, by=mia)

    keep.refresh_from_db()
    assert (keep.first_name, keep.city, keep.email) == (
        "Ada",
        "Perth",
        "ada@example.com",
    )
    assert not Contact.objects.filter(pk=other.pk).exists()


def test_an_act_is_in_the_audit_with_counts_alone(
    account: Account, mia: User, knees: ContactList
) -> None:
    from clicksendhub.audit.models import Entry

    ada = person(knees, "Ada", ADA)

    change = delete_people(account=account, selection=ticked(ada), by=mia)

    entry = Entry.objects.get(act="contacts.people_delete")
    assert (entry.target, entry.detail) == (str(change.public_id), {"people": 1})


def test_the_sweep_asks_for_what_stopped_with_its_worker(
    account: Account, mia: User, knees: ContactList, monkeypatch: Any
) -> None:
    from clicksendhub.jobs.models import Nudge
    from contacts.services.unfinished import find_unfinished

    monkeypatch.setattr(changes, "AT_ONCE", 0)
    people(knees, 1)
    begun = delete_people(
        account=account, selection=by_finder(Finder(account.pk, knees.pk)), by=mia
    )
    Nudge.objects.all().delete()

    find_unfinished(begun.created_at)

    assert Nudge.objects.get().key == str(begun.public_id)
    assert Change.objects.count() == 1
