"""The table of people: search, filters, columns, pages; words stay out of addresses."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent import services
from clicksendhub.consent.models import BlockSource
from clicksendhub.credentials.models import Account
from contacts.finding import narrowing, paging
from contacts.models import ContactList, CustomField
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


def typed(shown: Page, **changed: Any) -> dict[str, Any]:
    """All that a browser sends of the search, with what somebody changed."""
    sent = {
        str(field.get("name")): shown.field(str(field.get("name")))
        for field in shown.root.iter()
        if field.tag in {"input", "select"}
        and field.get("name")
        and field.get("type") != "checkbox"
        and field.get("form") in {None, "people-search"}
    }
    ticked = [
        box.get("value")
        for box in shown.all("input", name="columns")
        if box.get("checked") is not None
    ]
    return sent | {"columns": ticked} | changed


IN_PERTH = {"kind": "is", "field": "city", "text": "perth"}


def test_a_filter_reads_as_a_sentence_and_is_taken_off(
    signed_in: PageClient, place: ContactList
) -> None:
    first = signed_in.get_page(PEOPLE)

    shown = signed_in.post_page(PEOPLE, typed(first, **IN_PERTH, add="1"))

    assert "City is “perth”" in shown.text
    assert "Ivan" not in shown.text

    shown = signed_in.post_page(PEOPLE, typed(shown, remove="0"))

    assert "City is" not in shown.text
    assert "Ivan" in shown.text


def test_filters_are_combined_and_the_first_is_taken_off(
    signed_in: PageClient, place: ContactList
) -> None:
    contact(place, "Uma", city="Perth")
    shown = signed_in.get_page(PEOPLE)
    shown = signed_in.post_page(PEOPLE, typed(shown, **IN_PERTH, add="1"))
    shown = signed_in.post_page(PEOPLE, typed(shown, kind="has_number", add="1"))
    assert "Uma" not in shown.text

    shown = signed_in.post_page(PEOPLE, typed(shown, remove="0"))

    assert "City is" not in shown.text
    assert "Has a phone number" in shown.text
    assert "Zoë" in shown.text
    assert "Ivan" not in shown.text


def test_a_filter_of_a_link_joins_the_words_and_is_taken_off(
    signed_in: PageClient, place: ContactList
) -> None:
    contact(place, "Olga")
    shown = signed_in.post_page(PEOPLE, {"words": "iva"})
    shown = signed_in.get_page(shown.links()["No number"])
    assert "Has no phone number" in shown.text
    assert "Olga" not in shown.text

    shown = signed_in.post_page(PEOPLE, typed(shown, remove="0"))

    assert "Has no phone number" not in shown.text
    assert shown.field("words") == "iva"


def test_a_filter_is_added_by_its_own_button_alone(
    signed_in: PageClient, place: ContactList
) -> None:
    shown = signed_in.get_page(PEOPLE)
    half = {"kind": "begins", "field": "city", "day": "31 June"}

    shown = signed_in.post_page(PEOPLE, typed(shown, **half, words="iva"))

    assert shown.errors() == []
    assert "Ivan" in shown.text
    assert "Zoë" not in shown.text


def test_a_filter_that_was_added_empties_its_fields(
    signed_in: PageClient, place: ContactList
) -> None:
    shown = signed_in.get_page(PEOPLE)
    sent = typed(shown, **IN_PERTH, add="1")

    answer = signed_in.post(PEOPLE, sent, headers={"HX-Request": "true"})

    part = Page(answer, is_whole=False)
    [fields] = part.all("div", id="filter-fields")
    assert fields.get("hx-swap-oob") == "true"
    assert part.field("text") == ""
    assert "City is “perth”" in part.text


def test_a_filter_without_its_value_is_asked_for(
    signed_in: PageClient, place: ContactList
) -> None:
    asked = {"kind": "begins", "field": "city", "add": "1"}

    shown = signed_in.post_page(PEOPLE, asked)

    assert shown.errors() == ["Say what to look for: begins with …"]


def test_the_columns_are_chosen_and_kept(
    signed_in: PageClient, place: ContactList
) -> None:
    signed_in.post_page(PEOPLE, {"columns_shown": "1", "columns": ["postal_code"]})

    shown = signed_in.get_page(PEOPLE)

    heads = [" ".join(head.itertext()).strip() for head in shown.all("th", scope="col")]
    assert heads == ["Chosen", "Name", "Postal code", "List"]


def test_every_field_of_the_account_may_be_a_column(
    signed_in: PageClient, account: Account, place: ContactList
) -> None:
    CustomField.objects.create(account=account, name="custom_1", label="Member no.")
    CustomField.objects.create(account=account, name="own_1", label="Born in")
    known = {"custom_1": "A-17", "country": "AU", "extra": {"own_1": "Oslo"}}
    contact(place, "Uma", **known, fax_number="+61893334444", line_1="1 High St")
    ticked = ["fax_number", "line_1", "country", "custom_1", "own_1", "created_at"]

    signed_in.post_page(PEOPLE, {"columns_shown": "1", "columns": ticked})
    shown = signed_in.get_page(PEOPLE)

    heads = [" ".join(head.itertext()).strip() for head in shown.all("th", scope="col")]
    assert heads[2:-1] == [
        *("Fax number", "Address line 1", "Country", "Member no.", "Born in", "Added")
    ]
    row = "Uma +61 8 9333 4444 1 High St Australia A-17 Oslo"
    assert row in shown.text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Ivan", "Zoë"]),
        ("name_down", ["Zoë", "Ivan"]),
        ("newest", ["Ivan", "Zoë"]),
        ("oldest", ["Zoë", "Ivan"]),
    ],
)
def test_people_are_sorted_as_asked(
    signed_in: PageClient, place: ContactList, sort: str, order: list[str]
) -> None:
    shown = signed_in.post_page(PEOPLE, {"sort": sort})

    rows = [" ".join(head.itertext()) for head in shown.all("th", scope="row")]
    assert [row.strip() for row in rows] == order


def test_a_walk_that_found_nobody_yet_says_so_and_goes_on(
    signed_in: PageClient, place: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "MOST_CANDIDATES", 0)
    monkeypatch.setattr(paging, "MOST_WALKED", 1)
    monkeypatch.setattr(paging, "LONGEST_WALK_SECONDS", 0)
    asked = {"kind": "is", "field": "city", "text": "perth", "add": "1"}

    shown = signed_in.post_page(PEOPLE, asked)

    assert "Nobody found so far" in shown.text
    assert "Zoë" in signed_in.get_page(shown.links()["Go on looking"]).text


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
