"""What browsers and proxies may keep of the hub: nothing that is about people."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from clicksendhub.credentials.models import Account
from tests import make
from tests.support.pages import read_to_its_end
from tests.test_access import ABILITY, PUBLIC_NAMES, address_of

pytestmark = pytest.mark.django_db
BEHIND_SIGN_IN = sorted(ABILITY)


@pytest.fixture(autouse=True)
def _nowhere_to_call(settings: Any) -> None:
    settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"


@pytest.fixture
def account() -> Account:
    return make.account()


@pytest.fixture
def admin(client: Client, account: Account) -> Client:
    client.force_login(make.user(hub_admin=True, name="Ada Moss"))
    return client


def may_be_kept(answer: Any) -> bool:
    read_to_its_end(answer)
    said = answer.headers.get("Cache-Control", "")
    return not {"private", "no-store"} <= {word.strip() for word in said.split(",")}


@pytest.mark.parametrize("name", BEHIND_SIGN_IN)
def test_nothing_behind_sign_in_is_kept(
    admin: Client, account: Account, name: str
) -> None:
    address = address_of(name, account)

    assert not may_be_kept(admin.get(address))
    assert not may_be_kept(admin.post(address))
    assert not may_be_kept(admin.get(address, headers={"HX-Request": "true"}))


def test_a_page_that_is_not_there_is_not_kept(admin: Client) -> None:
    assert not may_be_kept(admin.get("/nowhere/"))


def test_a_page_that_broke_is_not_kept(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("clicksendhub.people.views.people.render", broken)
    admin.raise_request_exception = False

    answer = admin.get(reverse("people:people"))

    assert answer.status_code == 500
    assert not may_be_kept(answer)


@pytest.mark.parametrize("name", sorted(PUBLIC_NAMES))
def test_what_anybody_may_open_says_for_itself(
    client: Client, account: Account, name: str
) -> None:
    answer = client.get(address_of(name, account))

    assert may_be_kept(answer) == (name in MAY_BE_KEPT or answer.status_code == 405)


# They show nobody anything.
MAY_BE_KEPT = {"people:forgot_sent", "webhooks:inbound", "webhooks:receipt"}


def test_static_files_are_kept(client: Client, settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True

    answer = client.get("/static/css/main.css")

    assert answer.getvalue()
    assert "no-store" not in answer.headers["Cache-Control"]
    answer.close()


def test_htmx_keeps_no_copies_of_pages_for_its_history(admin: Client) -> None:
    page = admin.get(reverse("people:people")).content.decode()

    assert '"historyCacheSize":0' in page


def test_what_a_page_confirms_stands_in_no_cookie(
    admin: Client, account: Account
) -> None:
    lee = make.member(of=account, email="lee@example.com")

    answer = admin.post(reverse("people:deactivate", args=[lee.public_id]))

    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == [f"{lee} has no access any more."]
    assert set(admin.cookies) == {"sessionid"}
    assert set(answer.cookies) <= {"sessionid"}


def test_what_a_page_confirms_is_told_on_the_next_page_and_once(
    admin: Client, account: Account
) -> None:
    lee = make.member(of=account, email="lee@example.com")
    admin.post(reverse("people:deactivate", args=[lee.public_id]))
    page = reverse("people:people")

    assert "has no access any more." in admin.get(page).content.decode()
    assert "has no access any more." not in admin.get(page).content.decode()
