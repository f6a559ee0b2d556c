"""The small middleware of our own."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from clicksendhub.middleware import is_typed
from tests import make
from tests.support.pages import read_to_its_end
from tests.test_access import NAMES, address_of

HIDDEN = re.compile(r'type="hidden" name="([\w-]+)"')
# No pages, and each would need a sender of its own.
ACTS = {"messaging:sender_default", "messaging:sender_remove"}


@pytest.mark.django_db
def test_a_poll_of_somebody_signed_out_reloads_the_page(client: Client) -> None:
    answer = client.get(reverse("messaging:sends"), headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


@pytest.mark.django_db
def test_a_page_of_somebody_signed_out_leads_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("messaging:sends"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("people:sign_in"))


@pytest.mark.django_db
def test_each_answer_carries_a_code_of_its_own_and_varies_on_htmx(
    client: Client,
) -> None:
    first, second = client.get("/sign-in/"), client.get("/sign-in/")

    assert first["X-Request-Id"] != second["X-Request-Id"]
    assert "HX-Request" in first["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/opt-outs/?page=2", "/opt-outs/?page=2"),
        ("http://elsewhere.example/opt-outs/", "/"),
        ("", "/"),
    ],
)
def test_a_form_of_somebody_signed_out_leads_back_to_its_page(
    client: Client, page: str, back: str
) -> None:
    answer = client.post(reverse("consent:find"), headers={"Referer": page})

    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked == {"next": [back]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handed_in", "is_lost"),
    [({"number": "0491 570 156"}, True), ({"account": "b", "next": "/"}, False)],
)
def test_typed_words_without_a_session_are_said_to_be_lost(
    client: Client, handed_in: dict[str, str], is_lost: bool
) -> None:
    answer = client.post(reverse("consent:find"), handed_in, follow=True)

    assert ("what you typed could not be kept" in answer.content.decode()) is is_lost


@pytest.mark.django_db
def test_a_wrong_password_does_not_hide_that_words_were_lost(client: Client) -> None:
    tried = {"username": "mia@example.com", "password": "wrong", "typed": "yes"}
    answer = client.post(reverse("people:sign_in"), tried)

    assert "what you typed could not be kept" in answer.content.decode()


def hidden_in_templates() -> set[str]:
    """All but what the page of signing in says to itself."""
    folder = Path(settings.BASE_DIR) / "templates"
    texts = [path.read_text() for path in folder.rglob("*.html")]
    return {name for text in texts for name in HIDDEN.findall(text)} - {"typed"}


def hidden_on_pages(client: Client) -> set[str]:
    account = make.account()
    addresses = [address_of(name, account) for name in NAMES if name not in ACTS]
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        read_to_its_end(answer)
    pages = [each.content.decode() for each in answers if not each.streaming]
    return {name for page in pages for name in HIDDEN.findall(page)}


@pytest.mark.django_db
def test_every_hidden_field_counts_as_not_typed(client: Client) -> None:
    client.force_login(make.user(hub_admin=True))

    hidden = hidden_in_templates() | hidden_on_pages(client)

    assert {"form_token", "account", "initial-hub_admin"} <= hidden
    assert not [name for name in hidden if is_typed(name)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("messaging:answer", "messaging:conversation"),
        ("messaging:block", "messaging:conversation"),
        ("messaging:decide", "messaging:message"),
        ("consent:lift", "consent:block"),
        ("consent:find", "consent:blocks"),
    ],
)
def test_where_a_form_shows_its_errors_a_get_leads_to_its_page(
    client: Client, name: str, page: str
) -> None:
    client.force_login(make.user(hub_admin=True))
    address = address_of(name, make.account())

    answer = client.get(address)

    same = resolve(address).kwargs
    assert (answer.status_code, answer["Location"]) == (302, reverse(page, kwargs=same))


@pytest.mark.django_db
def test_a_form_too_old_leads_to_the_page_that_it_stands_on() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user(hub_admin=True))
    page = "http://testserver/opt-outs/?page=2"

    answer = client.post(reverse("consent:find"), headers={"Referer": page})

    assert answer.status_code == 403
    assert 'href="/opt-outs/?page=2"' in answer.content.decode()


@pytest.mark.django_db
def test_the_address_of_a_form_that_is_opened_says_that_nothing_is_there(
    client: Client,
) -> None:
    client.force_login(make.member(of=make.account()))

    answer = client.get(reverse("credentials:switch_account"))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing to show here" in answer.content.decode()
