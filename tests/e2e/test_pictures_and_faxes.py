"""A picture and a fax go out, from the file to the phone and to the paper."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import make
from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.browsing import NARROW, Visit
from tests.e2e.product import Hub
from tests.support.media_files import noise, saved

WORDS = "As promised: the exercises for your shoulder."
SUBJECT = "New exercises"
LANDLINE = "(02) 6100 2"


def large_photo(folder: Path) -> Path:
    """A photo that has to lose something to be sent."""
    photo = folder / "shoulder.jpg"
    photo.write_bytes(saved(noise(1200, 900), "JPEG", quality=90))
    return photo


def test_a_picture_is_brought_agreed_to_and_seen_on_the_phone(
    visit: Visit, hub: Hub, tmp_path: Path
) -> None:
    page, phone = visit("mia"), visit()
    number = journey.new_number()
    _write_picture(page, number, large_photo(tmp_path))
    expect(page.locator("#phone-picture")).to_be_visible()
    browsing.shoot(page, "mms-01-write")
    assert violations(page) == []
    _check_picture(page)
    assert violations(page) == []
    browsing.shoot(page, "mms-02-check")
    page.get_by_label("I have seen the picture as it will arrive").check()
    journey.button(page, "Send 1 picture message").click()
    page.get_by_role("heading", name="People").wait_for()
    expect(journey.state_of(page, number)).to_contain_text("Delivered", timeout=40_000)
    browsing.shoot(page, "mms-03-receipt")
    assert violations(page) == []
    _see_picture_in_the_ledger(phone, hub, number)
    page.get_by_role("link", name=journey.shown(number)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Picture to")
    browsing.shoot(page, "mms-04-person")
    assert violations(page) == []


def test_a_picture_on_a_narrow_dark_screen_and_its_answer_in_the_thread(
    visit: Visit, hub: Hub
) -> None:
    page = visit("mia", viewport=NARROW, color_scheme="dark")
    phone = visit()
    number = journey.new_number()
    _write_picture(page, number, make.MEDIA / "good.jpg")
    browsing.shoot(page, "mms-01-write-narrow-dark")
    assert violations(page) == []
    _check_picture(page)
    browsing.shoot(page, "mms-02-check-narrow-dark")
    journey.button(page, "Send 1 picture message").click()
    page.get_by_role("heading", name="People").wait_for()
    expect(journey.state_of(page, number)).to_contain_text("Accepted")
    browsing.shoot(page, "mms-03-receipt-narrow-dark")
    journey.open_phone(phone, hub, number)
    journey.answer_on_phone(phone, "Thank you, it helps")
    page.goto("/inbox/")
    page.get_by_role("link", name=re.compile("Thank you, it helps")).first.click()
    expect(page.get_by_role("main")).to_contain_text("with a picture")


def test_a_fax_is_counted_priced_and_comes_out_of_the_machine(
    visit: Visit, hub: Hub
) -> None:
    page, tray = visit("mia"), visit()
    page.goto("/send/")
    kinds = page.get_by_role("navigation", name="Kinds of message")
    kinds.get_by_role("link", name="Fax").click()
    browsing.shoot(page, "fax-01-write")
    assert violations(page) == []
    page.get_by_label("To", exact=True).fill("(02) 6100 2001")
    page.get_by_label("Your fax number").fill("(02) 6100 2999")
    page.locator("#id_upload").set_input_files(make.MEDIA / "good.docx")
    journey.button(page, "Check").click()
    expect(page.get_by_role("main")).to_contain_text("1 page each, 1 in all")
    expect(page.get_by_role("main")).to_contain_text("Quote from ClickSend")
    browsing.shoot(page, "fax-02-check")
    assert violations(page) == []
    page.get_by_label("I have seen the document as it will arrive").check()
    journey.button(page, "Send 1 fax").click()
    row = page.get_by_role("row").filter(has_text="+61 2 6100 2001")
    expect(row).to_contain_text("Delivered", timeout=40_000)
    browsing.shoot(page, "fax-03-receipt")
    _see_fax_in_the_tray(tray, hub)


def test_a_bad_file_is_refused_at_its_field_and_the_rest_stays(visit: Visit) -> None:
    page = visit("mia", viewport=NARROW)
    page.goto("/send/fax/")
    page.get_by_label("To", exact=True).fill("(02) 6100 2001")
    page.locator("#id_upload").set_input_files(
        make.MEDIA / "landscape-in-the-middle.pdf"
    )
    journey.button(page, "Check").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Page 2 lies on its side.")
    expect(page.get_by_label("To", exact=True)).to_have_value("(02) 6100 2001")
    browsing.shoot(page, "fax-04-mistake-narrow")
    assert violations(page) == []


def _write_picture(page: Page, number: str, picture: Path) -> None:
    page.goto("/send/")
    kinds = page.get_by_role("navigation", name="Kinds of message")
    kinds.get_by_role("link", name="Picture").click()
    page.get_by_role("heading", name="Send a picture").wait_for()
    page.get_by_label("To", exact=True).fill(number)
    page.get_by_label("Subject").fill(SUBJECT)
    page.get_by_label("Text", exact=True).fill(WORDS)
    page.locator("#id_upload").set_input_files(picture)


def _check_picture(page: Page) -> None:
    journey.button(page, "Check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check 1 picture message")
    # Asked for once the picture is at ClickSend; the page goes on by itself.
    expect(page.get_by_role("main")).to_contain_text("Quote from ClickSend")
    expect(page.locator("#phone-picture")).to_be_visible()


def _see_picture_in_the_ledger(phone: Page, hub: Hub, number: str) -> None:
    """Every field of the connector’s MMS action that the hub sends."""
    to = journey.international(number)
    [entry] = [one for one in hub.sandbox.ledger() if one["to"] == to]
    assert entry["body"] == WORDS
    assert re.fullmatch(r"[0-9a-f]{32}", entry["reference"])
    phone.goto(f"{hub.sandbox.url}ledger/{entry['seq']}")
    told = phone.get_by_role("main").inner_text()
    for words in (SUBJECT, "AU", to):
        assert words in told, told
    journey.open_phone(phone, hub, number)
    expect(phone.get_by_text(WORDS)).to_be_visible()
    picture = phone.get_by_alt_text("The picture that came with this message")
    expect(picture).to_be_visible()
    assert picture.evaluate("it => it.naturalWidth") > 0
    browsing.shoot(phone, "mms-05-handset")


def _see_fax_in_the_tray(tray: Page, hub: Hub) -> None:
    [entry] = [one for one in hub.sandbox.ledger() if one["to"] == "+61261002001"]
    assert re.fullmatch(r"[0-9a-f]{32}", str(entry["reference"]))
    tray.goto(f"{hub.sandbox.url}ledger/{entry['seq']}")
    told = tray.get_by_role("main").inner_text()
    for words in ("+61261002001", "+61261002999", "AU"):
        assert words in told, told
    tray.goto(f"{hub.sandbox.url}faxes")
    tray.get_by_role("main").get_by_role("link").first.click()
    expect(tray.get_by_role("heading", name="Pages")).to_be_visible()
    browsing.shoot(tray, "fax-05-tray")
