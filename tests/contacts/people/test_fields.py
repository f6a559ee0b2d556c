"""The account’s own names of fields: all of a page is kept, or nothing of it."""

from __future__ import annotations

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import CustomField
from contacts.services.custom_fields import add_field
from tests import make
from tests.support.pages import Page, PageClient

FIELDS = "/contacts/fields/"


@pytest.fixture
def signed_in(page: PageClient, mia: User) -> PageClient:
    page.force_login(mia)
    return page


def labels(account: Account) -> set[str]:
    named = CustomField.objects.filter(account=account)
    return set(named.values_list("label", flat=True))


def keep(page: PageClient, account: Account, **wanted: str) -> Page:
    """Post the page as it is drawn for an account, with what somebody typed."""
    named = CustomField.objects.filter(account=account)
    drawn = dict(named.values_list("name", "label"))
    sent = {"account": account.public_id, **drawn, **wanted}
    return page.post_page(FIELDS, sent)


def test_two_fields_swap_their_labels(
    signed_in: PageClient, account: Account, mia: User
) -> None:
    size = add_field(account=account, label="Size", by=mia)
    club = add_field(account=account, label="Club", by=mia)

    keep(signed_in, account, **{size.name: "CLUB", club.name: "size"})

    size.refresh_from_db()
    club.refresh_from_db()
    assert (size.label, club.label) == ("CLUB", "size")


def test_a_label_in_use_is_not_given_again(
    signed_in: PageClient, account: Account, mia: User
) -> None:
    size = add_field(account=account, label="Size", by=mia)

    shown = keep(signed_in, account, **{size.name: "", "custom_1": "Size"})

    assert shown.errors() == ["Another field is called “Size”."]
    assert CustomField.objects.get(account=account).name == size.name


@pytest.mark.parametrize(
    "taken", ["City", "list", "Custom 2", "time zone", "Added", "club"]
)
def test_with_a_taken_label_nothing_of_the_page_is_kept(
    signed_in: PageClient, account: Account, taken: str
) -> None:
    shown = keep(signed_in, account, custom_1="Club", fresh=taken)

    assert shown.errors() == [f"Another field is called “{taken}”."]
    assert labels(account) == set()


def test_one_of_the_four_may_be_called_as_it_is(
    signed_in: PageClient, account: Account
) -> None:
    keep(signed_in, account, custom_2="Custom 2", fresh="Born in")

    assert labels(account) == {"Custom 2", "Born in"}


def test_a_page_opened_in_another_account_names_nothing(
    signed_in: PageClient, account: Account, mia: User
) -> None:
    other = make.account(label="Other")

    shown = signed_in.post_page(
        FIELDS, {"account": other.public_id, "custom_1": "Club"}
    )

    assert "this form was opened in another account" in shown.text
    assert shown.field("custom_1") == "Club"
    assert labels(account) == set()


def test_a_label_that_stays_is_not_looked_at_again(
    signed_in: PageClient, account: Account
) -> None:
    """An import may have made it before such a name was reserved."""
    CustomField.objects.create(account=account, name="own_1", label="List")

    keep(signed_in, account, custom_1="Club")

    assert labels(account) == {"List", "Club"}
