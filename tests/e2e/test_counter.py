"""The counter under the real text box gives the figures of the table, every row."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from tests.messaging.segment_vectors import MAX_PARTS, SECONDS, UNSENDABLE, VECTORS

# What the hub does to a text before it counts it; a text box does the same to CR LF.
NORMALISED = {row.number: row for row in SECONDS if row.step == "normalised"}
PUT = """(box, [text]) => {
  box.value = JSON.parse(text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def test_every_vector_is_counted_under_the_text_box(page: Page) -> None:
    page.goto("/send/")
    box = page.get_by_label("Text", exact=True)
    for vector in VECTORS:
        wanted = NORMALISED.get(vector.number, vector)
        _put(box, vector.text)
        said = page.locator("[data-sms-counter-summary]").inner_text()
        assert _figures(said) == (wanted.units, wanted.parts), (vector.number, said)
        assert _state(page) == ("over" if wanted.parts > MAX_PARTS else "fits")


def test_a_text_that_no_message_can_carry_is_said_so_at_once(page: Page) -> None:
    page.goto("/send/")
    box = page.get_by_label("Text", exact=True)
    for number, text, _ in UNSENDABLE:
        _put(box, text)
        assert _state(page) == "unsendable", number


def test_plain_characters_are_offered_and_taken(page: Page) -> None:
    page.goto("/send/")
    box = page.get_by_label("Text", exact=True)
    box.fill("a" * 159 + "’")
    offer = page.get_by_role("button", name="Use plain characters: saves 2 parts")
    offer.click()
    expect(box).to_have_value("a" * 159 + "'")
    expect(page.get_by_text("160 of 160 characters · 1 part")).to_be_visible()


def _put(box: Locator, text: str) -> None:
    """As JSON in ASCII: half of a pair of surrogates has no other way in."""
    box.evaluate(PUT, [json.dumps(text)])


def _figures(said: str) -> tuple[int, int]:
    """“71 of 134 characters · 2 parts · …” as (71, 2)."""
    first, _, rest = said.partition(" · ")
    parts = rest.split(" ", 1)[0] if rest else "0"
    return int(first.split(" ", 1)[0].replace(",", "")), int(parts)


def _state(page: Page) -> str | None:
    return page.locator("[data-sms-counter]").get_attribute("data-state")
