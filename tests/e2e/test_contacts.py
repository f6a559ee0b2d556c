"""Lists and people from beginning to end, and the same people at ClickSend."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub, wait_for
from tests.e2e.there import asked

FIRST_NAME_OF_LIST = "Knee class"
LIST = "Knee class on Thursdays"
OTHER = "Newsletter"


def test_people_are_kept_found_moved_and_brought_back(visit: Visit, hub: Hub) -> None:
    page = visit()
    browsing.sign_in(page, hub, "mia")
    address = _make_list(page)
    _add(page, address, "Ada", "Hart", "0491 570 801")
    _add(page, address, "Ben", "O’Brien", "0491 570 802")
    _find_while_typing(page, address)
    _change(page, address)
    _filter_twice(page, address)
    _delete_and_undo(page, address)
    _see_in_step(page, hub)
    _move(page, address)
    _delete_list(page, hub, address)


def _make_list(page: Page) -> str:
    journey.place(page, "Contacts")
    page.get_by_role("main").get_by_role("link", name="New list").click()
    page.get_by_label("Name").fill(FIRST_NAME_OF_LIST)
    page.get_by_role("button", name="Make the list").click()
    page.get_by_role("heading", name=FIRST_NAME_OF_LIST, level=1).wait_for()
    page.get_by_role("link", name="Settings", exact=True).click()
    page.get_by_label("Name").fill(LIST)
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("heading", name=LIST, level=1).wait_for()
    browsing.shoot(page, "contacts-01-empty-list")
    return page.url


def _add(page: Page, address: str, first: str, last: str, number: str) -> None:
    page.goto(address)
    page.get_by_role("main").get_by_role("link", name="Add a person").first.click()
    page.get_by_label("First name").fill(first)
    page.get_by_label("Last name").fill(last)
    page.get_by_label("Phone number").fill(number)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name=f"{first} {last}", level=1).wait_for()


def _find_while_typing(page: Page, address: str) -> None:
    """The caret stays where one types; the words stand in no address."""
    page.goto(address)
    words = page.get_by_label("Find people")
    words.press_sequentially("obr")
    expect(page.get_by_role("link", name="Ada Hart")).to_have_count(0)
    expect(page.get_by_role("link", name="Ben O’Brien")).to_be_visible()
    expect(words).to_be_focused()
    assert "obr" not in page.url
    words.fill("0491570801")
    expect(page.get_by_role("link", name="Ada Hart")).to_be_visible()
    expect(page.get_by_role("link", name="Ben O’Brien")).to_have_count(0)
    browsing.shoot(page, "contacts-02-found")


def _change(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Ada Hart").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_label("City").fill("Perth")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("ada@example.com")
    browsing.shoot(page, "contacts-03-person")


def _filter_twice(page: Page, address: str) -> None:
    """Filters join each other and the words; either is taken off, the focus stays."""
    page.goto(address)
    ada = page.get_by_role("link", name="Ada Hart")
    ben = page.get_by_role("link", name="Ben O’Brien")
    page.get_by_text("Add a filter", exact=True).click()
    _add_filter(page, "is", field="City", text="perth")
    expect(ben).to_have_count(0)
    expect(page.get_by_label("This text")).to_have_value("")
    _add_filter(page, "has a phone number")
    shown = page.get_by_role("list", name="Filters").get_by_role("listitem")
    expect(shown).to_have_count(2)
    browsing.shoot(page, "contacts-05-filters")
    page.get_by_label("Only who").select_option(label="has opted out")
    page.get_by_role("button", name="Remove the filter “City is").click()
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Has a phone number")
    expect(page.get_by_role("button", name="Remove the filter")).to_be_focused()
    expect(ben).to_be_visible()
    page.get_by_label("Find people").press_sequentially("hart")
    expect(ben).to_have_count(0)
    expect(ada).to_be_visible()
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Remove the filter").click()
    expect(shown).to_have_count(0)
    expect(page.get_by_label("Find people")).to_be_focused()
    expect(ada).to_be_visible()


def _add_filter(page: Page, kind: str, *, field: str = "", text: str = "") -> None:
    page.get_by_label("Only who").select_option(label=kind)
    if field:
        page.get_by_label("Which field").select_option(label=field)
        page.get_by_label("This text").fill(text)
    page.get_by_role("button", name="Add the filter").click()


def _delete_and_undo(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Choose Ben O’Brien").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("heading", name="Delete 1 person?", level=1).wait_for()
    page.get_by_role("button", name="Delete 1").click()
    page.get_by_role("heading", name="1 person deleted", level=1).wait_for()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main")).to_contain_text("Undone")
    page.goto(address)
    expect(page.get_by_role("link", name="Ben O’Brien")).to_be_visible()


def _move(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Choose Ben O’Brien").check()
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_label("Into the list").select_option(label=OTHER)
    page.get_by_role("button", name="Move 1").click()
    page.get_by_role("heading", name=f"1 person moved to {OTHER}", level=1).wait_for()
    page.goto(address)
    expect(page.get_by_role("link", name="Ben O’Brien")).to_have_count(0)


def _see_in_step(page: Page, hub: Hub) -> None:
    """ClickSend holds the same two people, with every field that was filled in."""
    wanted = {
        ("Ada", "Hart", "+61491570801", "ada@example.com", "Perth"),
        ("Ben", "O’Brien", "+61491570802", "", ""),
    }
    wait_for(lambda: _people_there(hub) == wanted, what="the copy at ClickSend")
    page.reload()
    browsing.shoot(page, "contacts-04-in-step")


def _people_there(hub: Hub) -> set[tuple[str, ...]]:
    fields = ("first_name", "last_name", "phone_number", "email", "address_city")
    lists = [one for one in asked(hub, "lists") if one["list_name"] == LIST]
    return {
        tuple(str(person[name] or "") for name in fields)
        for found in lists
        for person in asked(hub, f"lists/{found['list_id']}/contacts")
    }


def _delete_list(page: Page, hub: Hub, address: str) -> None:
    page.goto(f"{address}delete/")
    page.get_by_label("Type the name of the list").fill(LIST)
    page.get_by_role("button", name="Delete the list").click()
    page.get_by_role("heading", name="Contacts", level=1).wait_for()
    expect(page.get_by_role("link", name=LIST)).to_have_count(0)
    wait_for(lambda: not _people_there(hub), what="the list to go at ClickSend")
