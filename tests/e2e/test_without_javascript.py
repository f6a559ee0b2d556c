"""The main journey by forms and links alone: no script runs."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub

BODY = "Harbour Physio: your new brace is ready to be picked up."
REPLY = "Thanks, I come by tomorrow"
ANSWER = "See you then. Mia"


def test_the_main_journey_needs_no_script(visit: Visit, hub: Hub) -> None:
    page = visit("mia", java_script_enabled=False)
    phone = visit(java_script_enabled=False)
    numbers = [journey.new_number(), journey.new_number()]
    journey.send(page, to=numbers, body=BODY)
    _look_until_delivered(page)
    journey.open_phone(phone, hub, numbers[1])
    journey.answer_on_phone(phone, REPLY)
    _answer_the_reply(page, numbers[1])
    phone.get_by_role("link", name="Reload").click()
    expect(phone.get_by_text(ANSWER)).to_be_visible()


def _look_until_delivered(page: Page) -> None:
    """The page offers a link to look again for as long as something may change."""
    refresh = page.get_by_role("link", name="Refresh")
    done = page.get_by_text("All 2 delivered.")
    for _ in range(journey.LOOKS):
        if done.count():
            break
        refresh.click()
        page.wait_for_timeout(journey.LOOK_MS)
    expect(done.first).to_be_visible()
    browsing.shoot(page, "no-script-receipt")


def _answer_the_reply(page: Page, number: str) -> None:
    journey.place(page, "Inbox")
    found = journey.conversation(page, number)
    journey.keep_looking(page, found.filter(has_text=REPLY))
    expect(found).to_contain_text("1 unread")
    found.get_by_role("link").click()
    page.get_by_label("Your answer").fill(ANSWER)
    journey.button(page, "Send the answer").click()
    sent = page.get_by_role("listitem").filter(has_text=ANSWER)
    journey.keep_looking(page, sent.filter(has_text="Delivered"))
    browsing.shoot(page, "no-script-conversation")
