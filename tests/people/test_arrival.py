"""The first admin comes in by a printed link, all others by invitation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.models import Account, Membership, Role
from clicksendhub.people import links, services
from clicksendhub.people.models import LinkKind, OneTimeLink, User
from tests import make
from tests.support.pages import Page, PageClient

PASSWORD = "seven green bottles"
pytestmark = pytest.mark.django_db


def welcome(page: PageClient, link: str, **changes: str) -> Page:
    typed = {
        "name": "Kim Barnes",
        "email": "Kim@Example.com",
        "new_password": PASSWORD,
        "repeat": PASSWORD,
    }
    return page.post_page(link, typed | changes)


@pytest.fixture
def admin(page: PageClient) -> User:
    person = make.user(hub_admin=True, name="Ada Moss")
    page.force_login(person)
    return person


@pytest.fixture
def clinic() -> Account:
    return make.account()


def invited(page: PageClient, account: Account, **changes: str) -> Page:
    typed = {
        "name": "Lee Ng",
        "email": "Lee@example.com",
        f"role_{account.public_id.hex}": Role.SENDER,
    }
    return page.post_page(reverse("people:invite"), typed | changes)


def shown_link(answer: Page) -> str:
    address = answer.all("input", readonly="")[0].get("value", "")
    return address.removeprefix("http://testserver")


class TestFirstAdmin:
    def test_the_link_makes_a_hub_admin_and_signs_them_in(
        self, page: PageClient
    ) -> None:
        link = services.first_admin_link() or ""

        answer = welcome(page, link)

        made = User.objects.get()
        assert (made.email, made.is_hub_admin) == ("kim@example.com", True)
        assert answer.h1 == "Add an account"

    def test_it_works_once(self, page: PageClient) -> None:
        link = services.first_admin_link() or ""
        welcome(page, link)

        again = welcome(PageClient(), link, email="other@example.com")

        assert again.h1 == "This link does not work"
        assert User.objects.count() == 1

    def test_there_is_none_once_somebody_is_here(self) -> None:
        make.user()

        assert services.first_admin_link() is None

    def test_two_links_open_at_once_make_one_admin(self) -> None:
        first, _ = links.make_link(LinkKind.FIRST_ADMIN)
        second, _ = links.make_link(LinkKind.FIRST_ADMIN)
        typed = {"name": "Kim", "password": PASSWORD}
        services.admit_first_admin(link=first, email="a@example.com", **typed)

        with pytest.raises(services.NotAllowed):
            services.admit_first_admin(link=second, email="b@example.com", **typed)

        assert User.objects.count() == 1

    def test_a_new_link_ends_the_one_before(self, page: PageClient) -> None:
        old = services.first_admin_link() or ""
        services.first_admin_link()

        assert page.get_page(old).h1 == "This link does not work"

    def test_it_ends_after_a_day(self, page: PageClient) -> None:
        link = services.first_admin_link() or ""

        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            assert page.get(link).status_code == 410

    def test_the_command_prints_it_with_the_address(self, capsys: Any) -> None:
        call_command("first_admin_link", base="http://127.0.0.1:8000/")
        assert "http://127.0.0.1:8000/welcome/" in capsys.readouterr().out

        make.user()
        call_command("first_admin_link")
        assert "/welcome/" not in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"repeat": "seven green bottle"}, "The two passwords differ"),
            ({"new_password": "short", "repeat": "short"}, "at least 10 characters"),
            ({"new_password": "password123", "repeat": "password123"}, "too common"),
            (
                {"new_password": "kim@example.com", "repeat": "kim@example.com"},
                "too similar",
            ),
            ({"email": "kim at example"}, "valid email"),
        ],
    )
    def test_what_is_wrong_is_told_and_the_link_lives_on(
        self, page: PageClient, changes: dict[str, str], told: str
    ) -> None:
        link = services.first_admin_link() or ""

        answer = welcome(page, link, **changes)

        assert told in " ".join(answer.errors())
        assert page.get(link).status_code == 200


class TestInvitation:
    def test_the_invited_person_joins_with_what_was_granted(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        link = shown_link(invited(page, clinic))

        answer = welcome(PageClient(), link, name="Lee Ng")

        lee = User.objects.get(email="lee@example.com")
        assert Membership.objects.get(user=lee).role == Role.SENDER
        assert not lee.is_hub_admin
        assert answer.status in (200, 404)  # the first page belongs to another app

    def test_the_token_is_nowhere_but_in_that_one_answer(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        link = shown_link(invited(page, clinic))
        token = link.strip("/").split("/")[-1]

        row = OneTimeLink.objects.get()
        assert row.token_hash == links.hash_of(token)
        assert len(token) >= 43  # 256 bits in URL-safe characters
        told = str(list(OneTimeLink.objects.values())) + str(
            list(Entry.objects.values())
        )
        assert token not in told
        assert token not in page.get_page(reverse("people:people")).html

    def test_it_works_once(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        link = shown_link(invited(page, clinic))
        welcome(PageClient(), link)

        assert welcome(PageClient(), link).h1 == "This link does not work"

    def test_withdrawn_it_is_dead(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        link = shown_link(invited(page, clinic))
        row = OneTimeLink.objects.get()

        answer = page.post_page(reverse("people:withdraw", args=[row.public_id]))

        assert "lee@example.com" not in answer.text
        assert PageClient().get(link).status_code == 410

    def test_invited_again_the_older_link_is_dead(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        older = shown_link(invited(page, clinic))
        newer = shown_link(invited(page, clinic))

        assert PageClient().get(older).status_code == 410
        assert PageClient().get(newer).status_code == 200

    def test_a_person_who_is_here_is_not_invited(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        make.user(email="lee@example.com")

        assert "is here already" in invited(page, clinic).errors()[0]

    def test_an_invitation_gives_something(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        nothing = {f"role_{clinic.public_id.hex}": ""}

        assert "Choose a role" in invited(page, clinic, **nothing).errors()[0]

    def test_with_a_mail_server_it_is_mailed_too(
        self, page: PageClient, admin: User, clinic: Account, settings: Any
    ) -> None:
        settings.HAS_MAIL_SERVER = True

        link = shown_link(invited(page, clinic))

        assert mail.outbox[0].to == ["lee@example.com"]
        assert link in mail.outbox[0].body

    def test_whoever_was_signed_in_on_the_device_is_not_any_more(
        self, page: PageClient, admin: User, clinic: Account
    ) -> None:
        link = shown_link(invited(page, clinic))

        welcome(page, link)

        lee = User.objects.get(email="lee@example.com")
        assert page.session["_auth_user_id"] == str(lee.pk)
