"""The menu shows what is registered and allowed, and knows where one is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from clicksendhub.ui import frame, nav

HERE = "ui:style_guide"


@pytest.fixture(autouse=True)
def _empty_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(frame, "_parts", {})


def place(key: str, **fields: object) -> nav.NavItem:
    defaults = {"label": key.title(), "url_name": HERE, "icon": "home", "order": 10}
    return nav.NavItem(key=key, **{**defaults, **fields})  # type: ignore[arg-type]


def request_at(view_name: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.resolver_match = SimpleNamespace(view_name=view_name)  # type: ignore[assignment]
    return request


def test_entries_stand_in_their_order() -> None:
    nav.register(place("inbox", order=20))
    nav.register(place("home", order=10))

    assert [link.key for link in nav.items_for(request_at(""))] == ["home", "inbox"]


def test_an_entry_that_one_may_not_open_is_not_shown() -> None:
    nav.register(place("accounts", may=lambda request: False))

    assert nav.items_for(request_at("")) == []


def test_the_page_of_an_entry_marks_it_current() -> None:
    nav.register(place("guide"))

    assert nav.items_for(request_at(HERE))[0].is_current


def test_the_longest_matching_beginning_is_current() -> None:
    nav.register(place("sends", url_name="ui:theme", prefixes=("messaging:",)))
    nav.register(place("inbox", url_name="ui:theme", prefixes=("messaging:inbox",)))

    links = nav.items_for(request_at("messaging:inbox_thread"))

    assert [link.key for link in links if link.is_current] == ["inbox"]


def test_a_page_may_say_itself_where_it_belongs() -> None:
    nav.register(place("home"))
    nav.register(place("inbox", url_name="ui:theme"))
    request = request_at(HERE)
    request.nav_key = "inbox"  # type: ignore[attr-defined]

    current = [link.key for link in nav.items_for(request) if link.is_current]

    assert current == ["inbox"]


def test_an_entry_carries_its_count() -> None:
    nav.register(place("inbox", badge=lambda request: 7))

    assert nav.items_for(request_at(""))[0].badge == 7


def test_five_places_fit_on_a_phone_without_more() -> None:
    for key in ("a", "b", "c", "d", "e"):
        nav.register(place(key))

    assert frame.Frame(request_at("")).more_links == []


def test_a_sixth_place_goes_under_more_with_those_that_gave_way() -> None:
    for key in ("a", "b", "c", "d", "e"):
        nav.register(place(key, phone=key != "a"))
    nav.register(place("z", section="admin", order=90))

    drawn = frame.Frame(request_at(""))

    assert drawn.phone_keys == {"b", "c", "d", "e"}
    assert [link.key for link in drawn.more_links] == ["a", "z"]


def test_a_part_of_the_frame_is_asked_once_and_only_when_drawn() -> None:
    asked: list[HttpRequest] = []
    frame.register_part("account", asked.append)
    drawn = frame.Frame(request_at(""))

    assert asked == []
    _ = (drawn.account, drawn.account, drawn.is_rehearsal)
    assert len(asked) == 1


def test_a_rehearsal_account_makes_the_frame_a_rehearsal() -> None:
    frame.register_part(
        "account", lambda request: SimpleNamespace(environment="rehearsal")
    )

    assert frame.Frame(request_at("")).is_rehearsal
