"""The small middleware of our own."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse


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
