"""The dry run says what would become of every row, and changes nobody."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import jobs_imports
from contacts.imports import steps
from contacts.models import Contact, ContactList, CustomField, Import, ImportState
from contacts.services import imports, imports_checking
from contacts.services.custom_fields import add_field
from contacts.services.people import create_person
from contacts.values import Details
from tests.contacts.imports.support import (
    assert_adds_up,
    checked,
    codes,
    csv_of,
    draft,
    dump,
    finish,
    sums,
    told,
)

ANN, BO, CY = "+61491570156", "+61491570157", "+61491570158"
HEADINGS = ("First name", "Mobile", "Email")


@pytest.fixture
def person(tenants: ContactList, mia: User) -> Any:
    """Adds somebody to the list, as its page does."""

    def added(**details: Any) -> Contact:
        shares = details.pop("shares", False)
        known = Details(number_kind="mobile", **details)
        return create_person(contact_list=tenants, details=known, by=mia, shares=shares)

    return added


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows to a piece, so that a short file has several."""
    monkeypatch.setattr(imports_checking, "PIECE", 2)


def rows(*lines: tuple[str, ...]) -> str:
    return csv_of(HEADINGS, lines)


def test_each_row_is_in_one_term_of_the_sum(
    account: Account, mia: User, tenants: ContactList, person: Any
) -> None:
    person(number=ANN, first_name="Ann")
    person(number=BO)
    before = dump()

    found = checked(
        account,
        mia,
        rows(
            ("Ann", ANN, ""), ("Bo", BO, ""), ("Cy", CY, ""), ("Cy", CY, ""),
            ("", "6.14E+10", ""),
        ),
        into=tenants,
    )  # fmt: skip

    assert sums(found) == {
        "rows": 5,
        "new": 1,
        "changed": 1,
        "same": 1,
        "duplicate": 1,
        "rejected": 1,
    }
    assert told(found) == {
        5: ("duplicate", "duplicate"),
        6: ("rejected", "digits_lost"),
    }
    assert found.state == ImportState.CHECKED
    assert dump() == before


