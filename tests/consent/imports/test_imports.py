"""An old list: checked without blocking anybody, then blocked once, never lifting."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.consent import hooks, services
from clicksendhub.consent.bulk import block_many
from clicksendhub.consent.imports import applying, checking, drafts, running
from clicksendhub.consent.imports.columns import Columns
from clicksendhub.consent.models import (
    Block,
    BlockImport,
    BlockImportRow,
    BlockSource,
    ImportState,
)
from clicksendhub.consent.tasks import carry_on
from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.lib.tables import Unreadable
from clicksendhub.people.models import User
from tests import make
from tests.consent.imports.conftest import Bring, confirm, work

ADA, BO, CY = "+61491570156", "+61491570157", "+61491570158"
LIST = f"""Mobile,Day,Why
{ADA},2021-04-03,asked by phone
0491 570 157,,
cat,,
{ADA},2022-01-01,again
"""


def blocked(account: Account) -> set[str]:
    standing = Block.objects.standing().filter(account=account)
    return set(standing.values_list("number", flat=True))


def sum_of(found: BlockImport) -> tuple[int, ...]:
    found.refresh_from_db()
    counted = (found.new, found.lifted, found.known, found.double, found.rejected)
    assert found.rows == sum(counted)
    return counted


def test_a_check_blocks_nobody(account: Account, bring: Bring) -> None:
    found = bring(LIST)

    assert found.state == ImportState.CHECKED
    assert sum_of(found) == (2, 0, 0, 1, 1)
    assert blocked(account) == set()


def test_rejected_rows_have_their_row_numbers_and_sentences(bring: Bring) -> None:
    found = bring(LIST)

    row = BlockImportRow.objects.get(of_import=found, outcome="rejected")
    assert (row.row, row.raw) == (4, "cat")
    assert "not a phone number" in row.sentence


def test_confirmed_it_blocks_with_its_evidence(
    account: Account, bring: Bring, mia: User
) -> None:
    found = bring(LIST)

    confirm(found, mia)

    assert (found.state, found.blocked) == (ImportState.DONE, 2)
    made = Block.objects.get(number=ADA)
    assert (made.source, made.by, made.words) == (
        BlockSource.IMPORT,
        mia,
        "asked by phone",
    )
    assert (made.came_with, made.row) == (found, 2)
    assert f"{made.asked_at.astimezone(UTC):%Y-%m-%d}" == "2021-04-02"
    assert blocked(account) == {ADA, BO}


def test_nothing_is_blocked_that_nobody_confirmed(
    account: Account, bring: Bring
) -> None:
    work(bring(LIST))
    running.find_unfinished(timezone.now())

    assert blocked(account) == set()
    assert not Nudge.objects.exists()


def test_brought_again_everything_is_blocked_already(bring: Bring, mia: User) -> None:
    confirm(bring(LIST), mia)

    again = bring(LIST)

    assert sum_of(again) == (0, 0, 2, 1, 1)


def test_the_first_evidence_stays(account: Account, bring: Bring, mia: User) -> None:
    services.block(
        account_id=account.pk, number=ADA, source=BlockSource.REPLY, words="STOP"
    )

    confirm(bring(LIST), mia)

    assert Block.objects.get(number=ADA).words == "STOP"


def test_start_does_not_lift_what_a_list_set(
    account: Account, bring: Bring, mia: User
) -> None:
    confirm(bring(LIST), mia)

    later = timezone.now() + timedelta(hours=1)
    assert not services.lift_by_start(account.pk, ADA, "START", asked_at=later)
    assert ADA in blocked(account)


def start_later(account: Account, number: str) -> bool:
    later = timezone.now() + timedelta(hours=1)
    return services.lift_by_start(account.pk, number, "START", asked_at=later)


def say_stop(account: Account, number: str) -> None:
    services.block(
        account_id=account.pk, number=number, source=BlockSource.REPLY, words="STOP"
    )


def test_start_does_not_lift_a_stop_that_is_on_the_list(
    account: Account, bring: Bring, mia: User
) -> None:
    say_stop(account, ADA)
    say_stop(account, CY)

    confirm(bring(LIST), mia)

    assert not start_later(account, ADA)
    assert start_later(account, CY)


def test_start_does_not_lift_a_stop_from_between_check_and_import(
    account: Account, bring: Bring, mia: User
) -> None:
    found = bring(LIST)
    say_stop(account, ADA)

    confirm(found, mia)

    assert not start_later(account, ADA)


def test_a_check_keeps_no_stop_from_its_start(account: Account, bring: Bring) -> None:
    say_stop(account, ADA)

    bring(LIST)

    assert start_later(account, ADA)


def test_a_stop_after_the_import_does_not_make_start_lift_it(
    account: Account, bring: Bring, mia: User
) -> None:
    confirm(bring(LIST), mia)
    services.block(
        account_id=account.pk, number=ADA, source=BlockSource.REPLY, words="STOP"
    )

    later = timezone.now() + timedelta(hours=1)
    assert not services.lift_by_start(account.pk, ADA, "START", asked_at=later)


@pytest.fixture
def lifted(account: Account) -> Block:
    """Ada was blocked, and somebody lifted it in 2022."""
    grace = make.member(of=account, role="approver")
    made = services.block(account_id=account.pk, number=ADA, source=BlockSource.PERSON)
    services.lift(made, by=grace, why="asked us in person")
    Block.objects.update(lifted_at=datetime(2022, 6, 1, tzinfo=UTC))
    return made


def test_who_was_unblocked_since_is_left_as_they_are(
    account: Account, bring: Bring, mia: User, lifted: Block
) -> None:
    found = bring(LIST)
    assert sum_of(found) == (1, 1, 0, 1, 1)

    confirm(found, mia)

    assert blocked(account) == {BO}


def test_they_are_blocked_again_where_somebody_says_so(
    account: Account, bring: Bring, mia: User, lifted: Block
) -> None:
    found = bring(LIST)

    confirm(found, mia, takes_lifted=True)

    assert blocked(account) == {ADA, BO}
    lifted.refresh_from_db()
    assert lifted.lifted_because == "asked us in person"


def test_who_asked_after_that_is_new(bring: Bring, lifted: Block) -> None:
    assert sum_of(bring(f"Mobile,Day\n{ADA},2023-01-01\n")) == (1, 0, 0, 0, 0)


def test_without_a_day_nobody_knows_what_came_first(
    bring: Bring, lifted: Block
) -> None:
    assert sum_of(bring(f"Mobile\n{ADA}\n")) == (0, 1, 0, 0, 0)


def test_a_number_that_only_the_block_knows_is_blocked_already(
    account: Account, bring: Bring
) -> None:
    Block.objects.create(account=account, number="+999123", source=BlockSource.REPLY)

    assert sum_of(bring(f"Mobile\n+999123\n{ADA}\n")) == (1, 0, 1, 0, 0)


def test_another_accounts_blocks_count_nothing(
    account: Account, bring: Bring, mia: User
) -> None:
    other = make.account()
    services.block(account_id=other.pk, number=ADA, source=BlockSource.PERSON)

    confirm(bring(LIST), mia)

    assert blocked(account) == {ADA, BO}
    assert blocked(other) == {ADA}


def test_the_trail_tells_of_an_import_without_numbers(bring: Bring, mia: User) -> None:
    confirm(bring(LIST), mia)

    told = Entry.objects.filter(act__startswith="consent.").order_by("pk")
    assert [entry.act for entry in told] == [
        "consent.import_begun",
        "consent.import_started",
        "consent.imported",
    ]
    assert told[2].detail == {"numbers": 2}
    assert ADA not in str(list(told.values()))


def test_listeners_are_told_once_of_all_numbers(
    account: Account, bring: Bring, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(
        hooks, "_listeners", [lambda pk, numbers: told.append((pk, {*numbers}))]
    )
    rows = "\n".join(f"+614915{n:05d}" for n in range(1200))

    confirm(bring(f"Mobile\n{rows}\n"), mia)

    assert [(pk, len(numbers)) for pk, numbers in told] == [(account.pk, 1200)]


def test_a_thousand_blocks_take_few_statements(
    bring: Bring, mia: User, count_queries: Any
) -> None:
    rows = "\n".join(f"+614915{n:05d}" for n in range(1000))
    found = bring(f"Mobile\n{rows}\n")

    assert count_queries(lambda: confirm(found, mia)) < 60


class Died(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_worker_that_dies_in_the_check_repeats_and_loses_nothing(
    account: Account, mia: User, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    rows = "\n".join(f"+614915{n % 1300:05d}" for n in range(1500))
    found = drafts.begin_pasted(account=account, text=rows, by=mia)
    drafts.start_check(found=found, columns=drafts.columns_of(found), country="AU")
    real, calls = checking._check_piece, Counter[str]()

    def piece(*given: Any) -> bool:
        calls["pieces"] += 1
        done = real(*given)
        if calls["pieces"] == at:
            raise Died
        return done

    monkeypatch.setattr(checking, "_check_piece", piece)
    with pytest.raises(Died):
        work(found)
    carry_on(str(found.public_id))

    assert sum_of(found) == (1300, 0, 0, 200, 0)
    assert BlockImportRow.objects.count() == 1500


def test_a_worker_that_dies_while_blocking_blocks_each_once(
    account: Account, bring: Bring, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f"+614915{n:05d}" for n in range(1300))
    found = bring(f"Mobile\n{rows}\n")
    real, calls = block_many, Counter[str]()

    def many(**given: Any) -> list[str]:
        calls["pieces"] += 1
        made = real(**given)
        if calls["pieces"] == 2:
            raise Died
        return made

    monkeypatch.setattr(applying, "block_many", many)
    with pytest.raises(Died):
        confirm(found, mia)
    carry_on(str(found.public_id))
    carry_on(str(found.public_id))

    found.refresh_from_db()
    assert (found.state, found.blocked) == (ImportState.DONE, 1300)
    assert Block.objects.count() == 1300


def test_a_check_of_other_columns_writes_no_more(account: Account, mia: User) -> None:
    found = drafts.begin_pasted(account=account, text=f"{ADA}\n{BO}", by=mia)
    columns = drafts.columns_of(found)
    drafts.start_check(found=found, columns=columns, country="AU")
    late = BlockImport.objects.get(pk=found.pk)
    drafts.start_check(found=found, columns=columns, country="AU")

    running.carry_on(late, seconds=60)

    assert not BlockImportRow.objects.exists()
    work(found)
    assert sum_of(found) == (2, 0, 0, 0, 0)


def test_other_columns_are_checked_from_the_beginning(bring: Bring) -> None:
    found = bring(f"A,B\n{ADA},{BO}\n{ADA},{CY}\n")
    assert sum_of(found) == (1, 0, 0, 1, 0)

    drafts.start_check(found=found, columns=Columns(number=1), country="AU")
    work(found)

    assert sum_of(found) == (2, 0, 0, 0, 0)


def test_an_import_under_way_is_not_checked_again_nor_thrown_away(
    bring: Bring, mia: User
) -> None:
    found = bring(LIST)
    applying.start(found=found, takes_lifted=False, by=mia)

    assert not drafts.start_check(found=found, columns=Columns(0), country="AU")
    assert not drafts.discard(found=found, by=mia)
    assert not applying.start(found=found, takes_lifted=True, by=mia)


def test_what_was_checked_anew_is_not_confirmed_unseen(bring: Bring, mia: User) -> None:
    found = bring(f"A,B\n{ADA},{BO}\n{ADA},{CY}\n")
    shown = BlockImport.objects.get()
    drafts.start_check(found=found, columns=Columns(number=1), country="AU")
    work(found)

    assert not applying.start(found=shown, takes_lifted=False, by=mia)


@pytest.mark.parametrize("first", ["O491 570 157", "call Ada"])
def test_the_first_pasted_line_is_no_heading(
    account: Account, mia: User, first: str
) -> None:
    pasted = f"{first}\n{ADA}\n{BO}"
    found = drafts.begin_pasted(account=account, text=pasted, by=mia)
    drafts.start_check(found=found, columns=drafts.columns_of(found), country="AU")

    work(found)

    assert found.rows == 3


def test_an_import_under_way_is_not_read_in_another_way(
    account: Account, bring: Bring, mia: User
) -> None:
    found = bring(LIST)
    open_elsewhere = BlockImport.objects.get()
    applying.start(found=found, takes_lifted=False, by=mia)

    assert not drafts.choose_layout(
        found=open_elsewhere, sheet="", has_heading=False, country="AU"
    )

    work(found)
    assert found.state == ImportState.DONE
    assert blocked(account) == {ADA, BO}


def test_a_list_that_blocked_somebody_is_never_dropped(
    account: Account, bring: Bring
) -> None:
    found = bring(LIST)
    Block.objects.create(
        account=account, number=ADA, source=BlockSource.IMPORT, came_with=found
    )

    running.find_unfinished(timezone.now() + timedelta(days=8))

    assert BlockImport.objects.exists()


def test_a_draft_that_cannot_be_dropped_holds_no_import_up(
    bring: Bring, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    applying.start(found=bring(LIST), takes_lifted=False, by=mia)

    def fails(now: datetime) -> None:
        raise OSError("no disk")

    monkeypatch.setattr(running, "drop_old", fails)
    with pytest.raises(OSError, match="no disk"):
        running.find_unfinished(timezone.now())

    assert Nudge.objects.get().task == running.CARRY_ON


def test_a_list_that_was_not_checked_is_not_imported(
    account: Account, mia: User
) -> None:
    found = drafts.begin_pasted(account=account, text=ADA, by=mia)

    assert not applying.start(found=found, takes_lifted=False, by=mia)


def test_the_file_goes_once_it_is_imported_and_rejected_rows_stay(
    bring: Bring, mia: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    found = bring(LIST)
    kept = Path(settings.MEDIA_ROOT) / str(found.file.name)
    assert kept.exists()

    with django_capture_on_commit_callbacks(execute=True):
        confirm(found, mia)

    assert found.file.name == ""
    assert not kept.exists()
    assert [row.row for row in BlockImportRow.objects.all()] == [4]


def test_what_is_thrown_away_leaves_nothing(
    bring: Bring, mia: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    found = bring(LIST)
    kept = Path(settings.MEDIA_ROOT) / str(found.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        assert drafts.discard(found=found, by=mia)

    assert not kept.exists()
    assert not BlockImport.objects.exists()
    assert not BlockImportRow.objects.exists()


def test_old_drafts_and_old_rejected_rows_are_dropped(bring: Bring, mia: User) -> None:
    draft, done = bring(LIST), bring(LIST)
    confirm(done, mia)
    now = timezone.now()

    drafts.drop_old(now + timedelta(days=6))
    assert {one.pk for one in BlockImport.objects.all()} == {draft.pk, done.pk}
    drafts.drop_old(now + timedelta(days=8))
    assert [one.pk for one in BlockImport.objects.all()] == [done.pk]
    assert BlockImportRow.objects.exists()
    drafts.drop_old(now + timedelta(days=31))

    assert not BlockImportRow.objects.exists()
    assert [one.pk for one in BlockImport.objects.all()] == [done.pk]


def test_a_list_of_too_many_rows_is_refused(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_ROWS", 3)

    found = bring(LIST)

    assert found.state == ImportState.FAILED
    assert "more than" in found.trouble


def test_a_file_that_breaks_in_the_middle_says_where(bring: Bring) -> None:
    rows = "\n".join(f"+614915{n:05d}" for n in range(900))

    found = bring(f'Mobile\n{rows}\n"{ADA}\n')

    assert found.state == ImportState.FAILED
    assert found.trouble


def test_a_file_that_is_no_table_keeps_nothing(
    account: Account, mia: User, settings: Any
) -> None:
    from django.core.files.base import ContentFile

    with pytest.raises(Unreadable):
        drafts.begin(
            account=account,
            name="list.csv",
            content=ContentFile(b"%PDF-1.7 \x00\x01"),
            by=mia,
        )

    assert not BlockImport.objects.exists()
    kept = Path(settings.MEDIA_ROOT).rglob("*")
    assert not [path for path in kept if path.is_file()]


def test_the_sweep_goes_on_with_what_stopped(
    account: Account, bring: Bring, mia: User
) -> None:
    found = bring(LIST)
    applying.start(found=found, takes_lifted=False, by=mia)

    assert running.find_unfinished(timezone.now()) == 1
    assert running.find_unfinished(timezone.now()) == 0
    carry_on(str(found.public_id))

    assert blocked(account) == {ADA, BO}


def test_sheets_are_read_too(account: Account, bring: Bring, mia: User) -> None:
    from clicksendhub.lib.tables import xlsx_pieces

    sheet = b"".join(xlsx_pieces(["Mobile", "Why"], [[ADA, "STOP"], ["cat", ""]]))

    confirm(bring(sheet, name="old.xlsx"), mia)

    assert blocked(account) == {ADA}
