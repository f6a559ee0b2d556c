"""The pages of an old list: file, columns, check, result; all without a script."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clicksendhub.audit.models import Entry
from clicksendhub.consent.imports import running
from clicksendhub.consent.models import (
    Block,
    BlockImport,
    BlockImportRow,
    BlockSource,
    ImportState,
)
from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.people.models import User
from tests import make
from tests.consent.imports.conftest import Bring, confirm
from tests.support.pages import Page, PageClient

ADA, BO = "+61491570156", "+61491570157"
NEW = "/opt-outs/imports/new/"
LIST = f"""Name,Mobile,Day,Why
Ada,{ADA},2021-04-03,asked by phone
Bo,0491 570 157,,
Cy,cat,,
Ada,{ADA},2022-01-01,again
"""


@pytest.fixture
def page(page: PageClient, mia: User) -> PageClient:
    page.force_login(mia)
    return page


def upload(page: PageClient, account: Account, content: str | bytes = LIST) -> Page:
    written = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("old list.csv", written)
    return page.post_page(NEW, {"file": file, "account": account.public_id})


def paste(page: PageClient, account: Account, pasted: str) -> Page:
    return page.post_page(NEW, {"pasted": pasted, "account": account.public_id})


def chosen(**changes: str) -> dict[str, str]:
    columns = {"number": "1", "date": "2", "reason": "3", "country": "AU"}
    return columns | {"has_heading": "on"} | changes


def deed(act: str) -> dict[str, str]:
    return {"act": act, "checks": str(BlockImport.objects.get().checks)}


def of_import(path: str = "") -> str:
    return f"/opt-outs/imports/{BlockImport.objects.get().public_id}/{path}"


def test_a_list_goes_from_its_file_to_blocks(
    page: PageClient, account: Account
) -> None:
    columns = upload(page, account)
    assert columns.h1 == "old list.csv"
    assert "Say which columns count" in columns.text

    check = page.post_page(of_import("columns/"), chosen())
    assert "4 rows" in check.text
    assert "“cat” is not a phone number" in check.text
    assert "Block 2 numbers" in check.buttons()
    assert not Block.objects.exists()

    result = page.post_page(of_import("act/"), deed("start"))
    assert "2 numbers were blocked by this list, confirmed by Kim Barnes" in result.text
    assert {block.number for block in Block.objects.all()} == {ADA, BO}


def test_the_columns_are_guessed(page: PageClient, account: Account) -> None:
    shown = upload(page, account)

    picked = {
        select.get("name"): option.get("value")
        for select in shown.all("select")
        for option in select.iter("option")
        if option.get("selected") is not None
    }
    assert picked == {"number": "1", "date": "2", "reason": "3", "country": "AU"}
    assert "asked by phone" in shown.text


def test_pasted_numbers_are_checked_at_once(page: PageClient, account: Account) -> None:
    shown = paste(page, account, "0491 570 156, 0491 570 157; cat")

    assert shown.h1 == "Pasted numbers"
    assert "Block 2 numbers" in shown.buttons()


def test_pasted_rows_ask_for_their_columns(page: PageClient, account: Account) -> None:
    shown = paste(page, account, f"Mobile\tWhy\n{ADA}\tasked by phone\n")

    assert "Say which columns count" in shown.text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Choose a file, or paste numbers."),
        ({"file": b""}, "empty"),
        ({"file": b"%PDF-1.7\n\x00\x01"}, "PDF"),
        ({"file": b"\x89PNG\r\n\x1a\n\x00"}, "picture"),
        ({"file": LIST.encode(), "pasted": ADA}, "not both"),
        ({"pasted": "x" * 500_001}, "Remove 1 character"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(
    page: PageClient, account: Account, given: dict[str, Any], says: str
) -> None:
    if "file" in given:
        given = given | {"file": SimpleUploadedFile("list.csv", given["file"])}
    shown = page.post_page(NEW, {"account": account.public_id, **given})

    assert len(shown.errors()) == 1
    assert says in shown.errors()[0]
    assert not BlockImport.objects.exists()


def test_a_file_that_is_too_large_is_not_read(
    page: PageClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clicksendhub.consent.forms.imports.MOST_BYTES", 10)

    assert "are read" in upload(page, account).errors()[0]


def test_what_was_pasted_stays_after_a_mistake(
    page: PageClient, account: Account
) -> None:
    elsewhere = make.account(label="Bay Dental")

    shown = paste(page, elsewhere, ADA)

    assert "You now work in Harbour Physio" in shown.text
    assert shown.field("pasted") == ADA
    assert not BlockImport.objects.exists()


def test_a_column_is_one_thing(page: PageClient, account: Account) -> None:
    upload(page, account)

    shown = page.post_page(of_import("columns/"), chosen(date="1"))

    assert shown.errors() == ["This column holds the numbers. Choose another."]


def test_a_list_without_a_heading_is_read_so(
    page: PageClient, account: Account
) -> None:
    upload(page, account, f"{ADA},x\n{BO},y\n")
    given = chosen(number="0", date="", reason="")
    del given["has_heading"]

    shown = page.post_page(of_import("columns/"), given)

    assert "Block 2 numbers" in shown.buttons()


def test_reading_a_file_in_another_way_shows_its_columns_anew(
    page: PageClient, account: Account
) -> None:
    upload(page, account)
    given = chosen()
    del given["has_heading"]

    shown = page.post_page(of_import("columns/"), given)

    assert shown.h1 == "old list.csv"
    assert "Column A" in shown.text


def test_reading_it_in_another_way_keeps_the_country(
    page: PageClient, account: Account
) -> None:
    upload(page, account)
    given = chosen(country="NZ")
    del given["has_heading"]

    shown = page.post_page(of_import("columns/"), given)

    (country,) = [one for one in shown.all("select") if one.get("name") == "country"]
    picked = [one for one in country.iter("option") if one.get("selected") is not None]
    assert [one.get("value") for one in picked] == ["NZ"]


def test_who_was_unblocked_before_is_a_choice_of_its_own(
    page: PageClient, account: Account, bring: Bring
) -> None:
    Block.objects.create(
        account=account,
        number=ADA,
        source=BlockSource.PERSON,
        lifted_at="2024-01-01T00:00Z",
        lifted_because="asked us",
    )
    found = bring(f"Mobile\n{ADA}\n{BO}\n")

    shown = page.get_page(found.get_absolute_url())
    assert "Block 1 number" in shown.buttons()
    assert "Block these and the 1 unblocked before" in shown.buttons()
    page.post_page(of_import("act/"), deed("start_with_lifted"))

    assert Block.objects.standing().count() == 2


def test_where_there_is_nobody_to_block_there_is_no_button(
    page: PageClient, bring: Bring
) -> None:
    shown = page.get_page(bring("Mobile\ncat\ndog\n").get_absolute_url())

    assert "There is nobody to block" in shown.text
    assert not [words for words in shown.buttons() if words.startswith("Block")]


def test_a_large_list_is_checked_by_a_job_and_followed(
    page: PageClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_WHILE_WAITING_BYTES", 0)

    shown = paste(page, account, ADA)

    assert "The rows are being checked" in shown.text
    assert Nudge.objects.get().task == running.CARRY_ON
    poll = f"{of_import()}?known=checking-0"
    assert page.get_fragment(poll).status == 204
    running.carry_on(BlockImport.objects.get(), seconds=60)
    moved = page.get_fragment(poll)
    assert "Block 1 number" in moved.buttons()
    assert "hx-get" not in moved.html


def test_an_import_under_way_says_how_far_it_is(page: PageClient, bring: Bring) -> None:
    found = bring(LIST)
    BlockImport.objects.update(state=ImportState.IMPORTING)

    shown = page.get_page(found.get_absolute_url())

    assert "0 % of 2 numbers are done" in shown.text


def test_a_file_that_broke_says_so_and_leads_on(page: PageClient, bring: Bring) -> None:
    found = bring(LIST)
    BlockImport.objects.update(state=ImportState.FAILED, trouble="Row 9 is odd.")

    shown = page.get_page(found.get_absolute_url())

    assert "Row 9 is odd." in shown.text
    assert shown.links()["Bring another file"] == NEW


@pytest.mark.parametrize("step", ["columns/", "act/"])
def test_a_file_that_is_gone_is_no_error_of_ours(
    page: PageClient, bring: Bring, step: str
) -> None:
    found = bring(LIST)
    found.file.storage.delete(str(found.file.name))

    shown = page.post_page(of_import(step), chosen() | deed("start"))

    assert shown.status == 200
    assert Block.objects.count() == (2 if step == "act/" else 0)


def test_each_number_of_the_sum_leads_to_its_rows(
    page: PageClient, bring: Bring
) -> None:
    found = bring(LIST)
    shown = page.get_page(found.get_absolute_url())
    (to_new, *_others) = [
        link.get("href", "")
        for link in shown.all("a")
        if "outcome=new" in link.get("href", "")
    ]

    rows = page.get_page(to_new)

    assert rows.h1 == "New numbers"
    assert "+61 491 570 157" in rows.text


def test_rows_cost_the_same_with_three_and_with_thirty(
    page: PageClient, bring: Bring, count_queries: Any
) -> None:
    found = bring("Mobile\ncat\ndog\ncow\n")
    path = f"{found.get_absolute_url()}rows/?outcome=rejected"
    page.get_page(path)
    few = count_queries(lambda: page.get_page(path))
    BlockImportRow.objects.bulk_create(
        BlockImportRow(of_import=found, row=n, outcome="rejected") for n in range(9, 36)
    )

    assert count_queries(lambda: page.get_page(path)) == few


def test_rejected_rows_are_taken_as_a_file(page: PageClient, bring: Bring) -> None:
    found = bring("Mobile\n=cmd\n")

    answer = page.get(f"{found.get_absolute_url()}rejected/")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = [*csv.reader(io.StringIO(text, newline=""))]
    assert rows[1][:2] == ["2", "'=cmd"]


def test_the_trail_tells_who_took_the_rejected_rows(
    page: PageClient, bring: Bring, mia: User
) -> None:
    found = bring("Mobile\ncat\n")

    page.get(f"{found.get_absolute_url()}rejected/")

    told = Entry.objects.get(act="consent.rejected_exported")
    assert (told.actor_id, told.target) == (mia.pk, str(found.public_id))


def test_throwing_away_blocks_nobody(page: PageClient, bring: Bring) -> None:
    bring(LIST)

    shown = page.post_page(of_import("act/"), {"act": "discard"})

    assert shown.h1 == "Opt-outs"
    assert not BlockImport.objects.exists()


def test_what_was_thrown_away_in_another_tab_is_not_found(
    page: PageClient, bring: Bring
) -> None:
    bring(LIST)
    path = of_import("act/")
    BlockImport.objects.all().delete()

    assert page.post(path, {"act": "start"}).status_code == 404


def test_a_second_click_changes_nothing(page: PageClient, bring: Bring) -> None:
    bring(LIST)
    page.post_page(of_import("act/"), deed("start"))

    shown = page.post_page(of_import("act/"), deed("start"))

    assert "2 numbers were blocked" in shown.text
    assert Block.objects.count() == 2


@pytest.mark.parametrize("shown", ["1", "", "x", "9" * 40])
def test_only_the_check_that_was_shown_is_confirmed(
    page: PageClient, account: Account, shown: str
) -> None:
    upload(page, account)
    first = page.post_page(of_import("columns/"), chosen())
    assert first.field("checks") == "1"
    page.post_page(of_import("columns/"), chosen(reason=""))

    answer = page.post_page(of_import("act/"), {"act": "start", "checks": shown})

    assert "It was checked anew. Look again." in answer.text
    assert "Block 2 numbers" in answer.buttons()
    assert not Block.objects.exists()


def test_a_done_import_has_no_columns_to_choose(
    page: PageClient, bring: Bring, mia: User
) -> None:
    found = bring(LIST)
    confirm(found, mia)

    shown = page.get_page(f"{found.get_absolute_url()}columns/")

    assert "were blocked by this list" in shown.text


def test_another_accounts_list_is_not_found(
    page: PageClient, bring: Bring, client: Any
) -> None:
    found = bring(LIST)
    client.force_login(make.member(of=make.account()))

    for part in ("", "columns/", "rows/", "rejected/"):
        assert client.get(f"{found.get_absolute_url()}{part}").status_code == 404


def test_a_sender_imports_nothing(
    page: PageClient, account: Account, bring: Bring
) -> None:
    found = bring(LIST)
    page.force_login(make.member(of=account, role="sender"))

    assert page.get(NEW).status_code == 403
    path = f"{found.get_absolute_url()}act/"
    assert page.post(path, {"act": "start"}).status_code == 403
    assert "Import" not in page.get_page("/opt-outs/").links()


def test_earlier_lists_are_told_where_one_is_brought(
    page: PageClient, bring: Bring, mia: User
) -> None:
    confirm(bring(LIST), mia)

    shown = page.get_page(NEW)

    assert "old-list.csv" in shown.links()


def test_the_block_says_which_list_it_came_with(
    page: PageClient, bring: Bring, mia: User
) -> None:
    confirm(bring(LIST), mia)

    shown = page.get_page(f"/opt-outs/{Block.objects.get(number=ADA).public_id}/")

    assert "An imported list, Kim Barnes" in shown.text
    assert "old-list.csv, row 2" in shown.text
    assert "“asked by phone”" in shown.text
    assert "replies START" not in shown.text
