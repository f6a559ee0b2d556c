"""A file from a spreadsheet becomes people, is undone, and brought again."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e import browsing, journey
from tests.e2e.browsing import Visit
from tests.e2e.product import Hub, wait_for
from tests.e2e.there import lists_here, lists_there

# Two faults: digits that a spreadsheet lost, and a number that is too short.
ROWS = """\
First name,Last name,Mobile,E-mail,Street,City,Postcode,Favourite class
Ngaire,Tamihana,0491 572 101,ngaire.t@example.com,3 Quay Street,Perth,6000,Swimming
Tomasz,Wójcik,0491 572 10,tomasz.w@example.com,,Perth,6000,Knee class
Imogen,Ashby,4.9157E+08,imogen.a@example.com,,Fremantle,6160,Swimming
Bilal,"Haddad, MD",(08) 5550 7788,bilal.h@example.com,"Unit 2
14 High Street",Fremantle,6160,Back school
"""
NAME = "winter-programme.csv"
LIST = "Winter programme"


def test_a_file_with_two_faults_is_mended_imported_undone_and_brought_again(
    visit: Visit, hub: Hub
) -> None:
    page = visit()
    browsing.sign_in(page, hub, "mia")
    _bring(page)
    _match(page)
    _mend_one_row(page)
    _import(page)
    _undo(page)
    _bring(page)
    _match(page)
    expect(_sum(page)).to_contain_text("4 rows = 2 new")
    _mend_one_row(page)
    _import(page)
    _bring_once_more(page)
    _lists_are_equal(hub)


def test_the_four_pages_need_no_script(visit: Visit) -> None:
    page = visit("mia", java_script_enabled=False, viewport=browsing.NARROW)
    _bring(page, name="autumn-programme.csv")
    page.get_by_label("Favourite class").select_option(label="Leave it out")
    journey.button(page, "Show the people again").click()
    expect(page.get_by_role("main")).to_contain_text("+61 491 572 101")
    journey.button(page, "Check every row").click()
    page.get_by_role("link", name="Too short for a number").first.click()
    page.get_by_label("Mobile in row 3").fill("0491 572 102")
    page.get_by_role("button", name="Save the row 3").click()
    page.get_by_role("heading", name="Check before you import", level=1).wait_for()
    journey.button(page, "Import 3 people").click()
    page.get_by_role(
        "heading", name="3 people imported into Autumn programme"
    ).wait_for()
    journey.button(page, "Undo").click()
    page.get_by_role("heading", name="was undone").wait_for()


def _bring(page: Page, name: str = NAME) -> None:
    journey.place(page, "Contacts")
    page.get_by_role("main").get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("Your file").set_input_files(
        FilePayload(name=name, mimeType="text/csv", buffer=ROWS.encode())
    )
    journey.button(page, "Continue").click()
    page.get_by_role("heading", name="Match the columns", level=1).wait_for()


def _match(page: Page) -> None:
    """A field of our own is made of the last column; the rest was guessed."""
    expect(page.get_by_label("Mobile")).to_have_value("number")
    target = "new:Favourite class"
    choice = page.get_by_label("Favourite class")
    if choice.locator(f"option[value='{target}']").count():
        with page.expect_response(lambda answer: "columns" in answer.url):
            choice.select_option(target)
        expect(page.locator("#as-people")).to_contain_text("Swimming")
    expect(page.get_by_label("Name of the new list")).to_have_value(LIST)
    browsing.shoot(page, "imports-01-match")
    journey.button(page, "Check every row").click()
    page.get_by_role("heading", name="Check before you import", level=1).wait_for()


def _sum(page: Page) -> Locator:
    return page.locator(".sum-bar__sum")


def _mend_one_row(page: Page) -> None:
    """Row 3 has all its digits afterwards; row 4 stays out."""
    expect(_sum(page)).to_have_text(
        "4 rows = 2 new + 0 changed + 0 same + 0 duplicate + 2 rejected"
    )
    browsing.shoot(page, "imports-02-check")
    page.get_by_role("link", name="Too short for a number").first.click()
    page.get_by_label("Mobile in row 3").fill("0491 572 102")
    page.get_by_role("button", name="Save the row 3").click()
    expect(page.get_by_text("Row 3 is fine now.").first).to_be_focused()
    page.get_by_role("link", name="Back to the check").click()
    expect(_sum(page)).to_have_text(
        "4 rows = 3 new + 0 changed + 0 same + 0 duplicate + 1 rejected"
    )


def _import(page: Page) -> None:
    journey.button(page, "Import 3 people").dblclick()
    page.get_by_role("heading", name=f"3 people imported into {LIST}").wait_for()
    browsing.shoot(page, "imports-03-result")
    with page.expect_download() as taken:
        page.get_by_role("link", name="as a file").click()
    told = taken.value.path().read_text(encoding="utf-8-sig")
    assert "Imogen" in told
    assert "Tomasz" not in told
    page.get_by_role("link", name="See the people").click()
    expect(page.get_by_role("link", name="Tomasz Wójcik")).to_be_visible()
    expect(page.get_by_role("link", name="Imogen Ashby")).to_have_count(0)
    page.go_back()


def _undo(page: Page) -> None:
    journey.button(page, "Undo").click()
    page.get_by_role("button", name="Undo the import").click()
    page.get_by_role("heading", name="was undone").wait_for()


def _bring_once_more(page: Page) -> None:
    """The same file into the same list: nobody is new, nobody changes."""
    _bring(page)
    page.get_by_label("Into the list").select_option(label=LIST)
    journey.button(page, "Check every row").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("This very file was imported before")
    expect(_sum(page)).to_contain_text("4 rows = 0 new + 0 changed + 2 same")
    expect(main.get_by_role("button", name="Import ")).to_have_count(0)


def _lists_are_equal(hub: Hub) -> None:
    """Every list that is kept in step, in every field that the API has."""
    wait_for(
        lambda: lists_there(hub) == lists_here(hub),
        what="the same lists at ClickSend",
        seconds=90,
    )
    assert len(lists_here(hub)[LIST]) == 3
