"""Who answers STOP gets nothing more, and the pages show why."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub

FIRST = "Harbour Physio: a seat is free in Thursday’s class. Reply STOP to opt out."
SECOND = "Harbour Physio: the Thursday class moves to 10."


def test_stop_from_the_handset_blocks_and_the_evidence_is_shown(
    visit: Visit, hub: Hub
) -> None:
    page, phone = visit("mia"), visit()
    number, other = journey.new_number(), journey.new_number()
    journey.send(page, to=[number], body=FIRST)
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    journey.open_phone(phone, hub, number)
    phone.get_by_role("button", name="Answer STOP").click()
    _see_the_block(page, number)
    _check_says_who_is_skipped(page, number, other)
    _sent_to_the_other_alone(page, hub, number, other)


def test_words_of_an_answer_outlive_a_stop_and_go_once_start_came(
    visit: Visit, hub: Hub
) -> None:
    page, typed = visit("mia"), journey.new_number()
    number = journey.international(typed)
    journey.send(page, to=[typed], body=FIRST)
    expect(journey.state_of(page, typed)).to_contain_text("Delivered")
    hub.sandbox.reply(number, "Can I come later?")
    _open(page, typed)
    page.get_by_label("Your answer").fill("Of course, at four.")
    hub.sandbox.reply(number, "STOP")
    unsent = page.get_by_label("What you wrote")
    expect(unsent).to_have_value("Of course, at four.")
    expect(unsent).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text("This number is blocked")
    browsing.shoot(page, "stop-while-answering")
    assert not violations(page)
    hub.sandbox.reply(number, "START")
    expect(page.get_by_label("Your answer")).to_have_value("Of course, at four.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_label("Your answer")).to_have_value("")
    texts = page.get_by_role("region", name="Texts")
    expect(texts).to_contain_text("Of course, at four.")


def _open(page: Page, number: str) -> None:
    page.goto("/inbox/")
    found = journey.conversation(page, number)
    journey.keep_looking(page, found)
    found.get_by_role("link").click()


def _see_the_block(page: Page, number: str) -> None:
    page.goto("/inbox/?view=all")
    found = journey.conversation(page, number)
    expect(found).to_contain_text("Blocked")
    found.get_by_role("link").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("This number is blocked")
    expect(page.get_by_label("Your answer")).to_have_count(0)
    browsing.shoot(page, "stop-conversation")
    main.get_by_role("link", name="See the block").click()
    expect(main).to_contain_text("“STOP”")
    browsing.shoot(page, "stop-evidence")


def _check_says_who_is_skipped(page: Page, number: str, other: str) -> None:
    journey.write(page, to=[number, other], body=SECOND)
    deed = journey.check(page)
    skipped = page.get_by_role("table", name="People who will be skipped")
    expect(skipped).to_contain_text(journey.shown(number))
    expect(skipped).to_contain_text("“STOP”")
    expect(deed).to_contain_text("Send 1 text")
    browsing.shoot(page, "stop-check")
    deed.click()


def _sent_to_the_other_alone(page: Page, hub: Hub, number: str, other: str) -> None:
    expect(journey.state_of(page, other)).to_contain_text("Delivered")
    skipped = journey.state_of(page, number)
    expect(skipped).to_contain_text("Skipped")
    browsing.shoot(page, "stop-receipt")
    skipped.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("Skipped")
    sent = [entry["to"] for entry in hub.sandbox.ledger() if entry["body"] == SECOND]
    assert sent == [journey.international(other)]
