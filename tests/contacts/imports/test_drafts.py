"""A file becomes a draft that survives restarts, can be changed, and goes by age."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.models import Account
from clicksendhub.jobs.models import Nudge
from clicksendhub.lib.tables import Layout, Unreadable
from clicksendhub.people.models import User
from contacts.models import ChangedRow, ContactList, Import, ImportRow, ImportState
from contacts.services import imports, imports_drafts, imports_leases
from contacts.services.custom_fields import add_field
from contacts.services.imports_checking import begin_check
from contacts.services.imports_starting import begin_import
from contacts.services.imports_sweeping import drop_drafts, find_imports
from contacts.services.imports_values import ColumnsWrong, FileGone, FileTooBig
from tests import make
from tests.contacts.imports.support import checked, csv_of, draft, imported, sums
from tests.contacts.make import contact_list
from tests.files.imports.books import packed, parts, row, sheet

ANN = "+61491570156"
CONTENT = csv_of(("First name", "Mobile", "Pet"), [("Ann", ANN, "Cat")])


def begun(account: Account, by: User, content: str = CONTENT, **more: Any) -> Import:
    return imports.begin(
        account=account, name="a.csv", pieces=[content.encode()], by=by, **more
    )


def chosen(found: Import, by: User, **choices: Any) -> None:
    known = {
        "mapping": ["first_name", "number", ""],
        "country": "AU",
        "policy": "fill",
        "duplicates": "first",
        "contact_list": None,
        "new_list_name": "Spring",
        "keeps_in_step": False,
    }
    imports.choose_columns(found=found, by=by, **(known | choices))


def test_a_file_is_a_draft_with_its_columns_guessed(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = begun(account, mia, contact_list=tenants)

    assert (found.state, found.mapping) == ("draft", ["first_name", "number", ""])
    assert (found.headings, found.country) == (["First name", "Mobile", "Pet"], "AU")
    assert (found.contact_list, found.file_size) == (tenants, len(CONTENT))
    assert found.rows_expected == 2


def test_a_preview_shows_rows_as_they_are_read_now(account: Account, mia: User) -> None:
    found = begun(account, mia, CONTENT.replace("Cat", "'=Cat"))

    shown = imports.preview(Import.objects.get(pk=found.pk))

    assert shown.headings == ["First name", "Mobile", "Pet"]
    assert [(row.number, row.cells) for row in shown.rows] == [
        (2, ["Ann", ANN, "=Cat"])
    ]


def test_a_preview_does_not_open_the_file_again(
    account: Account, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(account, mia)
    layout = replace(Layout.from_json(found.layout), heading_row=0)
    imports.choose_layout(found=found, layout=layout, by=mia)
    monkeypatch.setattr(imports_drafts, "sample_in", None)

    shown = imports.preview(Import.objects.get(pk=found.pk))

    assert shown.headings == ["Column A", "Column B", "Column C"]
    assert [row.number for row in shown.rows] == [1, 2]


def test_what_no_database_keeps_is_shown_as_a_question_in_a_preview(
    account: Account, mia: User
) -> None:
    rows = sheet(row("Name", "Mobile"), row("Bo_x0000_", ANN))
    content = packed(parts({"People": rows}))
    found = imports.begin(account=account, name="a.xlsx", pieces=[content], by=mia)

    assert imports.preview(found).rows[0].cells == ["Bo\ufffd", ANN]


def test_a_draft_of_before_has_its_preview_too(account: Account, mia: User) -> None:
    found = begun(account, mia)
    Import.objects.update(first_rows=[])

    shown = imports.preview(Import.objects.get(pk=found.pk))

    assert [row.number for row in shown.rows] == [2]


def test_pasted_rows_are_a_file_too(account: Account, mia: User) -> None:
    found = imports.begin_pasted(account=account, text=f"Ann\t{ANN}\nBo\t", by=mia)

    assert found.mapping == ["", "number"]


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"%PDF-1.7\n", b"\0\1\2" * 9]
)
def test_a_file_that_is_no_table_leaves_nothing_behind(
    account: Account, mia: User, settings: Any, content: bytes
) -> None:
    with pytest.raises(Unreadable):
        imports.begin(account=account, name="a.csv", pieces=[content], by=mia)

    assert not Import.objects.exists()
    assert not [*settings.MEDIA_ROOT.rglob("*")]


def test_a_file_that_is_too_big_is_not_read_to_its_end(
    account: Account, mia: User, settings: Any
) -> None:
    settings.IMPORT_FILE_BYTES = 1_000_000
    read = []

    def pieces() -> Any:
        for number in range(100):
            read.append(number)
            yield b"x" * 500_000

    with pytest.raises(FileTooBig) as raised:
        imports.begin(account=account, name="a.csv", pieces=pieces(), by=mia)

    assert "1 MB" in raised.value.sentence
    assert len(read) == 3


def test_another_layout_guesses_the_columns_anew(account: Account, mia: User) -> None:
    found = begun(account, mia)
    layout = replace(Layout.from_json(found.layout), heading_row=0)

    imports.choose_layout(found=found, layout=layout, by=mia)

    assert found.mapping == ["", "", ""] or found.mapping == ["", "number", ""]
    assert len(imports.preview(found).rows) == 2


def test_a_layout_that_cannot_be_read_changes_nothing(
    account: Account, mia: User
) -> None:
    content = CONTENT.replace("Ann", "Zoë").encode("cp1252")
    found = imports.begin(account=account, name="a.csv", pieces=[content], by=mia)
    layout = replace(Layout.from_json(found.layout), encoding="utf-8")

    with pytest.raises(Unreadable):
        imports.choose_layout(found=found, layout=layout, by=mia)

    assert Import.objects.get().layout == found.layout


@pytest.mark.parametrize(
    ("choices", "column", "says"),
    [
        ({"mapping": ["first_name", "", ""]}, None, "No column"),
        ({"mapping": ["number", "number", ""]}, 0, "Two columns"),
        ({"mapping": ["", "number", "own_gone"]}, 2, "not there any more"),
        ({"mapping": ["", "number", "new:"]}, 2, "a name"),
        ({"mapping": ["", "number", "new:City"]}, 2, "City"),
        ({"mapping": ["", "number", "new:pet"]}, 2, "pet"),
        ({"mapping": ["", "number", "new:" + "x" * 61]}, 2, "60"),
        ({"mapping": ["new:A", "number", "new:a"]}, 0, "Two columns"),
        ({"mapping": ["number"]}, None, "changed meanwhile"),
        ({"country": "XX"}, None, "country"),
        ({"policy": "wipe"}, None, "there already"),
        ({"duplicates": "both"}, None, "there already"),
        ({"new_list_name": ""}, None, "list"),
        ({"new_list_name": "tenants"}, None, "Tenants"),
        ({"new_list_name": "x" * 101}, None, "100"),
    ],
)
def test_what_does_not_go_together_is_said_before_anything_is_checked(
    account: Account, mia: User, tenants: ContactList, choices: dict[str, Any],
    column: int | None, says: str,
) -> None:  # fmt: skip
    add_field(account=account, label="Pet", by=mia)
    found = begun(account, mia)

    with pytest.raises(ColumnsWrong) as raised:
        chosen(found, mia, **choices)

    assert raised.value.column == column
    assert says.casefold() in raised.value.sentence.casefold()


def test_a_list_of_another_account_is_none(account: Account, mia: User) -> None:
    other = contact_list(make.account())

    with pytest.raises(ColumnsWrong):
        chosen(begun(account, mia), mia, contact_list=other, new_list_name="")


def test_what_columns_were_is_remembered_for_the_same_headings(
    account: Account, mia: User, tenants: ContactList
) -> None:
    mapping = ["last_name", "number", "new:Pet"]
    imported(account, mia, CONTENT, into=tenants, mapping=mapping)

    again = begun(account, mia, CONTENT.replace("Ann", "Bo"))

    assert again.mapping[:2] == ["last_name", "number"]
    assert again.mapping[2].startswith("own_")


def test_a_remembered_field_that_is_gone_is_left_out(
    account: Account, mia: User, tenants: ContactList
) -> None:
    field = add_field(account=account, label="Animal", by=mia)
    mapping = ["first_name", "number", field.name]
    imported(account, mia, CONTENT, into=tenants, mapping=mapping)
    field.delete()

    assert begun(account, mia).mapping == ["first_name", "number", ""]


def test_columns_of_another_account_are_not_remembered(
    account: Account, mia: User, tenants: ContactList
) -> None:
    imported(account, mia, CONTENT, into=tenants, mapping=["last_name", "number", ""])

    assert begun(make.account(), mia).mapping == ["first_name", "number", ""]


def test_the_very_file_that_was_imported_is_known(
    account: Account, mia: User, tenants: ContactList
) -> None:
    first = imported(account, mia, CONTENT, into=tenants)

    same, other = begun(account, mia), begun(account, mia, CONTENT + "Bo,,\n")

    assert imports.earlier_same_file(same) == first
    assert imports.earlier_same_file(other) is None
    assert imports.earlier_same_file(begun(make.account(), mia)) is None


def test_a_choice_after_the_check_needs_a_new_check(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, CONTENT, into=tenants)

    chosen(found, mia, contact_list=tenants, new_list_name="")

    assert found.state == ImportState.DRAFT
    assert not found.pieces.exists()


def test_nothing_is_chosen_once_it_is_imported(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = imported(account, mia, CONTENT, into=tenants)

    with pytest.raises(ColumnsWrong, match="already"):
        chosen(found, mia)


def test_a_new_list_of_many_is_kept_here_alone_by_default(
    account: Account, mia: User, settings: Any
) -> None:
    found = begun(account, mia)
    settings.STEP_LIST_LIMIT = 2
    few = imports.steps_by_default(found)
    settings.STEP_LIST_LIMIT = 1

    assert few
    assert not imports.steps_by_default(found)


@pytest.mark.django_db(transaction=True)
def test_a_draft_thrown_away_leaves_no_file(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    found = checked(account, mia, CONTENT, into=tenants)

    imports.discard(found=found, by=mia)

    assert not Import.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_what_was_imported_cannot_be_thrown_away(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = imported(account, mia, CONTENT, into=tenants)

    imports.discard(found=found, by=mia)

    assert Import.objects.get() == found


def test_old_drafts_go_with_their_files(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    draft(account, mia, CONTENT, into=tenants)
    checked(account, mia, CONTENT, into=tenants)
    now = timezone.now()

    find_imports(now + timedelta(days=settings.DISPATCH_DRAFT_DAYS - 1))
    kept = Import.objects.count()
    find_imports(now + timedelta(days=settings.DISPATCH_DRAFT_DAYS, seconds=9))

    assert kept == 2
    assert not Import.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_what_can_no_longer_be_undone_keeps_its_sum_and_nothing_personal(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    content = CONTENT + "Bo,nonsense,\n"
    imported(account, mia, CONTENT, into=tenants)
    found = imported(
        account, mia, content.replace("Ann", "Anna"), into=tenants, policy="replace"
    )
    end = timezone.now() + timedelta(days=settings.UNDO_DAYS, seconds=9)

    find_imports(end)

    found.refresh_from_db()
    assert sums(found) == {"rows": 2, "changed": 1, "rejected": 1}
    assert not ImportRow.objects.exists()
    assert not ChangedRow.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert found.first_rows == []
    with pytest.raises(FileGone):
        imports.preview(found)


def test_the_sweep_finds_what_stopped_with_its_worker(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    found = checked(account, mia, CONTENT, into=tenants)
    begin_import(found=found, by=mia)
    imports_leases.take(found.pk)
    Nudge.objects.all().delete()
    now = timezone.now()

    find_imports(now)
    too_early = Nudge.objects.count()
    find_imports(now + timedelta(seconds=settings.IMPORT_LEASE_SECONDS + 5))

    assert too_early == 0
    assert Nudge.objects.get().key == str(found.public_id)


@pytest.mark.parametrize("touch", ["mended", "chosen", "checked", "checking"])
def test_a_draft_that_somebody_works_on_is_not_too_old(
    account: Account, mia: User, tenants: ContactList, settings: Any, touch: str
) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=settings.DISPATCH_DRAFT_DAYS + 1)):
        found = checked(account, mia, CONTENT + "Bo,nonsense,\n", into=tenants)
        if touch == "checking":
            begin_check(found=found, by=mia)
    if touch == "mended":
        imports.mend_row(found=found, row=3, cells={1: "0491570157"}, by=mia)
    elif touch == "chosen":
        layout = Layout.from_json(found.layout)
        imports.choose_layout(found=found, layout=layout, by=mia)
    elif touch == "checked":
        imports.start_check(found=found, by=mia)

    drop_drafts(now)

    assert Import.objects.filter(pk=found.pk).exists()


def test_a_draft_survives_a_restart(
    account: Account, mia: User, tenants: ContactList
) -> None:
    key = checked(account, mia, CONTENT, into=tenants).pk

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        found = Import.objects.get(pk=key)
        imports.start(found=found, by=mia)

    assert found.state == ImportState.DONE


def test_the_trail_names_what_was_done_and_nobody_of_the_file(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = imported(account, mia, CONTENT, into=tenants)
    imports.undo(found=found, by=mia)

    lines = Entry.objects.filter(target=str(found.public_id))
    assert [line.act.removeprefix("contacts.import_") for line in lines] == [
        *("begun", "checked", "started", "done", "undone")
    ]
    assert "Ann" not in str([line.detail for line in lines])
    assert "4915" not in str([line.detail for line in lines])
