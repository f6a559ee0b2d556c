"""Between question and answer: an act is on whom it was asked about, or on nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account, Membership
from clicksendhub.people.models import User
from contacts import selecting
from contacts.models import Change, Contact, ContactList
from contacts.views import _found
from contacts.views import changes as views
from tests import make
from tests.contacts.make import contact_list
from tests.contacts.people.support import ACTS, ADA, answer, names, people, person
from tests.support.pages import PageClient

LATE = "+61491570998"


@pytest.fixture
def signed_in(page: PageClient, mia: User) -> PageClient:
    page.force_login(mia)
    return page


@pytest.fixture
def other(mia: User) -> Account:
    """A second account that Mia works in."""
    other = make.account(label="Other")
    Membership.objects.create(user=mia, account=other, role="marketer")
    return other


def search(page: PageClient, of: ContactList, words: str, *, key: str = "") -> str:
    """The key under which a search in a list is kept."""
    address = f"/contacts/lists/{of.public_id}/"
    found = page.post(f"{address}?s={key}" if key else address, {"words": words})
    return found.headers["Location"].partition("s=")[2]


def everybody(of: ContactList, key: str = "") -> dict[str, Any]:
    return {"everybody": "1", "s": key, "of_list": str(of.public_id)}


def switch(page: PageClient, account: Account) -> None:
    page.post("/accounts/switch/", {"account": str(account.public_id)})


def test_the_question_says_whom_it_is_about(
    signed_in: PageClient, account: Account, knees: ContactList
) -> None:
    person(knees, "Zoe", ADA, city="Perth")
    fields = {"words": "zoe", "kind": "is", "field": "city", "text": "Perth"}
    address = f"/contacts/lists/{knees.public_id}/"
    found = signed_in.post(address, {**fields, "add": "1"})
    key = found.headers["Location"].partition("s=")[2]

    asked = signed_in.post_page(ACTS, {"act": "delete", **everybody(knees, key)})

    assert "Delete 1 person?" in asked.text
    assert "Everybody in Knee class, found by “zoe”: City is “Perth”." in asked.text


def test_a_search_that_is_no_longer_kept_is_nobody(
    signed_in: PageClient, knees: ContactList
) -> None:
    people(knees, 3)

    shown = signed_in.post_page(
        ACTS, {"act": "delete", "sure": "1", **everybody(knees, "lost")}
    )

    assert "This search is no longer kept. Find them again." in shown.html
    assert knees.contacts.count() == 3


def test_a_search_of_another_list_is_nobody(
    signed_in: PageClient, knees: ContactList, news: ContactList
) -> None:
    person(knees, "Zoe", ADA)
    people(news, 3)
    key = search(signed_in, knees, "zoe")

    shown = signed_in.post_page(ACTS, {"act": "delete", **everybody(news, key)})

    assert "no longer kept" in shown.html


def test_sure_without_a_question_is_asked_first(
    signed_in: PageClient, knees: ContactList
) -> None:
    people(knees, 3)

    shown = signed_in.post_page(
        ACTS, {"act": "delete", "sure": "1", **everybody(knees)}
    )

    assert "Delete 3 people?" in shown.text
    assert knees.contacts.count() == 3


def test_a_second_tab_that_searches_meanwhile_changes_nothing(
    signed_in: PageClient, knees: ContactList
) -> None:
    people(knees, 5)
    person(knees, "Zoe", "+61491570999")
    key = search(signed_in, knees, "zoe")
    sure = answer(signed_in, "delete", **everybody(knees, key))

    other_key = search(signed_in, knees, "person", key=key)
    again = signed_in.post_page(ACTS, {"act": "delete", **everybody(knees, key)})
    signed_in.post_page(ACTS, sure)

    assert other_key != key
    assert "Delete 1 person?" in again.text
    assert knees.contacts.count() == 5
    assert "Zoe" not in names(knees)


def test_an_answer_after_a_switch_of_account_does_nothing(
    signed_in: PageClient, account: Account, other: Account, knees: ContactList
) -> None:
    theirs = contact_list(other, "Theirs", keeps_in_step=False)
    people(theirs, 4)
    people(knees, 2)
    switch(signed_in, account)
    sure = answer(signed_in, "delete", everybody="1", s="", of_list="")

    switch(signed_in, other)
    shown = signed_in.post_page(ACTS, sure)

    assert "asked in another account. Nothing was done." in shown.html
    assert (theirs.contacts.count(), knees.contacts.count()) == (4, 2)


@pytest.mark.parametrize("address", [ACTS, "/contacts/export/"])
def test_export_after_a_switch_of_account_takes_nobody(
    address: str,
    signed_in: PageClient,
    account: Account,
    other: Account,
    knees: ContactList,
) -> None:
    people(contact_list(other, "Theirs"), 4)
    people(knees, 2)
    switch(signed_in, account)
    chosen = {"act": "export", "everybody": "1", "of_list": ""}
    asked = signed_in.post_page(ACTS, chosen)
    switch(signed_in, other)

    took = signed_in.post(
        address,
        {
            "act": "export",
            "kind": "csv",
            "columns": ["number"],
            "question": asked.field("question"),
        },
    )

    assert took.status_code == 302


def test_a_question_that_somebody_wrote_is_none(
    signed_in: PageClient, knees: ContactList
) -> None:
    people(knees, 3)

    shown = signed_in.post_page(
        ACTS, {"act": "delete", "sure": "1", "question": "[1, {}, 3, 'all']"}
    )

    assert "Nothing was done." in shown.html
    assert knees.contacts.count() == 3


@pytest.mark.parametrize("most_named", [500, 2])
def test_who_is_added_after_the_question_stays(
    most_named: int,
    signed_in: PageClient,
    knees: ContactList,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(selecting, "MOST_NAMED", most_named)
    people(knees, 3)
    sure = answer(signed_in, "delete", **everybody(knees))

    person(knees, "Late", LATE)
    signed_in.post_page(ACTS, sure)

    assert names(knees) == ["Late"]


def test_who_fits_the_search_only_after_the_question_stays(
    signed_in: PageClient, knees: ContactList
) -> None:
    zoe = person(knees, "Zoe", ADA)
    ben = person(knees, "Ben", LATE)
    key = search(signed_in, knees, "zoe")
    sure = answer(signed_in, "delete", **everybody(knees, key))

    Contact.objects.filter(pk=ben.pk).update(search=zoe.search)
    signed_in.post_page(ACTS, sure)

    assert names(knees) == ["Ben"]


def test_too_many_to_block_are_refused_before_the_first(
    signed_in: PageClient, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_BLOCKED", 5)
    people(knees, 5)
    sure = answer(signed_in, "block", **everybody(knees))
    monkeypatch.setattr(views, "MOST_BLOCKED", 2)

    shown = signed_in.post_page(ACTS, sure)

    assert "At most 2 are blocked at once." in shown.text
    assert not Block.objects.exists()


def test_digits_without_end_are_nobody(
    signed_in: PageClient, knees: ContactList
) -> None:
    shown = signed_in.post_page(ACTS, {"act": "delete", "people": ["9" * 5000]})

    assert "Nobody is ticked" in shown.html


def test_a_filter_of_digits_without_end_is_not_taken_off(
    signed_in: PageClient, knees: ContactList
) -> None:
    address = f"/contacts/lists/{knees.public_id}/"

    assert signed_in.post(address, {"remove": "9" * 5000}).status_code < 400


def test_what_is_typed_into_the_search_stands_nowhere_in_the_session(
    signed_in: PageClient, knees: ContactList
) -> None:
    key = search(signed_in, knees, "Zoe 0491570156")

    session = Session.objects.get().get_decoded()

    assert key in session["contacts_found"]
    assert "Zoe" not in str(session)


def test_the_search_of_the_form_counts_before_that_of_the_address(
    signed_in: PageClient, knees: ContactList
) -> None:
    first = search(signed_in, knees, "zoe")
    address = f"/contacts/lists/{knees.public_id}/"
    narrow = {"words": "zoe", "kind": "no_number", "add": "1"}
    found = signed_in.post(f"{address}?s={first}", narrow)
    narrowed = found.headers["Location"].partition("s=")[2]

    kept = signed_in.post(f"{address}?s={first}", {"words": "zoe", "s": narrowed})
    whole = signed_in.post(f"{address}?s={narrowed}", {"words": "", "s": ""})

    assert kept.headers["Location"].endswith(narrowed)
    assert whole.headers["Location"] == address


def test_only_so_many_searches_are_kept(
    signed_in: PageClient, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_found, "_KEPT", 2)
    first = search(signed_in, knees, "ada")
    for words in ("ben", "zoe"):
        search(signed_in, knees, words)

    shown = signed_in.post_page(ACTS, {"act": "delete", **everybody(knees, first)})

    assert "no longer kept" in shown.html


def test_people_are_counted_once_for_question_and_act(
    signed_in: PageClient, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selecting, "MOST_NAMED", 2)
    monkeypatch.setattr("contacts.services.changes.AT_ONCE", 0)
    people(knees, 4)
    with CaptureQueriesContext(connection) as asking:
        sure = answer(signed_in, "delete", **everybody(knees))
    with CaptureQueriesContext(connection) as doing:
        signed_in.post(ACTS, sure)

    assert (_counts(asking), _counts(doing)) == (1, 0)
    assert Change.objects.get().planned == 4


def _counts(asked: CaptureQueriesContext) -> int:
    sentences = [query["sql"] for query in asked.captured_queries]
    return sum(
        "COUNT(" in sql and 'FROM "contacts_contact"' in sql for sql in sentences
    )
