"""The way back to what was done: told on a page, counted as it goes, then forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.people.models import User
from contacts import jobs_people
from contacts.finding import Finder
from contacts.models import Change, ChangedRow, ContactList, Import
from contacts.selecting import by_finder
from contacts.services import changes
from contacts.services.changes import delete_people, move_people
from contacts.services.unfinished import find_unfinished
from contacts.uses import uses_of
from tests import make
from tests.contacts.make import contact_list
from tests.contacts.people.support import ADA, people, person, ticked
from tests.support.pages import PageClient


@pytest.fixture
def signed_in(page: PageClient, mia: User) -> PageClient:
    page.force_login(mia)
    return page


def an_import(account: Account, **fields: Any) -> Import:
    return Import.objects.create(
        account=account, file_name="patients.csv", file_size=9, **fields
    )


def test_without_acts_the_page_says_what_will_be_here(signed_in: PageClient) -> None:
    assert "Nothing yet" in signed_in.get_page("/contacts/changes/").text


def test_an_act_is_found_again_from_the_people(
    signed_in: PageClient, account: Account, mia: User, knees: ContactList
) -> None:
    done = delete_people(account=account, selection=ticked(*people(knees, 2)), by=mia)

    links = signed_in.get_page("/contacts/people/").links()
    lately = signed_in.get_page(links["What was done lately"])

    title = "2 people deleted from Knee class"
    assert lately.links()[title] == done.get_absolute_url()
    assert "Undo" in signed_in.get_page(lately.links()[title]).buttons()


def test_the_settings_of_a_list_tell_what_was_done_with_it(
    signed_in: PageClient,
    account: Account,
    mia: User,
    knees: ContactList,
    news: ContactList,
) -> None:
    alone = contact_list(account, "Alone")
    ada = person(knees, "Ada", ADA)
    move_people(account=account, selection=ticked(ada), to_list=news, by=mia)

    told = [
        signed_in.get_page(f"/contacts/lists/{each.public_id}/settings/").text
        for each in (knees, news, alone)
    ]

    title = "1 person moved to Newsletter"
    assert [title in text for text in told] == [True, True, False]


def test_an_import_is_told_with_the_way_to_its_page(
    signed_in: PageClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Import, "get_absolute_url", lambda found: "/contacts/imports/")
    change = Change.objects.create(account=account, kind="import", state="done")
    an_import(account, change=change)

    links = signed_in.get_page("/contacts/changes/").links()

    assert links["Import of patients.csv"] == "/contacts/imports/"


def test_acts_of_another_account_are_not_told(
    signed_in: PageClient, account: Account
) -> None:
    Change.objects.create(account=make.account(), kind="delete", state="done")

    assert "Nothing yet" in signed_in.get_page("/contacts/changes/").text


def test_the_heading_counts_with_the_part_below(
    signed_in: PageClient, account: Account
) -> None:
    change = Change.objects.create(
        account=account, kind="delete", state="working", planned=5_000, done=0
    )
    begun = signed_in.get_page(change.get_absolute_url())
    Change.objects.update(done=1_500)
    under_way = signed_in.get_fragment(change.get_absolute_url())
    Change.objects.update(done=5_000, state="done")
    done = signed_in.get_fragment(change.get_absolute_url())

    assert begun.h1 == "0 of 5,000 people deleted"
    assert (under_way.h1, done.h1) == (
        "1,500 of 5,000 people deleted",
        "5,000 people deleted",
    )
    assert done.all("h1", id="change-title", hx_swap_oob="true")


def test_whom_a_search_found_is_forgotten_once_it_is_done(
    account: Account, mia: User, knees: ContactList
) -> None:
    person(knees, "Zoe", ADA)
    everybody = by_finder(Finder(account.pk, words="zoe"))

    done = delete_people(account=account, selection=everybody, by=mia)

    assert (done.done, done.selection) == (1, {})


def test_what_people_were_is_forgotten_after_the_days_of_undo(
    account: Account, mia: User, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.services.undoing.PIECE", 2)
    done = delete_people(account=account, selection=ticked(*people(knees, 5)), by=mia)
    find_unfinished(timezone.now())
    assert not Nudge.objects.filter(key=str(done.public_id)).exists()

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        find_unfinished(timezone.now())
        assert Nudge.objects.filter(key=str(done.public_id)).exists()
        jobs_people.forget_journal(str(done.public_id))
        jobs_people.forget_journal(str(done.public_id))
        Nudge.objects.all().delete()
        find_unfinished(timezone.now())

    assert not ChangedRow.objects.exists()
    assert not Nudge.objects.filter(key=str(done.public_id)).exists()


def test_the_journal_stays_while_an_act_can_be_undone(
    account: Account, mia: User, knees: ContactList
) -> None:
    done = delete_people(account=account, selection=ticked(*people(knees, 2)), by=mia)

    jobs_people.forget_journal(str(done.public_id))

    assert done.rows.count() == 2


def test_what_is_under_way_with_a_list_is_named_before_it_goes(
    signed_in: PageClient,
    account: Account,
    mia: User,
    knees: ContactList,
    news: ContactList,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Import, "get_absolute_url", lambda found: "/contacts/imports/")
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    move_people(
        account=account, selection=ticked(*people(knees, 2)), to_list=news, by=mia
    )
    an_import(account, contact_list=news, state="checked")
    an_import(account, contact_list=news, state="done")
    news.provider_id = 310
    news.save()

    shown = signed_in.get_page(f"/contacts/lists/{news.public_id}/delete/")

    assert [use.label for use in uses_of(news)] == [
        "Moved: under way",
        "Import of patients.csv: checked",
        "Its copy at ClickSend: kept there",
    ]
    assert "These use it:" in shown.text


def test_a_list_that_nothing_uses_says_so(
    signed_in: PageClient, knees: ContactList
) -> None:
    shown = signed_in.get_page(f"/contacts/lists/{knees.public_id}/delete/")

    assert "No act and no import is under way with it" in shown.text
