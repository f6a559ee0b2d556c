"""The frame around pages, the pages outside it, and the theme that both keep."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from clicksendhub.sandbox.markup import LINKS
from clicksendhub.ui import frame, nav, rehearsal
from clicksendhub.ui.style_guide import samples
from clicksendhub.ui.theme import COOKIE
from clicksendhub.ui.views import theme

ERROR_PAGES = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "405.html",
    "500.html",
    "offline.html",
)


@pytest.fixture(autouse=True)
def _bare_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(frame, "_parts", {})


def asked_by(name: str = "", *, cookies: dict[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().get("/style-guide/")
    request.COOKIES.update(cookies or {})
    request.user = SimpleNamespace(is_authenticated=bool(name), name=name)  # type: ignore[assignment]
    return request


def account(environment: str, **fields: object) -> SimpleNamespace:
    return SimpleNamespace(label="Harbour Physio", environment=environment, **fields)


def guide(request: HttpRequest) -> str:
    return render(request, "ui/style_guide.html", samples()).content.decode()


def tree_of(page: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def test_the_style_guide_is_valid_html_with_each_id_once() -> None:
    tree = tree_of(guide(asked_by("Kim Barker")))

    ids = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_whatever_an_attribute_names_is_on_the_page() -> None:
    tree = tree_of(guide(asked_by("Kim Barker")))
    ids = {node.get("id") for node in tree.iter()}

    named = [
        word
        for node in tree.iter()
        for attribute in ("aria-describedby", "aria-labelledby", "for", "data-copy")
        for word in (node.get(attribute) or "").split()
    ]

    assert named
    assert set(named) <= ids


def test_the_title_begins_with_the_heading() -> None:
    tree = tree_of(guide(asked_by("Kim Barker")))

    assert [node.text for node in tree.iter("h1")] == ["Style guide"]
    assert tree.find(".//title").text == "Style guide · ClickSend Hub"


def test_a_rehearsal_is_in_the_title_and_over_the_page() -> None:
    frame.register_part("account", lambda request: account("rehearsal"))

    page = guide(asked_by("Kim Barker"))

    assert "<title>Style guide · Rehearsal · ClickSend Hub</title>" in page
    assert 'class="rehearsal-band"' in page


def test_a_live_account_has_no_band() -> None:
    frame.register_part("account", lambda request: account("live"))

    assert 'class="rehearsal-band"' not in guide(asked_by("Kim Barker"))


def test_the_band_leads_to_the_handset(settings: Any) -> None:
    settings.SANDBOX_PAGES_URL = "http://127.0.0.1:8081/"
    frame.register_part("account", lambda request: account("rehearsal"))

    links = [link.get("href") for link in tree_of(guide(asked_by("Kim"))).iter("a")]

    assert "http://127.0.0.1:8081/" in links


@pytest.mark.parametrize("place", rehearsal.PLACES, ids=lambda place: place.name)
def test_the_menu_of_a_rehearsal_leads_to_pages_that_the_sandbox_has(
    place: rehearsal.Place, settings: Any
) -> None:
    settings.SANDBOX_PAGES_URL = "http://127.0.0.1:8081"
    frame.register_part("account", lambda request: account("rehearsal"))

    (menu,) = menus_named("Rehearsal", tree_of(guide(asked_by("Kim"))))

    (link,) = [one for one in menu.iter("a") if place.sentence in text_of(one)]
    assert link.get("href") == f"http://127.0.0.1:8081/{place.path}"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    assert f"/{place.path}" in dict(LINKS)


def test_each_page_of_the_sandbox_is_in_the_menu_of_a_rehearsal_once() -> None:
    paths = [f"/{place.path}" for place in rehearsal.PLACES]

    assert len(paths) == len(set(paths))
    # What the endings of numbers do is linked from no place of its own.
    assert set(paths) == dict(LINKS).keys() - {"/numbers"}


def menus_named(name: str, page: Any) -> list[Any]:
    """The menus that open by a summary of this name."""
    return [
        menu for menu in page.iter("details") if name in text_of(menu.find("summary"))
    ]


def text_of(piece: Any) -> str:
    """All words of a piece of a page."""
    return "".join(piece.itertext())


@pytest.mark.parametrize(
    ("environment", "pages_url"),
    [("live", "http://127.0.0.1:8081/"), ("rehearsal", "")],
)
def test_no_handset_is_offered_where_there_is_none(
    environment: str, pages_url: str, settings: Any
) -> None:
    settings.SANDBOX_PAGES_URL = pages_url
    frame.register_part("account", lambda request: account(environment))

    page = guide(asked_by("Kim Barker"))

    assert "Open the handset" not in page
    assert menus_named("Rehearsal", tree_of(page)) == []


def test_another_account_is_a_form_away() -> None:
    other = SimpleNamespace(label="Harbour Dental", switch_url="/switch/7/")
    frame.register_part("account", lambda request: account("live", others=[other]))

    assert '<form method="post" action="/switch/7/">' in guide(asked_by("Kim Barker"))


def test_a_pause_and_notices_stand_above_the_page() -> None:
    band = frame.Notice("bad", "ClickSend refused our key.", "/key/", "Enter a new one")
    frame.register_part("notices", lambda request: [band])
    pause = SimpleNamespace(sentence="Kim paused it.", since=timezone.now(), zone="UTC")
    frame.register_part("account", lambda request: account("live", pause=pause))

    page = guide(asked_by("Kim Barker"))

    assert "Kim paused it." in page
    assert '<a href="/key/">Enter a new one</a>' in page


def test_the_menu_marks_the_place_where_one_is() -> None:
    entry = nav.NavItem(
        key="guide", label="Guide", url_name="ui:style_guide", icon="swatch", order=1
    )
    nav.register(entry)
    request = asked_by("Kim Barker")
    request.resolver_match = SimpleNamespace(view_name="ui:style_guide")  # type: ignore[assignment]

    links = tree_of(guide(request)).iter("a")

    current = [a.get("href") for a in links if a.get("aria-current") == "page"]
    assert current[0].endswith("/style-guide/")


def test_signing_out_is_a_form_in_the_frame() -> None:
    tree = tree_of(guide(asked_by("Kim Barker")))

    posting = [form for form in tree.iter("form") if form.get("method") == "post"]
    assert reverse("people:sign_out") in [form.get("action") for form in posting]


def test_without_sign_in_no_frame_is_drawn_and_nothing_is_asked() -> None:
    asked: list[HttpRequest] = []
    frame.register_part("account", asked.append)

    page = guide(asked_by())

    assert 'class="rail"' not in page
    assert asked == []


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_renders_with_nothing_at_all(name: str) -> None:
    tree = tree_of(render_to_string(name))

    (heading,) = tree.iter("h1")
    assert tree.find(".//title").text.startswith(heading.text)
    assert len(list(tree.iter("a"))) >= 2


def test_an_error_page_has_a_code_to_quote() -> None:
    request = asked_by()
    request.request_id = "4f2a99c0"  # type: ignore[attr-defined]

    assert "4f2a99c0" in render(request, "404.html").content.decode()


def choose(chosen: str, *, way_back: str = "", **headers: str) -> HttpResponse:
    fields = {"theme": chosen, "next": way_back}
    return theme(RequestFactory().post("/theme/", fields, headers=headers))


def test_a_chosen_theme_is_kept_and_leads_back() -> None:
    response = choose("dark", way_back="/inbox/?state=unread")

    assert response.cookies[COOKIE].value == "dark"
    assert response["Location"] == "/inbox/?state=unread"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", ""])
def test_a_theme_form_never_leads_elsewhere(elsewhere: str) -> None:
    assert choose("dark", way_back=elsewhere)["Location"] == "/"


def test_an_unknown_theme_follows_the_device() -> None:
    assert choose("<script>").cookies[COOKIE].value == "system"


def test_a_script_that_asks_gets_no_page() -> None:
    assert choose("light", **{"X-Requested-With": "fetch"}).status_code == 204


@pytest.mark.parametrize(
    ("cookie", "shown"), [("dark", "dark"), ("light", "light"), ("pink", "system")]
)
def test_the_page_says_the_theme_to_the_style_sheet(cookie: str, shown: str) -> None:
    page = guide(asked_by("Kim Barker", cookies={COOKIE: cookie}))

    assert f'data-theme="{shown}"' in page
