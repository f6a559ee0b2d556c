"""The table of people: search, filters, columns, pages; words stay out of addresses."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent import services
from clicksendhub.consent.models import BlockSource
from clicksendhub.credentials.models import Account
from contacts.models import ContactList
from contacts.views import table
from tests import make
from tests.contacts.make import contact, contact_list
from tests.support.pages import Page, PageClient

PEOPLE = "/contacts/people/"


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def place(account: Account) -> ContactList:
    found = contact_list(account, "Patients")
    contact(found, "Zoë", number="+61412345678", city="Perth")
    contact(found, "Ivan", email="ivan@example.com")
    return found


@pytest.fixture
def signed_in(page: PageClient, account: Account) -> PageClient:
    page.force_login(make.member(of=account))
    return page


def address(page: Page) -> str:
    """Where the last redirect led."""
    return str(page.response.redirect_chain[-1][0])


def test_a_list_shows_its_people(signed_in: PageClient, place: ContactList) -> None:
    shown = signed_in.get_page(f"/contacts/lists/{place.public_id}/")

    assert shown.h1 == "Patients"
    assert "Zoë +61 412 345 678 – Perth" in shown.text
    assert "Ivan" in shown.text


def test_an_empty_list_says_what_to_do(signed_in: PageClient, account: Account) -> None:
    empty = contact_list(account)

    shown = signed_in.get_page(f"/contacts/lists/{empty.public_id}/")

    assert "Nobody is here yet" in shown.text


def test_a_list_of_another_account_is_not_there(signed_in: PageClient) -> None:
    foreign = contact_list(make.account())

    assert signed_in.get(f"/contacts/lists/{foreign.public_id}/").status_code == 404


def test_searched_words_stand_in_no_address(
    signed_in: PageClient, place: ContactList
) -> None:
    shown = signed_in.post_page(PEOPLE, {"words": "0412 345 678"})

    assert "Zoë" in shown.text
    assert "Ivan" not in shown.text
    assert "1 person" in shown.text
    assert shown.field("words") == "0412 345 678"
    assert "412" not in address(shown)


def test_as_people_type_only_the_table_is_answered(
    signed_in: PageClient, place: ContactList
) -> None:
    answer = signed_in.post(PEOPLE, {"words": "iva"}, headers={"HX-Request": "true"})

    part = Page(answer, is_whole=False)
    assert (
        part.all("div", id="people-found")[0].get("data-announce") == "1 person found"
    )
    assert not part.all("h1")
    assert "iva" not in answer["HX-Replace-Url"]


def test_a_filter_reads_as_a_sentence_and_is_taken_off(
    signed_in: PageClient, place: ContactList
) -> None:
    asked = {"kind": "is", "field": "city", "text": "perth"}

    shown = signed_in.post_page(PEOPLE, asked)

    assert "City is “perth”" in shown.text
    assert "Ivan" not in shown.text

    shown = signed_in.post_page(address(shown), {"remove": "0"})

    assert "City is" not in shown.text
    assert "Ivan" in shown.text


def test_a_filter_without_its_value_is_asked_for(
    signed_in: PageClient, place: ContactList
) -> None:
    shown = signed_in.post_page(PEOPLE, {"kind": "begins", "field": "city"})

    assert shown.errors() == ["Say what to look for: begins with …"]


def test_the_columns_are_chosen_and_kept(
    signed_in: PageClient, place: ContactList
) -> None:
    signed_in.post_page(PEOPLE, {"columns_shown": "1", "columns": ["postal_code"]})

    shown = signed_in.get_page(PEOPLE)

    heads = [" ".join(head.itertext()).strip() for head in shown.all("th", scope="col")]
    assert heads == ["Chosen", "Name", "Postal code", "List"]


def test_pages_lead_on_and_back_without_a_name_in_the_address(
    signed_in: PageClient, place: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "PER_PAGE", 1)

    first = signed_in.get_page(PEOPLE)
    second = signed_in.get_page(first.links()["Next"])
    again = signed_in.get_page(second.links()["Previous"])

    assert "Ivan" in first.text
    assert "Zoë" in second.text
    assert "Ivan" in again.text
    assert "ivan" not in first.links()["Next"]


def test_who_opted_out_is_marked_and_found_by_a_link(
    signed_in: PageClient, account: Account, place: ContactList
) -> None:
    services.block(
        account_id=account.pk, number="+61412345678", source=BlockSource.PERSON
    )

    shown = signed_in.get_page(signed_in.get_page(PEOPLE).links()["Opted out"])

    assert "Has opted out" in shown.text
    assert "Zoë" in shown.text
    assert "Ivan" not in shown.text


def test_nonsense_in_the_address_shows_the_first_page(
    signed_in: PageClient, place: ContactList
) -> None:
    shown = signed_in.get_page(f"{PEOPLE}?s=nothing&at=nonsense&only=everything")

    assert "Zoë" in shown.text


def test_the_number_of_queries_does_not_follow_the_rows(
    signed_in: PageClient, place: ContactList, django_assert_max_num_queries: Any
) -> None:
    for ordinal in range(30):
        contact(place, f"Person {ordinal}", number=make.number())

    with django_assert_max_num_queries(25):
        signed_in.get_page(PEOPLE)
