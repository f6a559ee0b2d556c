"""Taking an act back: every row as it was, but for those that somebody wrote since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import jobs_people
from contacts.models import (
    Change,
    ChangeState,
    Conflict,
    Contact,
    ContactList,
    Removal,
)
from contacts.services import changes, undoing
from contacts.services.changes import copy_people, delete_people, move_people
from contacts.services.lists import delete_list
from contacts.services.merging import merge_people
from contacts.services.people import ChangedMeanwhile, edit_person
from contacts.services.undoing import undo
from contacts.values import Details
from tests.contacts.make import contact_list
from tests.contacts.people.support import (
    ADA,
    BEN,
    OF_THE_COPY,
    dump,
    people,
    person,
    ticked,
)

Act = Callable[..., Change]


@pytest.mark.parametrize("act", [move_people, copy_people, delete_people])
def test_it_is_as_if_nothing_had_happened(
    act: Act, account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    rows = people(knees, 3)
    person(news, "There already", rows[0].number)
    before = dump(knees, news)
    to = {} if act is delete_people else {"to_list": news}
    done = act(account=account, selection=ticked(*rows), by=mia, **to)
    assert dump(knees, news) != before

    assert undo(change=done, by=mia)

    assert dump(knees, news) == before
    assert done.state == ChangeState.UNDONE


@pytest.mark.parametrize("act", [move_people, copy_people, delete_people])
def test_lists_in_step_are_as_before_but_for_copies_made_anew(
    act: Act, account: Account, mia: User
) -> None:
    here = contact_list(account, "Here", provider_id=310)
    there = contact_list(account, "There", provider_id=311)
    rows = [
        person(here, f"P{n}", f"+6149157{n:04d}", provider_id=9000 + n) for n in (1, 2)
    ]
    Conflict.objects.create(contact=rows[0], field="city", ours="Perth", theirs="Wien")
    before = dump(here, there, but=OF_THE_COPY)
    to = {} if act is delete_people else {"to_list": there}
    done = act(account=account, selection=ticked(*rows), by=mia, **to)

    undo(change=done, by=mia)

    assert dump(here, there, but=OF_THE_COPY) == before
    assert done.state == ChangeState.UNDONE
    if act is not copy_people:
        made_anew = here.contacts.filter(provider_id=None, goes_out=True)
        assert made_anew.filter(known_there__isnull=True).count() == 2


def test_what_nobody_had_decided_is_undecided_again(
    account: Account, mia: User, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    for field, decided_at in (("city", None), ("email", timezone.now())):
        Conflict.objects.create(
            contact=ada, field=field, ours="a", theirs="b", decided_at=decided_at
        )
    before = dump(knees)
    done = delete_people(account=account, selection=ticked(ada), by=mia)

    undo(change=done, by=mia)

    assert dump(knees) == before
    assert Conflict.objects.get().field == "city"


def test_a_form_that_was_opened_before_the_undo_is_refused(
    mia: User, knees: ContactList, news: ContactList
) -> None:
    keep = person(knees, "Ada", ADA)
    other = person(news, "Ada", ADA, email="ada@example.com")
    done = merge_people(keep=keep, other=other, by=mia)
    opened = Contact.objects.get(pk=keep.pk).version
    undo(change=done, by=mia)
    now = Contact.objects.get(pk=keep.pk)
    newer = Details(first_name="Ada", number=ADA, city="Perth")
    edit_person(contact=now, details=newer, by=mia, version=now.version)

    with pytest.raises(ChangedMeanwhile):
        edit_person(contact=now, details=Details(number=ADA), by=mia, version=opened)


def test_acts_are_taken_back_one_after_the_other(
    account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    target = contact_list(account, "All", keeps_in_step=False)
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)
    before = dump(knees, news, target)
    chosen: dict[str, Any] = {"account": account, "by": mia}
    chosen["selection"] = ticked(ada, ben)
    acts = [
        move_people(to_list=news, **chosen),
        move_people(to_list=target, **chosen),
        delete_people(**chosen),
    ]

    for done in reversed(acts):
        undo(change=done, by=mia)

    assert dump(knees, news, target) == before
    assert [done.left for done in acts] == [{}, {}, {}]


def test_a_copy_on_its_way_to_clicksend_is_taken_back_in_a_later_pass(
    account: Account, mia: User, knees: ContactList
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)
    done = copy_people(
        account=account, selection=ticked(ada, ben), to_list=stepping, by=mia
    )
    going = stepping.contacts.get(number=ADA)
    stepping.contacts.filter(pk=going.pk).update(asked_at=timezone.now())

    undo(change=done, by=mia)
    assert list(stepping.contacts.all()) == [going]
    assert done.state == ChangeState.UNDOING
    assert done.left == {"taken_back_later": {"count": 1, "ids": [going.pk]}}
    stepping.contacts.update(asked_at=None, provider_id=9001)
    jobs_people.carry_on(str(done.public_id))

    done.refresh_from_db()
    assert (done.state, done.left) == (ChangeState.UNDONE, {})
    assert stepping.contacts.count() == 0
    assert Removal.objects.get().contact_provider_id == 9001


def test_a_merge_is_taken_apart_again(
    mia: User, knees: ContactList, news: ContactList
) -> None:
    keep = person(knees, "Ada", ADA, extra={"own_1": "left knee"})
    other = person(news, "Adele", ADA, email="ada@example.com", city="Albany")
    before = dump(knees, news)

    undo(change=merge_people(keep=keep, other=other, by=mia), by=mia)

    assert dump(knees, news) == before


def test_a_merge_into_a_list_in_step_keeps_the_copy_of_who_stayed(
    account: Account, mia: User, news: ContactList
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    keep = person(stepping, "Ada", ADA, provider_id=9001, known_there={"number": ADA})
    other = person(news, "Adele", ADA, email="ada@example.com")

    undo(change=merge_people(keep=keep, other=other, by=mia), by=mia)

    back = stepping.contacts.get()
    assert (back.email, back.provider_id, back.goes_out) == ("", 9001, True)
    assert not Removal.objects.exists()


def test_a_large_act_is_undone_by_a_job_in_pieces(
    account: Account, mia: User, knees: ContactList, monkeypatch: Any
) -> None:
    rows = people(knees, 5)
    before = dump(knees)
    done = delete_people(account=account, selection=ticked(*rows), by=mia)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    monkeypatch.setattr(undoing, "PIECE", 2)
    undo(change=done, by=mia)
    assert undoing.carry_back(done)
    assert knees.contacts.count() == 2

    jobs_people.carry_on(str(done.public_id))

    assert dump(knees) == before


def test_who_was_changed_since_stays_as_they_are_and_is_told(
    account: Account, mia: User, knees: ContactList, news: ContactList
) -> None:
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)
    done = move_people(
        account=account, selection=ticked(ada, ben), to_list=news, by=mia
    )
    moved = Contact.objects.get(pk=ada.pk)
    edit_person(
        contact=moved,
        details=Details(first_name="Ada", number=ADA, city="Perth"),
        by=mia,
        version=moved.version,
    )

    undo(change=done, by=mia)

    assert Contact.objects.get(pk=ada.pk).contact_list == news
    assert Contact.objects.get(pk=ben.pk).contact_list == knees
    assert done.left == {"changed_since": {"count": 1, "ids": [ada.pk]}}


def test_who_has_lost_their_place_is_told(
    account: Account, mia: User, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    done = delete_people(account=account, selection=ticked(ada), by=mia)
    person(knees, "Ada anew", ADA)

    undo(change=done, by=mia)

    assert [row.first_name for row in knees.contacts.all()] == ["Ada anew"]
    assert done.left["no_place"]["count"] == 1


def test_nobody_comes_back_into_a_deleted_list(
    account: Account, mia: User, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    done = delete_people(account=account, selection=ticked(ada), by=mia)
    delete_list(contact_list=knees, by=mia)

    undo(change=done, by=mia)

    assert Contact.objects.count() == 0
    assert done.left["no_place"]["count"] == 1


def test_an_act_is_undone_once(account: Account, mia: User, knees: ContactList) -> None:
    ada = person(knees, "Ada", ADA)
    done = delete_people(account=account, selection=ticked(ada), by=mia)

    assert undo(change=done, by=mia)
    assert not undo(change=done, by=mia)


def test_after_its_days_an_act_stays(
    account: Account, mia: User, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    done = delete_people(account=account, selection=ticked(ada), by=mia)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert not undo(change=done, by=mia)


def test_who_comes_back_to_a_list_in_step_is_made_at_clicksend_anew(
    account: Account, mia: User
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    ada = person(stepping, "Ada", ADA, provider_id=9001, known_there={"number": ADA})
    done = delete_people(account=account, selection=ticked(ada), by=mia)

    undo(change=done, by=mia)

    back = stepping.contacts.get()
    assert (back.provider_id, back.known_there, back.goes_out) == (None, None, True)
    assert Removal.objects.get().contact_provider_id == 9001


def test_a_worker_that_dies_while_undoing_repeats_nothing(
    account: Account, mia: User, knees: ContactList, monkeypatch: Any
) -> None:
    rows = people(knees, 4)
    before = dump(knees)
    done = delete_people(account=account, selection=ticked(*rows), by=mia)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    monkeypatch.setattr(undoing, "PIECE", 2)
    undo(change=done, by=mia)
    undoing.carry_back(done)
    with monkeypatch.context() as dying:
        dying.setattr(undoing, "counts_changed", _die)
        with pytest.raises(SystemExit):
            undoing.carry_back(done)

    jobs_people.carry_on(str(done.public_id))

    assert dump(knees) == before
    assert not changes.carry_on(done)


def _die(*_: object) -> None:
    raise SystemExit
