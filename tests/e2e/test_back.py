"""The browser’s Back: what somebody was writing is there, after sign-out nothing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import journey

BODY = "Your visit moves to ten."


def test_back_after_signing_out_shows_nothing(page: Page) -> None:
    page.goto("/inbox/?view=all")
    expect(page.get_by_role("main")).to_contain_text("+61 491 570 157")
    page.locator("summary", has_text="Mia Tan").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", level=1).wait_for()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert "570 157" not in page.content()


def test_back_to_a_half_written_text_finds_it_again(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    journey.write(page, to=[journey.new_number()], body=BODY)
    journey.place(page, "Inbox")
    page.get_by_role("heading", name="Inbox", level=1).wait_for()
    page.go_back()
    expect(page.get_by_label("Text", exact=True)).to_have_value(BODY)


def test_back_from_check_finds_the_text_and_forward_the_check(page: Page) -> None:
    journey.write(page, to=[journey.new_number()], body=BODY)
    journey.check(page)
    page.go_back()
    expect(page.get_by_label("Text", exact=True)).to_have_value(BODY)
    page.go_forward()
    expect(journey.button(page, "Send 1 text")).to_be_visible()
