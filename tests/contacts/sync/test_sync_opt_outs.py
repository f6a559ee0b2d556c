"""ClickSend’s own opt-out list becomes blocks of ours: added, never lifted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.clicksend import NewContact
from clicksendhub.consent import services
from clicksendhub.consent.models import Block, BlockSource, Following
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.jobs.models import Nudge
from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts import jobs_sync
from contacts.models import ContactList
from contacts.sync import due, opt_outs, steps
from contacts.sync.there import find_only_there, lists_only_there
from tests.contacts.sync.support import Died, Stage, contact, contact_list, die_once_at

ADA, BO = "+61491570156", "+61491570157"

pytestmark = pytest.mark.django_db(transaction=True)


def opt_out_there(stage: Stage, *numbers: str) -> int:
    """Numbers stand on the list at ClickSend; the id of the list."""
    with client_for(stage.account) as client:
        lists = {one.name: one.list_id for one in client.lists.all()}
        for number in numbers:
            person = NewContact(phone_number=number)
            client.contacts.create(lists["Opt-Out List"], contact=person)
    return lists["Opt-Out List"]


def read(stage: Stage) -> None:
    """What sweep and jobs do after the rest."""
    Following.objects.update(due_at=None)
    jobs_sync.read_opt_outs(str(stage.account.pk))


def blocked(stage: Stage) -> set[str]:
    standing = Block.objects.standing().filter(account=stage.account)
    return set(standing.values_list("number", flat=True))


def test_who_opted_out_at_clicksend_is_blocked_here(stage: Stage) -> None:
    opt_out_there(stage, ADA, BO)

    read(stage)

    assert blocked(stage) == {ADA, BO}
    made = Block.objects.get(number=ADA)
    assert (made.source, made.by) == (BlockSource.CLICKSEND, None)
    told = Entry.objects.get(act="consent.followed")
    assert told.detail == {"numbers": 2}


def test_later_only_what_changed_is_asked_for(stage: Stage) -> None:
    opt_out_there(stage, ADA)
    read(stage)
    opt_out_there(stage, BO)

    read(stage)

    following = Following.objects.get()
    assert following.since is not None
    assert blocked(stage) == {ADA, BO}


def test_once_a_day_all_of_it_is_read(stage: Stage) -> None:
    read(stage)
    yesterday = db_now() - timedelta(hours=25)
    Following.objects.update(read_whole_at=yesterday)

    read(stage)

    following = Following.objects.get()
    assert following.since is None
    assert following.read_whole_at
    assert following.read_whole_at > yesterday


def test_a_list_of_several_pages_is_read_to_its_end(stage: Stage) -> None:
    numbers = {f"+614915{n:05d}" for n in range(230)}
    opt_out_there(stage, *sorted(numbers))

    read(stage)

    assert blocked(stage) == numbers


def test_a_turn_that_died_goes_on_with_its_page(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {f"+614915{n:05d}" for n in range(230)}
    opt_out_there(stage, *sorted(numbers))
    monkeypatch.setattr(steps, "reached", die_once_at("opt_outs.after_page"))
    with pytest.raises(Died):
        read(stage)
    assert len(blocked(stage)) == 100

    read(stage)

    assert blocked(stage) == numbers
    assert Block.objects.count() == 230


def test_whom_clicksend_takes_off_its_list_stays_blocked(stage: Stage) -> None:
    list_id = opt_out_there(stage, ADA)
    read(stage)
    with client_for(stage.account) as client:
        (there,) = client.contacts.all(list_id)
        client.contacts.delete(list_id, contact_id=there.contact_id)
    Following.objects.update(read_whole_at=None)

    read(stage)

    assert blocked(stage) == {ADA}


def test_a_block_lifted_since_stays_lifted(stage: Stage, kim: User) -> None:
    opt_out_there(stage, ADA)
    read(stage)
    services.lift(Block.objects.get(), by=kim, why="asked us in person")
    # ClickSend tells whole seconds, by a clock of its own.
    Block.objects.update(lifted_at=timezone.now() + timedelta(seconds=2))

    read(stage)

    assert blocked(stage) == set()


def test_who_opts_out_there_after_a_lift_is_blocked_again(
    stage: Stage, kim: User
) -> None:
    made = services.block(
        account_id=stage.account.pk, number=ADA, source=BlockSource.REPLY, words="STOP"
    )
    services.lift(made, by=kim, why="asked us in person")
    Block.objects.update(lifted_at=timezone.now() - timedelta(minutes=1))
    opt_out_there(stage, ADA)

    read(stage)

    assert blocked(stage) == {ADA}


def test_the_first_evidence_stays(stage: Stage) -> None:
    services.block(
        account_id=stage.account.pk, number=ADA, source=BlockSource.REPLY, words="STOP"
    )
    opt_out_there(stage, ADA)

    read(stage)

    assert Block.objects.get().source == BlockSource.REPLY


def test_start_does_not_lift_what_clicksend_told(stage: Stage) -> None:
    opt_out_there(stage, ADA)
    read(stage)

    later = timezone.now() + timedelta(hours=1)
    assert not services.lift_by_start(stage.account.pk, ADA, "START", asked_at=later)
    assert blocked(stage) == {ADA}


def test_who_has_no_number_there_is_left_out(stage: Stage) -> None:
    list_id = opt_out_there(stage)
    with client_for(stage.account) as client:
        person = NewContact(email="ada@example.com")
        client.contacts.create(list_id, contact=person)

    read(stage)

    assert blocked(stage) == set()
    assert Following.objects.get().trouble == ""


def test_another_account_is_not_touched(stage: Stage) -> None:
    from tests import make

    other = make.account()
    opt_out_there(stage, ADA)

    read(stage)

    assert not Block.objects.filter(account=other).exists()


def test_lists_with_the_blocked_are_counted_anew_once(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    for number in (ADA, BO):
        contact(tenants, number=number)
    opt_out_there(stage, ADA, BO)

    read(stage)

    asked = Nudge.objects.filter(task="contacts.jobs_people.recount")
    assert [one.key for one in asked] == [str(tenants.public_id)]


def test_the_opt_out_list_is_never_brought_here(stage: Stage) -> None:
    opt_out_there(stage, ADA)

    assert lists_only_there(stage.account).rows == ()
    assert find_only_there(stage.account, "opt-out").rows == ()
    read(stage)
    assert not ContactList.objects.exists()


def test_an_answer_that_fails_is_told_and_tried_again(stage: Stage) -> None:
    opt_out_there(stage, ADA)
    stage.sandbox.stop()

    read(stage)

    following = Following.objects.get()
    assert "could not be read" in following.trouble
    assert stage.account.pk not in opt_outs.due_opt_outs(db_now())
    assert stage.account.pk in opt_outs.due_opt_outs(db_now() + timedelta(minutes=2))


def test_another_turn_waits_for_the_one_at_work(stage: Stage) -> None:
    held = db_now() + timedelta(minutes=1)
    Following.objects.create(account=stage.account, due_at=held)

    assert not opt_outs.read_opt_outs(stage.account, seconds=8)


def test_a_list_that_is_another_by_now_is_found_again(stage: Stage) -> None:
    opt_out_there(stage, ADA)
    Following.objects.create(
        account=stage.account, provider_id=999_999, read_whole_at=db_now()
    )

    read(stage)
    read(stage)

    assert blocked(stage) == {ADA}


def test_the_sweep_asks_for_each_account_once(stage: Stage) -> None:
    assert due.find_due_opt_outs(db_now()) == 1
    assert due.find_due_opt_outs(db_now()) == 0
    read(stage)
    assert opt_outs.due_opt_outs(db_now()) == []
    assert opt_outs.due_opt_outs(db_now() + timedelta(minutes=16)) != []


def test_a_paused_account_is_not_asked(stage: Stage, settings: Any) -> None:
    Account.objects.update(paused_at=timezone.now())

    assert opt_outs.due_opt_outs(db_now()) == []
