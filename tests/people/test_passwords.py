"""Changing a password, and getting a new one with and without a mail server."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from clicksendhub.jobs.models import Nudge
from clicksendhub.people import services, tasks
from clicksendhub.people.models import OneTimeLink, User
from tests import make
from tests.support.pages import Page, PageClient

NEW = "nine yellow buckets"
FORGOT = reverse("people:forgot")
CHANGE = reverse("people:password_change")
pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(page: PageClient) -> User:
    person = make.user(email="kim@example.com")
    page.force_login(person)
    return person


@pytest.fixture
def admin() -> User:
    return make.user(hub_admin=True, name="Ada Moss")


def typed(old: str = "", new: str = NEW) -> dict[str, str]:
    return {"old_password": old, "new_password": new, "repeat": new}


def set_by(link: str) -> Page:
    return PageClient().post_page(link, typed())


def test_a_change_keeps_this_session_and_ends_all_others(
    page: PageClient, kim: User
) -> None:
    elsewhere = PageClient()
    elsewhere.force_login(kim)

    answer = page.post_page(CHANGE, typed(make.PASSWORD))

    assert answer.h1 == "My account"
    assert elsewhere.get(reverse("people:me")).status_code == 302


def test_a_change_wants_the_old_password(page: PageClient, kim: User) -> None:
    answer = page.post_page(CHANGE, typed("a wrong one"))

    assert answer.errors() == ["This is not your current password."]
    kim.refresh_from_db()
    assert kim.check_password(make.PASSWORD)


class TestWithoutMail:
    def test_the_page_says_whom_to_ask(self, page: PageClient) -> None:
        answer = page.get_page(FORGOT)

        assert "Ask a hub admin" in answer.text
        assert not answer.all("input", name="email")

    def test_an_admin_makes_a_link_that_works_once(
        self, page: PageClient, kim: User, admin: User
    ) -> None:
        page.force_login(admin)
        answer = page.post_page(reverse("people:reset_link", args=[kim.public_id]))
        link = answer.all("input", id="reset-link")[0].get("value", "")

        assert set_by(link).h1 == "Sign in"
        kim.refresh_from_db()
        assert kim.check_password(NEW)
        assert set_by(link).h1 == "This link does not work"

    def test_a_newer_link_ends_the_older(self, kim: User, admin: User) -> None:
        older = services.make_reset_link(user=kim, actor=admin)
        services.make_reset_link(user=kim, actor=admin)

        assert set_by(older).h1 == "This link does not work"

    def test_a_link_ends_every_session(
        self, page: PageClient, kim: User, admin: User
    ) -> None:
        set_by(services.make_reset_link(user=kim, actor=admin))

        assert page.get(reverse("people:me")).status_code == 302

    def test_a_link_is_dead_after_a_day(self, kim: User, admin: User) -> None:
        link = services.make_reset_link(user=kim, actor=admin)

        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            assert set_by(link).h1 == "This link does not work"

    def test_a_link_is_dead_for_somebody_whose_access_ended(
        self, kim: User, admin: User
    ) -> None:
        link = services.make_reset_link(user=kim, actor=admin)
        services.deactivate(user=kim, actor=admin)

        assert set_by(link).h1 == "This link does not work"


class TestWithMail:
    @pytest.fixture(autouse=True)
    def _mail_server(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.HAS_MAIL_SERVER = True
        settings.PUBLIC_URL = "https://hub.example"

    def test_known_or_not_the_answer_is_the_same(
        self, page: PageClient, kim: User
    ) -> None:
        known = PageClient().post_page(FORGOT, {"email": "KIM@example.com"})
        unknown = PageClient().post_page(FORGOT, {"email": "nobody@example.com"})

        assert known.text == unknown.text
        assert "If a person with this address" in known.text

    def test_the_queue_holds_no_address_and_no_token(self, kim: User) -> None:
        services.ask_for_reset(email="kim@example.com")

        assert list(Nudge.objects.values_list("key", flat=True)) == [str(kim.pk)]
        assert not OneTimeLink.objects.exists()

    def test_the_mailed_link_sets_the_password(self, kim: User) -> None:
        tasks.send_reset_mail(str(kim.pk))

        found = re.search(r"https://hub\.example(/\S+)", str(mail.outbox[0].body))
        assert found
        set_by(found[1])
        kim.refresh_from_db()
        assert kim.check_password(NEW)

    def test_run_twice_it_mails_once(self, kim: User) -> None:
        tasks.send_reset_mail(str(kim.pk))
        tasks.send_reset_mail(str(kim.pk))

        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("who", ["0", "left"])
    def test_nobody_and_those_who_left_get_none(self, kim: User, who: str) -> None:
        User.objects.filter(pk=kim.pk).update(is_active=False)

        tasks.send_reset_mail("0" if who == "0" else str(kim.pk))

        assert mail.outbox == []
