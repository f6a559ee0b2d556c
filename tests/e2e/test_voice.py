"""A call goes out, is heard in the voicemail, and the pressed key comes back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.browsing import NARROW, Visit
from tests.e2e.product import Hub, wait_for

BODY = "Harbour Physio, your visit is on Monday at nine. Press 0 to move it."


def test_a_call_is_heard_and_answered_with_a_key(visit: Visit, hub: Hub) -> None:
    page, phone = visit("mia"), visit()
    number = journey.new_number()
    _write(page, number)
    browsing.shoot(page, "voice-01-write")
    _check_and_call(page, number)
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    _see_it_in_the_ledger(phone, hub, number)
    _press_nought(phone, hub, number)
    _see_the_answer(page, number)


def test_calls_are_written_checked_and_read_on_a_narrow_dark_screen(
    visit: Visit,
) -> None:
    page = visit("mia", viewport=NARROW, color_scheme="dark")
    number = journey.new_number()
    _write(page, number)
    page.get_by_label("Within these hours").check()
    assert violations(page) == []
    browsing.shoot(page, "voice-01-write-narrow-dark")
    page.get_by_label("At any hour").check()
    expect(page.get_by_label("Until")).to_be_hidden()
    _check_and_call(page, number, suffix="-narrow-dark")
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    assert violations(page) == []
    browsing.shoot(page, "voice-03-receipt-narrow-dark")


def _write(page: Page, number: str) -> None:
    page.goto("/send/")
    kinds = page.get_by_role("navigation", name="Kinds of message")
    kinds.get_by_role("link", name="Call").click()
    page.get_by_role("heading", name="Call with a message").wait_for()
    page.get_by_label("To", exact=True).fill(number)
    page.get_by_label("What is said").fill(BODY)
    page.get_by_label("Language and voice").select_option("en-gb:male")
    page.get_by_label("Wait for a key").check()
    page.get_by_label("Leave it on an answering machine").check()
    page.get_by_label("At any hour").check()
    expect(page.locator("#spoken-text")).to_have_text(BODY)


def _check_and_call(page: Page, number: str, *, suffix: str = "") -> None:
    journey.button(page, "Check").click()
    deed = journey.button(page, "Call 1 person")
    deed.wait_for()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check 1 call")
    expect(page.get_by_text("English (United Kingdom), a man’s voice")).to_be_visible()
    browsing.shoot(page, f"voice-02-check{suffix}")
    assert violations(page) == []
    deed.click()
    page.get_by_role("heading", name="People").wait_for()


def _see_it_in_the_ledger(phone: Page, hub: Hub, number: str) -> None:
    """Every field of the connector’s voice action that the hub sends."""
    to = journey.international(number)
    [entry] = [one for one in hub.sandbox.ledger() if one["to"] == to]
    assert entry["body"] == BODY
    assert re.fullmatch(r"[0-9a-f]{32}", entry["reference"])
    phone.goto(f"{hub.sandbox.url}ledger/{entry['seq']}")
    told = phone.get_by_role("main").inner_text()
    for words in ("en-gb", "male", "AU", to):
        assert words in told, told
    phone.goto(f"{hub.sandbox.url}voicemail/{entry['seq']}")


def _press_nought(phone: Page, hub: Hub, number: str) -> None:
    expect(phone.get_by_text(BODY)).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("en-gb")
    phone.get_by_role("button", name="0", exact=True).click()
    expect(phone.get_by_role("main")).to_contain_text("Key pressed")


def _see_the_answer(page: Page, number: str) -> None:
    def is_told() -> bool:
        page.reload()
        return "Pressed 0" in page.get_by_role("main").inner_text()

    wait_for(is_told, what="the pressed key")
    browsing.shoot(page, "voice-03-receipt")
    expect(page.get_by_role("heading", name="Keys pressed")).to_be_visible()
    page.get_by_role("link", name=journey.shown(number)).click()
    page.get_by_role("heading", name=f"Call to {journey.shown(number)}").wait_for()
    expect(page.get_by_role("main")).to_contain_text("Pressed 0")
    assert violations(page) == []
    browsing.shoot(page, "voice-04-person")
