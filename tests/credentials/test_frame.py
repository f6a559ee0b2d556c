"""The account in the frame: balance for those who may see money, and switching."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from clicksendhub.credentials.models import Account, Role
from tests import make
from tests.support.pages import PageClient

ME = reverse("people:me")
pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Account:
    return make.account(balance=Decimal("81.1"))


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.SENDER, False), (Role.MARKETER, True)]
)
def test_the_balance_is_for_those_who_may_see_money(
    page: PageClient, clinic: Account, role: str, sees: bool
) -> None:
    page.force_login(make.member(of=clinic, role=role))

    assert ("$81.10 AUD" in page.get_page(ME).html) is sees


def test_an_unknown_balance_is_not_shown_as_nothing(page: PageClient) -> None:
    page.force_login(make.member(of=make.account()))

    assert "$0.00" not in page.get_page(ME).html


def test_the_frame_offers_only_accounts_that_one_belongs_to(
    page: PageClient, clinic: Account
) -> None:
    person = make.member(of=clinic)
    make.member(of=make.account(label="Summit"), user_=person)
    make.account(label="Somebody else’s")
    page.force_login(person)

    shown = page.get_page(ME).html

    assert "Summit" in shown
    assert "Somebody else’s" not in shown


def test_the_button_of_the_frame_switches(page: PageClient, clinic: Account) -> None:
    summit = make.account(label="Summit")
    page.force_login(make.member(of=summit, user_=make.member(of=clinic)))
    switch = next(
        form.get("action", "")
        for form in page.get_page(ME).all("form", method="post")
        if "switch" in form.get("action", "")
    )

    page.post(switch)

    assert page.session["account_id"] == summit.pk


def test_a_paused_account_is_told_on_every_page(
    page: PageClient, clinic: Account
) -> None:
    Account.objects.filter(pk=clinic.pk).update(paused_at=clinic.created_at)
    page.force_login(make.member(of=clinic))

    assert "Harbour Physio is paused" in page.get_page(ME).text
