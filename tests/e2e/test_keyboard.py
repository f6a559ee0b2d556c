"""The main journey by Tab, Enter and typing alone, with the focus always in sight."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e import journey
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub

BODY = "Harbour Physio: written without a mouse."
REPLY = "And answered with thumbs"
ANSWER = "Thank you. Mia"
MOST_STOPS = 60
# How a person sees where the focus is; the page itself needs no mark.
MARK = """() => {
  const style = getComputedStyle(document.activeElement);
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return isMarked || document.activeElement === document.body;
}"""
WHERE = "() => document.activeElement.outerHTML.slice(0, 200)"


def test_the_main_journey_needs_no_mouse(visit: Visit, hub: Hub) -> None:
    page = visit()
    number = journey.new_number()
    _sign_in(page, hub)
    _send(page, number)
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    hub.sandbox.reply(journey.international(number), REPLY)
    _answer(page, number)
    assert ANSWER in hub.sandbox.bodies()


def test_a_menu_opens_closes_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("mia")
    menu = page.locator("summary").filter(has_text="Mia Tan")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    sign_out = page.get_by_role("button", name="Sign out")
    expect(sign_out).to_be_visible()
    tab_to(page, sign_out)
    page.keyboard.press("Escape")
    expect(sign_out).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_question_takes_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = visit("mia")
    journey.write(page, to=[journey.new_number()], body="Thrown away in the end.")
    journey.check(page)
    button = journey.button(page, "Throw away")
    tab_to(page, button)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Throw away “Thrown away in the end.”?")
    expect(dialog.get_by_role("button", name="Go back")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_the_focus_stays_while_the_receipt_moves(visit: Visit) -> None:
    page = visit("mia")
    number = journey.new_number()
    journey.send(page, to=[number], body="The focus stays where it is.")
    link = journey.state_of(page, number).get_by_role("link")
    link.focus()
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    expect(link).to_be_focused()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus; at each stop the focus can be seen."""
    wanted.wait_for()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(MARK), f"no visible focus: {page.evaluate(WHERE)}"
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to it; it ended at {page.evaluate(WHERE)}")


def _type_into(page: Page, label: str, words: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)


def _press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def _sign_in(page: Page, hub: Hub) -> None:
    person = hub.person("mia")
    page.goto("/")
    _type_into(page, "Email", person.email)
    _type_into(page, "Password", person.password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Home", level=1).wait_for()


def _send(page: Page, number: str) -> None:
    rail = page.get_by_role("navigation", name="Main")
    _press(page, rail.get_by_role("link", name="Send", exact=True))
    _type_into(page, "To", number)
    _type_into(page, "Text", BODY)
    _press(page, journey.button(page, "Check"))
    _press(page, page.get_by_role("main").get_by_role("button", name="Send 1 text"))
    page.get_by_role("heading", name="People").wait_for()


def _answer(page: Page, number: str) -> None:
    rail = page.get_by_role("navigation", name="Main")
    _press(page, rail.get_by_role("link", name="Inbox"))
    found = journey.conversation(page, number)
    _press(page, found.get_by_role("link"))
    _type_into(page, "Your answer", ANSWER)
    _press(page, journey.button(page, "Send the answer"))
    sent = page.get_by_role("listitem").filter(has_text=ANSWER)
    expect(sent).to_contain_text("Delivered")
