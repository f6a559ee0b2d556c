"""Two rows made one: what is filled, what is kept whole, and when it must wait."""

from __future__ import annotations

import pytest
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import ContactList
from contacts.services.merging import merge_people, merged
from contacts.services.people import OnTheirWay
from contacts.values import Details
from tests.contacts.make import contact_list
from tests.contacts.people.support import ADA, person
from tests.support.pages import PageClient

HIGH_STREET = Details(
    line_1="12 High St", city="Fremantle", postal_code="6160", country="AU"
)


def address_of(details: Details) -> tuple[str, str, str, str]:
    return details.line_1, details.city, details.postal_code, details.country


def test_two_addresses_are_never_mixed() -> None:
    both = merged(Details(city="Perth"), HIGH_STREET)

    assert address_of(both) == ("", "Perth", "", "")


@pytest.mark.parametrize("country", ["", "AU"])
def test_an_address_is_filled_whole(country: str) -> None:
    both = merged(Details(country=country), HIGH_STREET)

    assert address_of(both) == address_of(HIGH_STREET)


def test_a_country_elsewhere_keeps_an_address_out() -> None:
    both = merged(Details(country="NZ"), HIGH_STREET)

    assert address_of(both) == ("", "", "", "NZ")


def test_two_names_are_never_mixed() -> None:
    ours = Details(first_name="Ada")

    both = merged(ours, Details(first_name="Ben", last_name="Low"))
    nameless = merged(Details(), Details(first_name="Ben", last_name="Low"))

    assert (both.first_name, both.last_name) == ("Ada", "")
    assert (nameless.first_name, nameless.last_name) == ("Ben", "Low")


def test_a_number_comes_with_its_kind_and_its_writing() -> None:
    theirs = Details(number=ADA, number_kind="mobile", number_raw="0491 570 156")

    both = merged(Details(first_name="Ada", number_raw="?"), theirs)

    assert (both.number, both.number_kind) == (ADA, "mobile")
    assert both.number_raw == "0491 570 156"


def test_who_is_being_made_at_clicksend_is_not_merged_away(
    account: Account, mia: User, knees: ContactList
) -> None:
    stepping = contact_list(account, "In step", provider_id=310)
    keep = person(knees, "Ada", ADA)
    other = person(stepping, "Ada", ADA, asked_at=timezone.now())

    with pytest.raises(OnTheirWay):
        merge_people(keep=keep, other=other, by=mia)

    assert stepping.contacts.count() == 1


def test_the_page_says_why_they_are_not_merged(
    page: PageClient, account: Account, mia: User, knees: ContactList
) -> None:
    page.force_login(mia)
    stepping = contact_list(account, "In step", provider_id=310)
    keep = person(knees, "Ada", ADA)
    other = person(stepping, "Ada H", ADA, asked_at=timezone.now())

    shown = page.post_page(f"/contacts/people/{keep.pk}/merge/{other.pk}/")

    assert "Ada H is being copied to ClickSend just now." in shown.html
