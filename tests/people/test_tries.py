"""Wrong tries to sign in: what locks, whom, how long, and who still comes in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import RequestFactory
from django.urls import reverse

from clicksendhub.people import links
from clicksendhub.people.models import LinkKind, User
from clicksendhub.people.tries import Tries, address_of, free_at
from tests import make
from tests.support.pages import Page, PageClient

SIGN_IN = reverse("people:sign_in")
TOO_MANY = (
    "Too many tries did not match. Try again in 15 minutes, or ask a hub admin for a "
    "new password."
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counting(settings: Any) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    settings.SIGN_IN_TRIES_PER_EMAIL = 5
    settings.SIGN_IN_TRIES_PER_ADDRESS = 6


@pytest.fixture
def kim() -> User:
    return make.user(email="kim@example.com", hub_admin=True)


def try_pair(
    page: PageClient, email: str, password: str = "wrong", *, at: str = "192.0.2.1"
) -> Page:
    typed = {"username": email, "password": password}
    return page.post_page(SIGN_IN, typed, REMOTE_ADDR=at)


def comes_in(page: PageClient, person: User, *, at: str = "192.0.2.1") -> bool:
    typed = {"username": person.email, "password": make.PASSWORD}
    return page.post(SIGN_IN, typed, REMOTE_ADDR=at).status_code == 302


def try_pair_too_often(page: PageClient, email: str) -> Page:
    return [try_pair(page, email) for _ in range(3)][-1]


def try_from_everywhere(email: str) -> Page:
    """As often as locks the e-mail, each time from another address."""
    return [try_pair(PageClient(), email, at=f"198.51.100.{n}") for n in range(5)][-1]


def try_everybody(page: PageClient, *, at: str = "192.0.2.1") -> Page:
    """One password on as many e-mails as lock the address."""
    return [try_pair(page, f"person{n}@example.com", at=at) for n in range(6)][-1]


class TestOnePersonFromOneAddress:
    @pytest.mark.parametrize("email", ["kim@example.com", "nobody@example.com"])
    def test_it_says_how_long_whoever_it_is(
        self, page: PageClient, kim: User, email: str
    ) -> None:
        answer = try_pair_too_often(page, email)

        assert answer.status == 429
        assert "Try again in 15 minutes" in answer.errors()[0]

    def test_the_right_password_does_not_open_it(
        self, page: PageClient, kim: User
    ) -> None:
        try_pair_too_often(page, "KIM@example.com")

        assert not comes_in(page, kim)

    def test_it_opens_after_its_time(self, page: PageClient, kim: User) -> None:
        with time_machine.travel("2026-06-09 09:00:00Z", tick=False) as clock:
            try_pair_too_often(page, kim.email)
            clock.shift(15 * 60)

            assert comes_in(page, kim)

    def test_tries_add_up_until_a_quarter_of_an_hour_passes_without_one(
        self, page: PageClient, kim: User
    ) -> None:
        with time_machine.travel("2026-06-09 09:00:00Z", tick=False) as clock:
            for minutes in (0, 14):
                clock.shift(minutes * 60)
                try_pair(page, kim.email)
            clock.shift(14 * 60)

            assert try_pair(page, kim.email).status == 429

    def test_tries_are_forgotten_once_a_quarter_of_an_hour_passed_without_one(
        self, page: PageClient, kim: User
    ) -> None:
        with time_machine.travel("2026-06-09 09:00:00Z", tick=False) as clock:
            for minutes in (0, 1, 15):
                clock.shift(minutes * 60)
                assert try_pair(page, kim.email).status != 429

    def test_another_person_is_not_locked(self, page: PageClient, kim: User) -> None:
        try_pair_too_often(page, kim.email)

        assert comes_in(page, make.user(email="lee@example.com"))

    def test_no_password_is_kept_with_the_tries(
        self, page: PageClient, kim: User
    ) -> None:
        try_pair(page, kim.email, "a marked password")

        attempt = AccessAttempt.objects.get()
        assert "a marked password" not in f"{attempt.post_data}{attempt.get_data}"


class TestManyPeopleFromOneAddress:
    def test_the_address_is_locked_for_everybody(
        self, page: PageClient, kim: User
    ) -> None:
        assert try_everybody(page).status == 429
        assert not comes_in(page, kim)

    def test_other_addresses_are_not(self, page: PageClient, kim: User) -> None:
        try_everybody(page)

        assert comes_in(page, kim, at="203.0.113.9")

    def test_the_addresses_of_one_ipv6_network_count_as_one(
        self, page: PageClient, kim: User
    ) -> None:
        for number in range(6):
            email = f"person{number}@example.com"
            try_pair(page, email, at=f"2001:db8:0:7::{number + 1}")

        assert not comes_in(page, kim, at="2001:db8:0:7:9::1")
        assert comes_in(page, kim, at="2001:db8:0:8::1")

    def test_a_password_of_ones_own_does_not_begin_the_count_anew(
        self, page: PageClient, kim: User
    ) -> None:
        for number in range(5):
            try_pair(PageClient(), f"person{number}@example.com")
        assert comes_in(page, kim)

        assert try_pair(PageClient(), "person6@example.com").status == 429

    def test_it_opens_after_its_time(self, page: PageClient, kim: User) -> None:
        with time_machine.travel("2026-06-09 09:00:00Z", tick=False) as clock:
            try_everybody(page)
            clock.shift(15 * 60)

            assert comes_in(page, kim)


class TestOnePersonFromManyAddresses:
    @pytest.mark.parametrize("email", ["kim@example.com", "nobody@example.com"])
    def test_the_answer_is_the_same_whoever_it_is(self, kim: User, email: str) -> None:
        answer = try_from_everywhere(email)

        assert answer.status == 429
        assert answer.errors() == [TOO_MANY]

    def test_the_right_password_from_somewhere_new_does_not_open_it(
        self, page: PageClient, kim: User
    ) -> None:
        try_from_everywhere(kim.email)

        assert not comes_in(page, kim, at="203.0.113.9")

    def test_the_browser_of_the_person_stays_open(
        self, page: PageClient, kim: User
    ) -> None:
        comes_in(page, kim)
        page.post(reverse("people:sign_out"))
        try_from_everywhere(kim.email)

        assert comes_in(page, kim, at="203.0.113.9")

    def test_the_browser_of_the_person_is_held_to_the_limit_of_the_pair(
        self, page: PageClient, kim: User
    ) -> None:
        comes_in(page, kim)
        page.post(reverse("people:sign_out"))

        assert try_pair_too_often(page, kim.email).status == 429

    def test_the_browser_of_another_person_is_not_let_through(
        self, page: PageClient, kim: User
    ) -> None:
        comes_in(page, make.user(email="lee@example.com"))
        page.post(reverse("people:sign_out"))
        try_from_everywhere(kim.email)

        assert not comes_in(page, kim)

    def test_a_link_for_a_new_password_opens_it_while_the_guessing_goes_on(
        self, page: PageClient, kim: User
    ) -> None:
        try_from_everywhere(kim.email)
        _link, token = links.make_link(LinkKind.RESET, user=kim, email=kim.email)
        typed = {"new_password": make.PASSWORD, "repeat": make.PASSWORD}
        page.post_page(reverse("people:reset", args=[token]), typed)
        try_from_everywhere(kim.email)

        assert comes_in(page, kim, at="203.0.113.9")

    def test_tries_while_it_is_locked_do_not_make_it_longer(
        self, page: PageClient, kim: User
    ) -> None:
        with time_machine.travel("2026-06-09 09:00:00Z", tick=False) as clock:
            try_from_everywhere(kim.email)
            clock.shift(14 * 60)
            try_pair(PageClient(), kim.email, at="198.51.100.200")
            clock.shift(60)

            assert comes_in(page, kim)


def test_a_count_is_free_as_soon_as_enough_of_it_is_forgotten() -> None:
    nine = datetime(2026, 6, 9, 9, tzinfo=UTC)
    tries = [
        Tries("kim@example.com", f"192.0.2.{n}", 2, nine + timedelta(minutes=n))
        for n in (5, 0, 9)
    ]
    window = timedelta(minutes=15)

    assert free_at(tries, limit=5, window=window) == nine + timedelta(minutes=15)
    assert free_at(tries, limit=3, window=window) == nine + timedelta(minutes=20)
    assert free_at(tries, limit=7, window=window) is None


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("192.0.2.7:5512", "192.0.2.7"),
        ("[2001:db8:1:2:3:4:5:6]:5512", "2001:db8:1:2::"),
        ("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::"),
        ("", None),
        ("192.0.2.7:5512:5512", None),
        ("unknown", None),
    ],
)
def test_an_address_is_counted_as_whoever_it_was_given_to(
    rf: RequestFactory, address: str, counted: str | None
) -> None:
    assert address_of(rf.get("/", REMOTE_ADDR=address)) == counted


def test_an_unknown_address_locks_the_pair_alone(page: PageClient, kim: User) -> None:
    try_everybody(page, at="unknown")

    assert comes_in(page, kim, at="unknown")
