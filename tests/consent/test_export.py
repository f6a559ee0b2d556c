"""Taking the block list away: who may, what the file holds, and that it comes back."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from python_calamine import CalamineWorkbook

from clicksendhub.audit.models import Entry
from clicksendhub.consent import services
from clicksendhub.consent.imports import drafts, running
from clicksendhub.consent.models import Block, BlockSource
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from tests import make
from tests.support.pages import PageClient

ADA, BO = "+61491570156", "+61491570157"
ADDRESS = "/opt-outs/export/"
NASTY = '=cmd|"x", +1\n‘später’'


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def mia(page: PageClient, account: Account) -> User:
    person = make.member(of=account, role="marketer")
    page.force_login(person)
    return person


def block(account: Account, number: str, **changes: Any) -> Block:
    given: dict[str, Any] = {"source": BlockSource.REPLY, "words": "STOP"}
    return services.block(account_id=account.pk, number=number, **(given | changes))


def file_of(page: PageClient, kind: str, which: str = "standing") -> bytes:
    answer = page.post(ADDRESS, {"kind": kind, "which": which})
    assert "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def rows_in(content: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(content.decode(), newline=""))]


def test_a_file_holds_each_block_with_its_evidence(
    page: PageClient, account: Account, mia: User
) -> None:
    block(account, ADA)
    block(account, BO, source=BlockSource.PERSON, words="asked by phone", by=mia)

    headings, ada, bo = rows_in(file_of(page, "csv"))

    assert headings[:5] == ["Number", "Since", "How", "Words or reason", "By"]
    assert ada[0] == f"'{ADA}"
    assert ada[1].endswith("+08:00")
    assert ada[2:4] == ["Their reply", "STOP"]
    assert bo[2:5] == ["A person here", "asked by phone", "Kim Barnes"]


def test_no_cell_is_a_formula(page: PageClient, account: Account, mia: User) -> None:
    block(account, ADA, words=NASTY)

    assert rows_in(file_of(page, "csv"))[1][3] == f"'{NASTY}"


def test_lifted_blocks_are_in_it_where_that_is_chosen(
    page: PageClient, account: Account, mia: User
) -> None:
    grace = make.member(of=account, role="approver")
    services.lift(block(account, ADA), by=grace, why="asked us in person")

    assert len(rows_in(file_of(page, "csv"))) == 1
    row = rows_in(file_of(page, "csv", "all"))[1]
    assert row[6]
    assert row[8] == "asked us in person"


def test_a_mark_and_a_sheet_can_be_had(
    page: PageClient, account: Account, mia: User
) -> None:
    block(account, ADA)

    assert file_of(page, "csv_marked").startswith(b"\xef\xbb\xbfNumber,")
    sheet = io.BytesIO(file_of(page, "xlsx"))
    rows = CalamineWorkbook.from_filelike(sheet).get_sheet_by_index(0).to_python()
    assert rows[1][0] == ADA


@pytest.mark.parametrize("kind", ["csv", "csv_marked", "xlsx"])
def test_brought_again_every_number_is_blocked_already(
    page: PageClient,
    account: Account,
    mia: User,
    kind: str,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for number in (ADA, BO, "+61261001234", "+447400123456", "12345"):
        block(account, number, words=NASTY)
    grace = make.member(of=account, role="approver")
    services.lift(block(account, "+61491570158"), by=grace, why="a mistake")

    content = ContentFile(file_of(page, kind, "all"))
    found = drafts.begin(account=account, name="opt-outs", content=content, by=mia)
    columns = drafts.columns_of(found)
    drafts.start_check(found=found, columns=columns, country=found.country)
    running.carry_on(found, seconds=60)

    found.refresh_from_db()
    assert (found.rows, found.known, found.lifted) == (6, 5, 1)


def test_the_audit_says_who_took_how_many(
    page: PageClient, account: Account, mia: User
) -> None:
    block(account, ADA)

    file_of(page, "csv")

    told = Entry.objects.get(act="consent.exported")
    assert (told.actor_id, told.detail) == (mia.pk, {"kind": "csv", "numbers": 1})


def test_another_accounts_blocks_are_not_in_it(
    page: PageClient, account: Account, mia: User
) -> None:
    block(make.account(), ADA)

    assert len(rows_in(file_of(page, "csv", "all"))) == 1


def test_it_is_read_in_pieces(
    page: PageClient, account: Account, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clicksendhub.consent.exporting._PIECE", 2)
    numbers = [block(account, make.number()).number for _ in range(5)]

    rows = rows_in(file_of(page, "csv"))[1:]

    assert [row[0] for row in rows] == [f"'{number}" for number in numbers]


@pytest.mark.parametrize("role", ["viewer", "sender"])
def test_it_has_a_right_of_its_own(
    page: PageClient, account: Account, role: str
) -> None:
    page.force_login(make.member(of=account, role=role))
    block(account, ADA)

    assert page.get(ADDRESS).status_code == 403
    assert page.post(ADDRESS, {"kind": "csv", "which": "all"}).status_code == 403
    assert "Export" not in page.get_page("/opt-outs/").links()


def test_the_page_says_that_the_audit_keeps_it(
    page: PageClient, account: Account, mia: User
) -> None:
    block(account, ADA)
    assert page.get_page("/opt-outs/").links()["Export"] == ADDRESS

    shown = page.get_page(ADDRESS)

    assert "1 number is blocked." in shown.text
    assert "kept in the audit" in shown.text
