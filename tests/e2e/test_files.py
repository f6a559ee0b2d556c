"""Files: brought, made into what a channel takes, refused in words, and deleted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.browsing import NARROW, WIDE, Visit

LOOKS = (
    ("wide-light", {"viewport": WIDE, "color_scheme": "light"}),
    ("wide-dark", {"viewport": WIDE, "color_scheme": "dark"}),
    ("narrow-light", {"viewport": NARROW, "color_scheme": "light"}),
    ("narrow-dark", {"viewport": NARROW, "color_scheme": "dark"}),
)


def bring(page: Page, name: str) -> None:
    """Bring one of the files of the tests."""
    page.goto("/files/")
    page.get_by_label("Your file").set_input_files(make.MEDIA / name)
    journey.button(page, "Upload").click()


def test_a_picture_is_brought_converted_and_deleted(visit: Visit) -> None:
    page = visit("mia")
    bring(page, "see-through.png")
    expect(page.get_by_role("heading", level=1)).to_have_text("see-through.png")
    journey.button(page, "Convert for MMS").click()
    expect(page.locator("#made")).to_contain_text("Ready")
    with page.expect_download() as saved:
        page.locator("#made").get_by_role("link", name="Download").click()
    assert saved.value.suggested_filename == "see-through (MMS).jpg"
    page.get_by_role("link", name="Delete").click()
    journey.button(page, "Delete the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Files")
    expect(page.get_by_text("see-through.png", exact=True)).to_have_count(0)


def test_a_document_is_converted_by_clicksend_while_the_page_waits(
    visit: Visit,
) -> None:
    page = visit("mia")
    bring(page, "good.docx")
    journey.button(page, "Convert for fax").click()
    expect(page.locator("#made")).to_contain_text("Ready", timeout=40_000)
    expect(page.locator("#made").get_by_alt_text("Page 1 of 1")).to_be_visible()
    assert violations(page) == []


def test_without_javascript_a_document_is_converted_as_well(visit: Visit) -> None:
    page = visit("mia", java_script_enabled=False)
    bring(page, "good.pdf")
    journey.button(page, "Convert for letter").click()
    for _ in range(journey.LOOKS):
        again = page.get_by_role("link", name="Look again")
        if not again.count():
            break
        page.wait_for_timeout(journey.LOOK_MS)
        again.click()
    expect(page.locator("#made")).to_contain_text("Ready")


@pytest.mark.parametrize(("look", "wishes"), LOOKS)
def test_every_state_can_be_read(
    visit: Visit, look: str, wishes: dict[str, object]
) -> None:
    page = visit("mia", **wishes)
    bring(page, "phone.heic")
    expect(page.get_by_role("alert")).to_contain_text("HEIC")
    _judge(page, f"files-error-{look}")
    bring(page, "good.jpg")
    if page.get_by_role("button", name="Convert for fax").count():
        journey.button(page, "Convert for fax").click()
    page.get_by_text("Technical details").first.click()
    _judge(page, f"files-one-{look}")
    page.get_by_role("link", name="Delete").click()
    _judge(page, f"files-delete-{look}")
    page.goto("/files/")
    _judge(page, f"files-full-{look}")
    page.goto("/files/?q=nothing-like-it")
    _judge(page, f"files-nothing-{look}")


def _judge(page: Page, name: str) -> None:
    browsing.shoot(page, name)
    assert violations(page) == []
    too_wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert page.evaluate(too_wide) is False, name
