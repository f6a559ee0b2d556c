"""An old block list is brought, looked at and confirmed, and comes back as it went."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import browsing, journey
from tests.e2e.browsing import Visit

_HEADING = "Name,Mobile,Asked on,Reason"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_an_old_list_blocks_after_it_was_confirmed(
    visit: Visit, tmp_path: Path, has_scripts: bool
) -> None:
    page = visit("mia", java_script_enabled=has_scripts)
    ada, bo = journey.new_number(), journey.new_number()
    old = tmp_path / "old list.csv"
    rows = [f"Ada,{ada},3/4/2021,by phone", f"Bo,{bo},,", "Cy,none,,", f"Di,{ada},,"]
    old.write_text("\n".join([_HEADING, *rows]) + "\n")
    _bring(page, old)
    _check(page, new=2, rejected="none")
    page.get_by_role("button", name="Block 2 numbers").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("2 numbers were blocked by this list")
    _see_the_evidence(page, ada)


def test_an_export_comes_back_with_everything_blocked_already(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit("mia")
    page.goto("/opt-outs/export/")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").click()
    sheet = tmp_path / taken.value.suggested_filename
    taken.value.save_as(sheet)
    _bring(page, sheet)
    page.get_by_role("button", name="Check the rows").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("There is nobody to block")
    expect(main).to_contain_text("Blocked already")
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opt-outs")


def test_the_page_says_when_clicksends_own_list_was_read(page: Page) -> None:
    page.goto("/opt-outs/")

    expect(page.get_by_role("main")).to_contain_text("Its list was last read")


def test_a_list_is_brought_without_a_mouse(page: Page, tmp_path: Path) -> None:
    page.goto("/opt-outs/imports/new/")
    page.get_by_label("Or paste numbers").focus()
    page.keyboard.type("0491 57")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    main = page.get_by_role("main")
    expect(main).to_contain_text("There is nobody to block")
    throw = page.get_by_role("button", name="Throw away")
    throw.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Opt-outs")


def _bring(page: Page, file: Path) -> None:
    page.goto("/opt-outs/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(file.name)


def _check(page: Page, *, new: int, rejected: str) -> None:
    expect(page.get_by_label("Numbers stand in")).to_have_value("1")
    expect(page.get_by_label("The day that they asked")).to_have_value("2")
    browsing.shoot(page, "block-list-columns")
    page.get_by_role("button", name="Check the rows").click()
    told = page.get_by_role("table", name="Rejected rows")
    expect(told).to_contain_text(rejected)
    expect(page.get_by_role("main")).to_contain_text(f"{new} new")
    browsing.shoot(page, "block-list-check")


def _see_the_evidence(page: Page, typed: str) -> None:
    page.goto("/opt-outs/")
    page.get_by_role("link", name=journey.shown(typed)).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("old list.csv, row 2")
    expect(main).to_contain_text("“by phone”")
