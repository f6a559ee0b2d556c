"""Signing in and out: wrong pairs, where it leads, what it ends."""

from __future__ import annotations

import pytest
from django.urls import reverse

from clicksendhub.people.models import User
from clicksendhub.people.views.sign_in import WRONG_PAIR
from tests import make
from tests.support.pages import Page, PageClient

SIGN_IN = reverse("people:sign_in")
pytestmark = pytest.mark.django_db


def try_pair(page: PageClient, email: str, password: str, **more: str) -> Page:
    return page.post_page(SIGN_IN, {"username": email, "password": password, **more})


@pytest.fixture
def kim() -> User:
    return make.user(email="kim@example.com", hub_admin=True)


def test_the_right_pair_lets_a_person_in_whatever_the_case(
    page: PageClient, kim: User
) -> None:
    answer = page.post(
        SIGN_IN, {"username": "Kim@Example.COM", "password": make.PASSWORD}
    )

    assert answer.status_code == 302
    assert page.session["_auth_user_id"] == str(kim.pk)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("kim@example.com", "not the password"),
        ("nobody@example.com", make.PASSWORD),
        ("left@example.com", make.PASSWORD),
    ],
)
def test_every_wrong_pair_gets_the_same_sentence(
    page: PageClient, kim: User, email: str, password: str
) -> None:
    left = make.user(email="left@example.com")
    User.objects.filter(pk=left.pk).update(is_active=False)

    answer = try_pair(page, email, password)

    assert answer.errors() == [WRONG_PAIR]
    assert "_auth_user_id" not in page.session


def test_the_typed_email_stays_and_the_password_does_not(
    page: PageClient, kim: User
) -> None:
    answer = try_pair(page, "kim@example.com", "a wrong one")

    assert answer.field("username") == "kim@example.com"
    assert "a wrong one" not in answer.html


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/me/", "/me/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\elsewhere.example", "/"),
    ],
)
def test_it_leads_on_only_within_the_hub(
    page: PageClient, kim: User, asked: str, led_to: str
) -> None:
    answer = page.post(
        SIGN_IN,
        {"username": kim.email, "password": make.PASSWORD, "next": asked},
    )

    assert answer["Location"] == led_to


def test_a_page_behind_sign_in_is_reached_after_it(page: PageClient, kim: User) -> None:
    asked = page.get_page(reverse("people:me"))

    answer = try_pair(page, kim.email, make.PASSWORD, next=asked.field("next"))

    assert answer.h1 == "My account"


def test_the_session_has_a_new_key_after_sign_in(page: PageClient, kim: User) -> None:
    session = page.session
    session["seen"] = True
    session.save()
    before = session.session_key

    try_pair(page, kim.email, make.PASSWORD)

    assert page.session.session_key != before


def test_sign_out_ends_the_session_and_wants_a_post(
    page: PageClient, kim: User
) -> None:
    page.force_login(kim)

    assert page.get(reverse("people:sign_out")).status_code == 405
    answer = page.post_page(reverse("people:sign_out"))

    assert answer.h1 == "Sign in"
    assert "_auth_user_id" not in page.session


def test_an_untouched_hub_says_how_the_first_admin_comes_in(page: PageClient) -> None:
    assert "first_admin_link" in page.get_page(SIGN_IN).text
