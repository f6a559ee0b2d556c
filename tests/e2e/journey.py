"""What a person does on the way: write, check, send, answer; by role and label."""

from __future__ import annotations

import itertools

from playwright.sync_api import Locator, Page, expect

from tests.e2e.product import Hub

_endings = itertools.count(201)
# Between two looks of a person whose page does not move by itself.
LOOK_MS = 700
LOOKS = 40


def new_number() -> str:
    """A mobile number of nobody else, as a person types it."""
    return f"0491 571 {next(_endings)}"


def shown(number: str) -> str:
    """The same number as the hub writes it."""
    return f"+61 {number.removeprefix('0')}"


def international(number: str) -> str:
    """The same number without spaces."""
    return shown(number).replace(" ", "")


def button(page: Page, name: str) -> Locator:
    """A button by its words, within the page itself."""
    return page.get_by_role("main").get_by_role("button", name=name)


def place(page: Page, name: str) -> None:
    """Go to one of the main places."""
    rail = page.get_by_role("navigation", name="Main")
    rail.get_by_role("link", name=name).first.click()


def write(page: Page, *, to: list[str], body: str) -> None:
    """Fill in the page of a new text."""
    page.goto("/send/")
    page.get_by_label("To", exact=True).fill("\n".join(to))
    page.get_by_label("Text", exact=True).fill(body)


def check(page: Page) -> Locator:
    """Go on to the Check page; the button that sends."""
    button(page, "Check").click()
    deed = page.get_by_role("main").get_by_role("button", name="Send ")
    deed.wait_for()
    return deed


def send(page: Page, *, to: list[str], body: str) -> None:
    """Write, check and send, as far as the receipt page."""
    write(page, to=to, body=body)
    check(page).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(body[:20])


def state_of(page: Page, number: str) -> Locator:
    """The row of one person on the receipt page."""
    return page.get_by_role("row").filter(has_text=shown(number))


def open_phone(page: Page, hub: Hub, number: str) -> None:
    """Open one phone of the handset."""
    page.goto(hub.sandbox.url)
    page.get_by_role("link", name=international(number)).click()
    page.get_by_role("heading", name=international(number)).wait_for()


def answer_on_phone(page: Page, body: str) -> None:
    """Write back as the owner of the phone."""
    page.get_by_label("Answer as the owner of this phone").fill(body)
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("listitem").filter(has_text=body)).to_be_visible()


def conversation(page: Page, number: str) -> Locator:
    """One conversation in the inbox."""
    rows = page.get_by_role("main").get_by_role("listitem")
    return rows.filter(has_text=shown(number))


def keep_looking(page: Page, wanted: Locator) -> None:
    """Load the page again until it shows this, as one does without a script."""
    for _ in range(LOOKS):
        if wanted.count() and wanted.first.is_visible():
            return
        page.wait_for_timeout(LOOK_MS)
        page.reload()
    expect(wanted.first).to_be_visible()
