"""Trouble of the account is one plain sentence; nothing fails, and it goes on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.product import Sandbox

BODY = "Harbour Physio: this one waits until the key is right again."
TOLD = "ClickSend refused our key. Sends are paused, nothing is lost."


def test_a_refused_key_pauses_and_goes_on_when_mended(
    page: Page, sandbox: Sandbox
) -> None:
    number = journey.new_number()
    journey.write(page, to=[number], body=BODY)
    deed = journey.check(page)
    sandbox.fault(kind="unauthorized")
    deed.click()
    _told_on_the_page(page)
    receipt = page.url
    page.goto("/")
    _told_on_the_page(page)
    browsing.shoot(page, "trouble-home")
    page.goto(receipt)
    browsing.shoot(page, "trouble-receipt")
    assert violations(page) == []
    expect(journey.state_of(page, number)).not_to_contain_text("Refused")
    sandbox.mend()
    expect(journey.state_of(page, number)).to_contain_text("Delivered")
    expect(page.get_by_text(TOLD)).to_have_count(0)
    assert sandbox.bodies().count(BODY) == 1


def _told_on_the_page(page: Page) -> None:
    told = page.get_by_text(TOLD)
    journey.keep_looking(page, told)
    expect(told).to_have_count(1)
