"""Takes the pictures of the documentation: ``python docs/screenshots.py``.

Starts the product with the demo's people in a folder that is thrown away, and
goes through it in Chromium, so that the pictures show what a newcomer sees.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e import browsing, journey, product

IMAGES = Path(__file__).parent / "images"
NUMBERS = ["0491 570 110", "0491 570 313", "0491 555 312"]
BODY = (
    "Harbour Physio: the clinic is closed on Monday. Your visit moves to Tuesday, same "
    "time. Reply if that does not suit you."
)
REPLY = "Tuesday is fine, thank you"
# As sharp as on a good screen; the pictures are shown at half their size.
SHARPNESS = 2
SIZE = {"width": 1280, "height": 940}


def main() -> None:
    """Take every picture."""
    with (
        tempfile.TemporaryDirectory(prefix="hub-pictures-") as folder,
        product.running(Path(folder)) as hub,
        sync_playwright() as playwright,
    ):
        expect.set_options(timeout=browsing.PATIENCE_MS)
        chromium = browsing.launch(playwright)
        _take_light(chromium, hub)
        _take_dark(chromium, hub)
        chromium.close()


def _take_light(browser: Browser, hub: product.Hub) -> None:
    wishes = {
        "color_scheme": "light",
        "viewport": SIZE,
        "device_scale_factor": SHARPNESS,
    }
    with browsing.window(browser, hub, **wishes) as (context, _):
        page = context.new_page()
        browsing.sign_in(page, hub, "mia")
        _take(page, "home")
        journey.write(page, to=NUMBERS, body=BODY)
        deed = journey.check(page)
        _take(page, "check")
        deed.click()
        # The phone of the last number is switched off.
        expect(page.get_by_text("2 of 3 delivered").first).to_be_visible()
        page.reload()
        _take(page, "send-receipt")
        _answer(context.new_page(), hub)
        page.goto("/inbox/?view=all")
        expect(journey.conversation(page, NUMBERS[0])).to_contain_text(REPLY)
        _take(page, "inbox")


def _take_dark(browser: Browser, hub: product.Hub) -> None:
    wishes = {
        "color_scheme": "dark",
        "viewport": SIZE,
        "device_scale_factor": SHARPNESS,
    }
    with browsing.window(browser, hub, **wishes) as (context, _):
        page = context.new_page()
        browsing.sign_in(page, hub, "mia")
        page.goto("/inbox/?view=all")
        journey.conversation(page, NUMBERS[0]).get_by_role("link").click()
        page.get_by_label("Your answer").wait_for()
        _take(page, "conversation-dark")


def _answer(phone: Page, hub: product.Hub) -> None:
    journey.open_phone(phone, hub, NUMBERS[0])
    journey.answer_on_phone(phone, REPLY)
    _take(phone, "handset")


def _take(page: Page, name: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
