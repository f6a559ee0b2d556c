"""What a person gets wrong is said where it is, and nothing that was typed is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.product import Hub


def test_a_wrong_number_is_named_with_its_line(page: Page) -> None:
    numbers, body = [journey.new_number(), "0491 57", "hello"], "Kept as it is."
    journey.write(page, to=numbers, body=body)
    page.get_by_label("Your reference").fill("Week 12")
    journey.button(page, "Check").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("2 things to put right")
    expect(summary).to_contain_text("Line 2:")
    expect(summary).to_contain_text("Line 3:")
    expect(summary).to_be_focused()
    expect(page.get_by_label("To", exact=True)).to_have_value("\n".join(numbers))
    expect(page.get_by_label("Text", exact=True)).to_have_value(body)
    expect(page.get_by_label("Your reference")).to_have_value("Week 12")
    browsing.shoot(page, "error-wrong-number")


def test_the_summary_leads_to_the_field(page: Page) -> None:
    journey.write(page, to=["0491 57"], body="Kept as it is.")
    journey.button(page, "Check").click()
    page.get_by_role("alert").get_by_role("link", name="Line 1:").click()
    expect(page.get_by_label("To", exact=True)).to_be_focused()


def test_a_text_too_long_says_how_much_to_remove(page: Page) -> None:
    body = "a" * 1230
    journey.write(page, to=[journey.new_number()], body=body)
    expect(page.get_by_text("remove 6 characters").first).to_be_visible()
    journey.button(page, "Check").click()
    expect(page.get_by_role("alert")).to_contain_text("Remove 6 characters.")
    expect(page.get_by_label("Text", exact=True)).to_have_value(body)
    browsing.shoot(page, "error-too-long")


def test_a_double_click_on_send_is_one_send(page: Page, hub: Hub) -> None:
    number, body = journey.new_number(), "Sent once, however often it is pressed."
    journey.write(page, to=[number], body=body)
    journey.check(page).dblclick(no_wait_after=True)
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    assert hub.sandbox.bodies().count(body) == 1


def test_going_back_and_sending_again_is_still_one_send(page: Page, hub: Hub) -> None:
    number, body = journey.new_number(), "Sent once, also after going back."
    journey.send(page, to=[number], body=body)
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    page.go_back()
    again = page.get_by_role("main").get_by_role("button", name="Send 1 text")
    if again.count():
        again.click()
    page.get_by_role("heading", name="People").wait_for()
    assert hub.sandbox.bodies().count(body) == 1
