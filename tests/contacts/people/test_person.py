"""The page of one person: what was done to them, how much is shown, how to block."""

from __future__ import annotations

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import persons
from contacts.models import ContactList
from contacts.services.changes import copy_people, move_people
from contacts.services.merging import merge_people
from contacts.services.people import create_person, edit_person
from contacts.services.undoing import undo
from contacts.values import Details
from contacts.views import people as views
from tests.contacts.people.support import ADA, person, ticked
from tests.support.pages import PageClient


@pytest.fixture
def signed_in(page: PageClient, mia: User) -> PageClient:
    page.force_login(mia)
    return page


def test_what_was_done_by_hand_is_told_without_a_number_too(
    signed_in: PageClient, mia: User, knees: ContactList
) -> None:
    ada = create_person(
        contact_list=knees,
        details=Details(first_name="Ada", email="ada@example.com"),
        by=mia,
    )
    changed = Details(first_name="Ada", email="ada@example.com", city="Perth")
    edit_person(contact=ada, details=changed, by=mia, version=1)

    shown = signed_in.get_page(ada.get_absolute_url())

    told = shown.text.partition("What happened")[2]
    assert told.index("Details changed In Knee class.") < told.index("Added")
    assert str(mia) in told


def test_moves_copies_and_merges_are_told_with_the_way_to_undo_them(
    signed_in: PageClient,
    account: Account,
    mia: User,
    knees: ContactList,
    news: ContactList,
) -> None:
    ada, hart = person(knees, "Ada", ADA), person(news, "Ada Hart", ADA)
    merge = merge_people(keep=ada, other=hart, by=mia)
    copy = copy_people(account=account, selection=ticked(ada), to_list=news, by=mia)
    undo(change=copy, by=mia)
    move = move_people(account=account, selection=ticked(ada), to_list=news, by=mia)

    shown = signed_in.get_page(news.contacts.get().get_absolute_url())

    assert move.get_absolute_url() in shown.links().values()
    assert "to Newsletter" in shown.text.partition("What happened")[2]
    assert merge.get_absolute_url() in shown.links().values()


def test_what_is_cut_off_is_said(
    signed_in: PageClient,
    mia: User,
    knees: ContactList,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "MOST_HAPPENINGS", 2)
    monkeypatch.setattr(persons, "MOST_ROWS", 1)
    ada = person(knees, "Ada", ADA)
    for ordinal in range(2, 5):
        person(knees, f"Ada {ordinal}", ADA, key=f"{ADA}~{ordinal}")
    for version, city in enumerate(("Perth", "Albany", "Broome"), start=1):
        details = Details(first_name="Ada", number=ADA, number_kind="mobile", city=city)
        edit_person(contact=ada, details=details, by=mia, version=version)

    shown = signed_in.get_page(ada.get_absolute_url())

    assert "Only the latest 2 are shown." in shown.text
    assert "2 more rows have this number." in shown.text


def test_a_number_is_blocked_from_the_page_without_typing_it_again(
    signed_in: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    page = signed_in.get_page(ada.get_absolute_url())

    asked = signed_in.get_page(page.links()["Block this number"])

    assert asked.field("number") == "+61 491 570 156"
    assert "491" not in page.links()["Block this number"]