def test_rows_are_counted_as_the_persons_own_program_counts_them(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = f'Name,Mobile\n"two\nlines",{ANN}\n\nCy,nonsense\n'

    found = checked(account, mia, content, into=tenants)

    assert codes(found) == {4: "not_a_number"}


@pytest.mark.parametrize(
    ("policy", "term"), [("leave", "same"), ("fill", "changed"), ("replace", "changed")]
)
def test_a_blank_of_somebody_there_is_filled_unless_they_are_left_alone(
    account: Account, mia: User, tenants: ContactList, person: Any, policy: str,
    term: str,
) -> None:  # fmt: skip
    person(number=ANN)

    found = checked(account, mia, rows(("Ann", ANN, "")), into=tenants, policy=policy)

    assert sums(found) == {"rows": 1, term: 1}


@pytest.mark.parametrize(
    ("policy", "term"), [("leave", "same"), ("fill", "same"), ("replace", "changed")]
)
def test_a_value_of_somebody_there_becomes_another_only_where_the_file_counts(
    account: Account, mia: User, tenants: ContactList, person: Any, policy: str,
    term: str,
) -> None:  # fmt: skip
    person(number=ANN, first_name="Anna")

    found = checked(account, mia, rows(("Ann", ANN, "")), into=tenants, policy=policy)

    assert sums(found) == {"rows": 1, term: 1}


def test_what_the_file_leaves_blank_is_never_taken_away(
    account: Account, mia: User, tenants: ContactList, person: Any
) -> None:
    person(number=ANN, first_name="Ann", email="ann@example.com")

    found = checked(account, mia, rows(("", ANN, "")), into=tenants, policy="replace")

    assert sums(found) == {"rows": 1, "same": 1}


def test_a_number_written_in_another_way_changes_nobody(
    account: Account, mia: User, tenants: ContactList, person: Any
) -> None:
    person(number=ANN, number_raw="0491 570 156")
    content = rows(("", "0491570156", ""))

    found = checked(account, mia, content, into=tenants, policy="replace")

    assert sums(found) == {"rows": 1, "same": 1}


@pytest.mark.parametrize(
    ("duplicates", "counted"), [("first", {3: 2, 5: 2}), ("last", {2: 3, 3: 5})]
)
def test_of_rows_with_one_number_the_chosen_one_counts(
    account: Account, mia: User, tenants: ContactList, small_pieces: None,
    duplicates: str, counted: dict[int, int],
) -> None:  # fmt: skip
    content = rows(("A", ANN, ""), ("B", ANN, ""), ("C", BO, ""), ("D", ANN, ""))

    found = checked(account, mia, content, into=tenants, duplicates=duplicates)

    assert sums(found) == {"rows": 4, "new": 2, "duplicate": 2}
    others = dict(found.told.values_list("row", "other_row"))
    assert others == counted
    assert {row.cells[0] for row in found.told.all()} <= {"A", "B", "D"}


def test_a_doubtful_row_that_is_superseded_is_no_longer_doubtful(
    account: Account, mia: User, tenants: ContactList, small_pieces: None
) -> None:
    content = rows(("A", "491570156", ""), ("B", BO, ""), ("C", ANN, ""))

    found = checked(account, mia, content, into=tenants, duplicates="last")

    assert sums(found) == {"rows": 3, "new": 2, "duplicate": 1}
    assert told(found) == {2: ("duplicate", "duplicate")}


def test_a_row_without_a_number_is_told_apart_by_its_address(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = rows(
        ("Ann", "", "Ann@Example.com"), ("Ann", "", "ann@example.com"), ("Bo", BO, "")
    )

    found = checked(account, mia, content, into=tenants)

    assert sums(found) == {"rows": 3, "new": 2, "duplicate": 1}


def test_a_row_about_one_of_several_who_share_a_number_is_about_the_one_so_named(
    account: Account, mia: User, tenants: ContactList, person: Any
) -> None:
    person(number=ANN, first_name="Ann")
    person(number=ANN, first_name="Bo", shares=True)
    content = rows(("Bo", ANN, "bo@example.com"), ("Ann", ANN, ""))

    found = checked(account, mia, content, into=tenants)

    assert sums(found) == {"rows": 2, "changed": 1, "same": 1}


def test_a_row_about_nobody_of_those_who_share_a_number_is_for_a_person_to_decide(
    account: Account, mia: User, tenants: ContactList, person: Any
) -> None:
    person(number=ANN, first_name="Ann")
    person(number=ANN, first_name="Bo", shares=True)

    found = checked(account, mia, rows(("Cy", ANN, "")), into=tenants)

    assert told(found) == {2: ("rejected", "shared")}


def test_people_who_stay_blocked_are_told_beside_the_sum(
    account: Account, mia: User, tenants: ContactList
) -> None:
    block(account_id=account.pk, number=ANN, source=BlockSource.PERSON, by=mia)
    content = rows(("Ann", ANN, ""), ("Ann", ANN, ""), ("Bo", BO, ""))

    found = checked(account, mia, content, into=tenants)

    assert sums(found) == {"rows": 3, "new": 2, "duplicate": 1, "blocked": 1}


def test_a_landline_is_taken_without_a_doubt(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, rows(("Ann", "(02) 6100 1234", "")), into=tenants)

    assert sums(found) == {"rows": 1, "new": 1}


def test_a_file_that_breaks_in_the_middle_says_where_and_imports_nothing(
    account: Account, mia: User, tenants: ContactList
) -> None:
    many = [("Ann", f"04915{n:05d}", "") for n in range(150)]
    content = rows(*many) + 'Bo,"0491570157,\n' * 3

    found = checked(account, mia, content, into=tenants)

    assert found.state == ImportState.FAILED
    assert "152" in found.trouble
    assert imports.problems_of(found) == []


def test_a_large_file_is_checked_in_slices_that_give_others_a_turn(
    account: Account, mia: User, tenants: ContactList, small_pieces: None, settings: Any
) -> None:
    settings.IMPORT_SLICE_SECONDS = 0
    content = rows(*[("", f"04915701{n:02d}", "") for n in range(20)])
    found = draft(account, mia, content, into=tenants)
    imports_checking.begin_check(found=found, by=mia)

    finish(found)

    assert sums(found) == {"rows": 20, "new": 20}
    assert found.pieces.count() == 10
    assert_adds_up(found)


def test_a_check_can_be_stopped_and_is_a_draft_again(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = draft(account, mia, rows(("Ann", ANN, "")), into=tenants)
    imports_checking.begin_check(found=found, by=mia)

    imports.stop(found=found, by=mia)
    finish(found)

    assert found.state == ImportState.DRAFT


def test_problems_stand_in_groups_with_what_to_do(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = rows(
        ("", "6.14E+10", ""), ("", "4.12E+08", ""), ("", "O491570156", ""),
        ("", "491570156", ""), ("", "0491570156", ""),
    )  # fmt: skip
    found = checked(account, mia, content, into=tenants)

    groups = imports.problems_of(found)

    assert [(group.outcome, group.code, group.count) for group in groups] == [
        *(("rejected", "digits_lost", 2), ("rejected", "letters", 1)),
        *(("duplicate", "duplicate", 1), ("warned", "lost_zero", 1)),
    ]
    assert all(group.title and group.hint for group in groups)
    first = imports.told_rows(found, "digits_lost", after=0, most=1)
    rest = imports.told_rows(found, "digits_lost", after=first[0].row, most=5)
    assert [row.row for row in (*first, *rest)] == [2, 3]


def test_who_was_left_out_can_be_taken_away_with_the_reason(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = f"Mobile,Note\n6.14E+10,=1+1\n{ANN},ok\n"
    found = checked(account, mia, content, into=tenants)

    file = b"".join(imports.told_pieces(found)).decode("utf-8-sig")

    heading, line, *rest = file.split("\r\n")
    assert heading == "Mobile,Note,Row,Why not imported"
    assert line.startswith("6.14E+10,'=1+1,2,")
    assert rest == [""]


def test_a_new_field_is_made_when_the_import_starts(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = f"Mobile,Pet\n{ANN},Cat\n"
    found = checked(account, mia, content, into=tenants, mapping=["number", "new:Pet"])
    before_start = CustomField.objects.count()

    imports.start(found=found, by=mia)
    finish(found)

    field = CustomField.objects.get()
    assert (before_start, field.label) == (0, "Pet")
    assert tenants.contacts.get().extra == {field.name: "Cat"}


def test_a_field_of_that_name_made_meanwhile_is_used(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = f"Mobile,Pet\n{ANN},Cat\n"
    found = checked(account, mia, content, into=tenants, mapping=["number", "new:Pet"])
    made = add_field(account=account, label="Pet", by=mia)

    imports.start(found=found, by=mia)
    finish(found)

    assert tenants.contacts.get().extra == {made.name: "Cat"}


def test_nothing_personal_stands_in_what_a_log_would_show(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, rows(("Ann", "nonsense", "")), into=tenants)

    shown = repr([found, *found.told.all(), *Import.objects.all()])

    assert "Ann" not in shown
    assert "nonsense" not in shown


def test_a_draft_thrown_away_while_it_is_checked_leaves_nothing_behind(
    account: Account, mia: User, tenants: ContactList, settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    found = draft(account, mia, rows(("Ann", ANN, "")), into=tenants)
    imports_checking.begin_check(found=found, by=mia)

    def thrown_away(boundary: str) -> None:
        if boundary == "check.after_file":
            Import.objects.all().delete()

    monkeypatch.setattr(steps, "reached", thrown_away)
    jobs_imports.carry_on(str(found.public_id))

    kept = [path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert kept == ["file"]


def test_a_check_that_was_replaced_removes_nothing_of_the_one_after_it(
    account: Account, mia: User, tenants: ContactList,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    found = checked(account, mia, rows(("Ann", ANN, "")), into=tenants)
    with django_capture_on_commit_callbacks() as after_its_commit:
        imports_checking.begin_check(found=found, by=mia)
    imports_checking.begin_check(found=found, by=mia)
    finish(found)

    for late in after_its_commit:
        late()
    imports.start(found=found, by=mia)

    assert (found.state, found.new) == (ImportState.DONE, 1)
