"""Keys of people who share a number: told apart by name, free where nobody has one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.folding import base_key, free_key
from contacts.models import Change, Contact, ContactList
from contacts.services.changes import copy_people, move_people
from contacts.services.people import AlreadyInList, create_person, edit_person
from contacts.services.undoing import undo
from contacts.values import Details
from tests.contacts.people.support import ADA, dump, names, ticked

Act = Callable[..., Change]


@pytest.fixture
def ada(mia: User, knees: ContactList) -> Contact:
    return create_person(contact_list=knees, details=_named("Ada"), by=mia)


@pytest.fixture
def leo(mia: User, knees: ContactList, ada: Contact) -> Contact:
    """Somebody who shares the number of Ada."""
    details = _named("Leo")
    return create_person(contact_list=knees, details=details, by=mia, shares=True)


def _named(first_name: str) -> Details:
    return Details(first_name=first_name, number=ADA)


@pytest.mark.parametrize(
    ("key", "base"),
    [
        (ADA, ADA),
        (f"{ADA}~2", ADA),
        ("mail:a~b@example.com", "mail:a~b@example.com"),
        ("mail:a~1@example.com~12", "mail:a~1@example.com"),
    ],
)
def test_only_an_ordinal_at_the_end_is_no_part_of_a_key(key: str, base: str) -> None:
    assert base_key(key) == base


def test_the_first_key_that_nobody_has_is_free() -> None:
    assert free_key("a", {"a", "a~2"}.__contains__) == "a~3"


@pytest.mark.parametrize("act", [copy_people, move_people])
def test_who_goes_alone_is_asked_about_there_as_anybody(
    act: Act, account: Account, mia: User, news: ContactList, leo: Contact
) -> None:
    act(account=account, selection=ticked(leo), to_list=news, by=mia)

    assert news.contacts.get().key == ADA
    with pytest.raises(AlreadyInList):
        create_person(contact_list=news, details=_named("Leo"), by=mia)


@pytest.mark.parametrize("act", [copy_people, move_people])
def test_somebody_else_with_the_number_does_not_keep_them_out(
    act: Act, account: Account, mia: User, news: ContactList, leo: Contact
) -> None:
    create_person(contact_list=news, details=_named("Ada"), by=mia)
    create_person(contact_list=news, details=_named("Mo"), by=mia, shares=True)

    done = act(account=account, selection=ticked(leo), to_list=news, by=mia)

    assert (done.done, done.left) == (1, {})
    assert news.contacts.get(first_name="Leo").key == f"{ADA}~3"


def test_who_shares_a_number_is_there_already_by_name(
    account: Account, mia: User, news: ContactList, leo: Contact
) -> None:
    create_person(contact_list=news, details=_named("Leo"), by=mia)

    done = copy_people(account=account, selection=ticked(leo), to_list=news, by=mia)

    assert done.left["already_there"]["ids"] == [leo.pk]
    assert names(news) == ["Leo"]


def test_a_family_goes_together_and_comes_back_under_its_keys(
    account: Account, mia: User, knees: ContactList, news: ContactList, leo: Contact
) -> None:
    before = dump(knees, news)
    rows = list(knees.contacts.order_by("-pk"))

    done = move_people(account=account, selection=ticked(*rows), to_list=news, by=mia)
    keys = set(news.contacts.values_list("key", flat=True))
    undo(change=done, by=mia)

    assert keys == {ADA, f"{ADA}~2"}
    assert dump(knees, news) == before


def test_a_shared_address_with_a_tilde_can_be_edited(
    mia: User, knees: ContactList
) -> None:
    first = Details(first_name="Ada", email="a~b@example.com")
    second = Details(first_name="Ben", email="a~b@example.com")
    create_person(contact_list=knees, details=first, by=mia)
    ben = create_person(contact_list=knees, details=second, by=mia, shares=True)

    later = Details(first_name="Benno", email="a~b@example.com")
    edit_person(contact=ben, details=later, by=mia, version=1)

    assert names(knees) == ["Ada", "Benno"]
