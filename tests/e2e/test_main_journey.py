"""A text goes out, its receipts and its reply come back, and the answer arrives."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub

BODY = "Harbour Physio: the clinic opens at 8 on Monday. Reply with any question."
REPLY = "Do I need to bring my scans?"
ANSWER = "Yes please, the paper ones are enough. Mia"


def test_a_text_is_delivered_answered_and_written_back_to(
    visit: Visit, hub: Hub
) -> None:
    page, phone = visit(), visit()
    numbers = [journey.new_number(), journey.new_number()]
    _arrive(page, hub)
    _send(page, numbers)
    _see_both_delivered(page, numbers)
    _answer_from_the_handset(phone, hub, numbers[0])
    _find_the_reply(page, numbers[0])
    _write_back(page)
    _see_it_on_the_handset(phone)


def _arrive(page: Page, hub: Hub) -> None:
    page.goto("/")
    browsing.shoot(page, "01-sign-in")
    browsing.sign_in(page, hub, "mia")
    browsing.shoot(page, "02-home")


def _send(page: Page, numbers: list[str]) -> None:
    page.get_by_role("main").get_by_role("link", name="Send a message").click()
    page.get_by_label("To", exact=True).fill("\n".join(numbers))
    page.get_by_label("Text", exact=True).fill(BODY)
    browsing.shoot(page, "03-send")
    deed = journey.check(page)
    for number in numbers:
        expect(page.get_by_role("row").filter(has_text=journey.shown(number)))
    expect(deed).to_contain_text("Send 2 texts")
    browsing.shoot(page, "04-check")
    deed.click()


def _see_both_delivered(page: Page, numbers: list[str]) -> None:
    """Without loading the page again: what was put on it by hand is still there."""
    page.get_by_role("heading", name="People").wait_for()
    page.evaluate("window.wasNeverLoadedAgain = true")
    browsing.shoot(page, "05-receipt-moving")
    for number in numbers:
        expect(journey.state_of(page, number)).to_contain_text("Delivered")
    expect(page.get_by_text("All 2 delivered.").first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("2 planned = 2 accepted")
    assert page.evaluate("window.wasNeverLoadedAgain") is True
    browsing.shoot(page, "06-receipt-delivered")


def _answer_from_the_handset(phone: Page, hub: Hub, number: str) -> None:
    phone.goto(hub.sandbox.url)
    browsing.shoot(phone, "07-handset-phones")
    journey.open_phone(phone, hub, number)
    expect(phone.get_by_text(BODY)).to_be_visible()
    journey.answer_on_phone(phone, REPLY)
    browsing.shoot(phone, "08-handset-answered")


def _find_the_reply(page: Page, number: str) -> None:
    journey.place(page, "Inbox")
    found = journey.conversation(page, number)
    expect(found).to_contain_text(REPLY)
    expect(found).to_contain_text("1 unread")
    browsing.shoot(page, "09-inbox")
    found.get_by_role("link").click()
    page.get_by_role("heading", name=journey.shown(number), level=1).wait_for()
    expect(page.get_by_role("blockquote")).to_contain_text(BODY[:40])
    browsing.shoot(page, "10-conversation")


def _write_back(page: Page) -> None:
    page.get_by_label("Your answer").fill(ANSWER)
    journey.button(page, "Send the answer").click()
    sent = page.get_by_role("listitem").filter(has_text=ANSWER)
    expect(sent).to_contain_text("Delivered")
    browsing.shoot(page, "11-conversation-answered")


def _see_it_on_the_handset(phone: Page) -> None:
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    browsing.shoot(phone, "12-handset-shows-the-answer")
