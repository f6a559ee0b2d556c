"""The pages of imports, from a file to people and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from contacts.models import Contact, ContactList, Import, ImportState
from tests import make
from tests.contacts.imports.support_pages import (
    NEW,
    PEOPLE,
    an_import,
    bring,
    checked,
    confirmed,
    file_of,
    matched,
    page_of,
    told,
)
from tests.contacts.make import contact_list
from tests.support.pages import Page, PageClient

HISTORY = "/contacts/imports/"


@pytest.fixture
def account(db: Any) -> Account:
    return make.account()


@pytest.fixture
def members(account: Account) -> ContactList:
    return contact_list(account, "Members", keeps_in_step=False)


@pytest.fixture
def signed_in(
    page: PageClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> PageClient:
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    page.force_login(make.member(of=account))
    return page


def imported(page: PageClient, of_list: ContactList, text: str = PEOPLE) -> Page:
    """To the end, by the pages."""
    return confirmed(page, checked(page, of_list, text))


def chosen_in(shown: Page) -> list[str]:
    """The values of the options that are chosen."""
    options = shown.all("option")
    return [one.get("value", "") for one in options if "selected" in one.attrib]


def names(of_list: ContactList) -> list[str]:
    rows = Contact.objects.filter(contact_list=of_list).order_by("first_name")
    return list(rows.values_list("first_name", flat=True))


def test_a_first_import_is_offered_with_a_sample(signed_in: PageClient) -> None:
    shown = signed_in.get_page(HISTORY)

    assert "No imports yet" in shown.text
    assert shown.links()["Bring a spreadsheet"] == NEW
    assert shown.links()["Sample file with ten people"].endswith("ten-people.csv")


def test_the_lists_lead_to_an_import(
    signed_in: PageClient, members: ContactList
) -> None:
    lists = signed_in.get_page("/contacts/").links()
    one = signed_in.get_page(members.get_absolute_url()).links()

    assert lists["Import"] == NEW
    assert one["Import"] == f"{NEW}?into={members.public_id}"


def test_a_list_says_that_an_import_is_under_way(
    signed_in: PageClient, members: ContactList
) -> None:
    found = an_import(members, ImportState.IMPORTING, rows=12)

    assert signed_in.get_page("/contacts/").links()["Importing"] == page_of(found)


def test_a_viewer_is_offered_no_import(
    page: PageClient, account: Account, members: ContactList
) -> None:
    page.force_login(make.member(of=account, role="viewer"))

    assert "Import" not in page.get_page(members.get_absolute_url()).links()
    assert "Imports" not in page.get_page("/contacts/").links()


def test_a_list_that_brought_one_here_is_chosen_already(
    signed_in: PageClient, members: ContactList
) -> None:
    shown = signed_in.get_page(f"{NEW}?into={members.public_id}")

    chosen = shown.all("option", selected="selected") or shown.all(
        "option", selected=""
    )
    assert [option.get("value") for option in chosen] == [str(members.public_id)]


def test_nothing_brought_is_said_at_the_file(
    signed_in: PageClient, account: Account
) -> None:
    shown = signed_in.post_page(NEW, {"account": account.public_id})

    assert shown.errors() == ["Choose a file, or paste rows below."]


def test_a_file_and_rows_at_once_are_not_mixed(
    signed_in: PageClient, account: Account
) -> None:
    typed = {"account": account.public_id, "file": file_of(), "pasted": PEOPLE}

    shown = signed_in.post_page(NEW, typed)

    assert shown.errors() == ["You chose a file too. Take one of the two."]
    assert not Import.objects.exists()


def test_a_refused_file_says_why_and_the_list_stays_chosen(
    signed_in: PageClient, members: ContactList
) -> None:
    typed = {
        "account": members.account.public_id,
        "file": SimpleUploadedFile("members.xlsx", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"),
        "into": members.public_id,
    }

    shown = signed_in.post_page(NEW, typed)

    assert "This is a PDF" in shown.errors()[0]
    chosen = shown.all("option", selected="selected") or shown.all(
        "option", selected=""
    )
    assert [option.get("value") for option in chosen] == [str(members.public_id)]
    assert not Import.objects.exists()


def test_a_file_over_the_limit_is_stopped_while_it_comes_in(
    signed_in: PageClient, account: Account, settings: Any
) -> None:
    settings.IMPORT_FILE_BYTES = 1_000_000
    large = SimpleUploadedFile("members.csv", b"a,b\n" * 300_000)

    shown = signed_in.post_page(NEW, {"account": account.public_id, "file": large})

    assert "larger than 1 MB" in shown.errors()[0]
    assert not Import.objects.exists()


def test_pasted_rows_are_kept_where_they_cannot_be_read(
    signed_in: PageClient, account: Account
) -> None:
    typed = {"account": account.public_id, "pasted": "Name,Phone"}

    shown = signed_in.post_page(NEW, typed)

    assert len(shown.errors()) == 1
    assert shown.field("pasted") == "Name,Phone"


def test_pasted_rows_come_as_far_as_a_file(
    signed_in: PageClient, account: Account
) -> None:
    shown = signed_in.post_page(
        NEW, {"account": account.public_id, "pasted": PEOPLE.replace(",", "\t")}
    )

    assert shown.h1 == "Match the columns"
    assert "Tab" in shown.text or "tab" in shown.text


def test_a_form_opened_in_another_account_brings_nothing(
    signed_in: PageClient,
) -> None:
    other = make.account(label="Summit")

    shown = signed_in.post_page(NEW, {"account": other.public_id, "file": file_of()})

    assert "Nothing was imported." in shown.errors()[0]
    assert not Import.objects.exists()


def test_the_columns_are_guessed_and_three_rows_stand_as_people(
    signed_in: PageClient, members: ContactList
) -> None:
    shown = bring(signed_in, members)

    assert shown.h1 == "Match the columns"
    assert Import.objects.get().mapping == ["first_name", "number", "city"]
    assert "Ada Row 2 Phone number +61 491 570 156 City Perth" in shown.text
    assert "“0491 57” is too short" in shown.text


def test_another_choice_is_shown_without_being_kept(
    signed_in: PageClient, members: ContactList
) -> None:
    bring(signed_in, members)
    found = Import.objects.get()
    typed = matched(found, column_2="", look="1")

    shown = signed_in.post_page(page_of(found, "columns"), typed)
    part = signed_in.post(
        page_of(found, "columns"), typed, headers={"HX-Request": "true"}
    )

    assert shown.h1 == "Match the columns"
    assert "Ada" in part.content.decode()
    assert "<h1" not in part.content.decode()
    found.refresh_from_db()
    assert found.mapping == ["first_name", "number", "city"]


def test_two_columns_for_one_field_are_told_at_the_column(
    signed_in: PageClient, members: ContactList
) -> None:
    bring(signed_in, members)
    found = Import.objects.get()

    shown = signed_in.post_page(
        page_of(found, "columns"), matched(found, column_2="first_name")
    )

    assert shown.h1 == "Match the columns"
    assert len(shown.errors()) == 1
    assert any(link.startswith("#id_column_") for link in shown.links().values())


def test_no_way_to_reach_anybody_is_told(
    signed_in: PageClient, members: ContactList
) -> None:
    bring(signed_in, members)
    found = Import.objects.get()

    shown = signed_in.post_page(page_of(found, "columns"), matched(found, column_1=""))

    assert shown.h1 == "Match the columns"
    assert len(shown.errors()) == 1


def test_how_the_file_is_read_can_be_changed(
    signed_in: PageClient, members: ContactList
) -> None:
    bring(signed_in, members)
    found = Import.objects.get()
    typed = {"encoding": "utf-8", "delimiter": ",", "heading_row": "0", "look": "1"}

    shown = signed_in.post_page(page_of(found, "file"), typed)

    assert shown.h1 == "Is members.csv read right?"
    assert "Column A" in shown.text
    found.refresh_from_db()
    assert found.layout["heading_row"] == 0


def test_names_that_look_damaged_are_shown_in_other_encodings(
    signed_in: PageClient, members: ContactList
) -> None:
    text = PEOPLE.replace("Ada", "Zoë")
    file = SimpleUploadedFile("members.csv", text.encode("cp1252"))
    shown = signed_in.post_page(
        NEW, {"account": members.account.public_id, "file": file}
    )
    found = Import.objects.get()

    assert shown.h1 == "Is members.csv read right?"
    assert "Zoë" in shown.text
    assert "ZoÎ Western European (old Mac)" in shown.text
    typed = {"encoding": "cp1252", "delimiter": ",", "heading_row": "1"}
    again = signed_in.post_page(
        page_of(found, "file"), typed | {"read_as": "mac_roman"}
    )
    assert "ZoÎ" in again.text
    found.refresh_from_db()
    assert found.layout["encoding"] == "mac_roman"


def test_the_check_says_what_becomes_of_every_row_and_changes_nothing(
    signed_in: PageClient, members: ContactList
) -> None:
    found = checked(signed_in, members)

    shown = signed_in.get_page(page_of(found))

    assert shown.h1 == "Check before you import"
    assert (
        "3 rows = 2 new + 0 changed + 0 same + 0 duplicate + 1 rejected" in shown.text
    )
    assert "Import 2 people" in shown.buttons()
    assert names(members) == []


def test_who_opted_out_is_counted_and_stays_blocked(
    signed_in: PageClient, members: ContactList
) -> None:
    block(
        account_id=members.account_id,
        number="+61491570156",
        source=BlockSource.PERSON,
        words="stop",
        by=None,
    )

    shown = signed_in.get_page(page_of(checked(signed_in, members)))

    assert "1 of these stays blocked" in shown.text


def test_a_row_is_mended_in_place_and_the_sum_follows(
    signed_in: PageClient, members: ContactList
) -> None:
    found = checked(signed_in, members)
    code = found.told.get().code
    rows = f"{page_of(found, 'rows')}?code={code}"
    shown = signed_in.get_page(rows)
    assert "Row 3" in shown.text
    assert shown.field("cell_1") == "0491 57"

    after = signed_in.post_page(
        page_of(found, "rows"),
        {"row": "3", "code": code, "cell_1": "0491 570 157"},
    )

    assert "Row 3 is fine now." in after.html
    assert "3 rows = 3 new" in signed_in.get_page(page_of(found)).text


def test_a_row_that_is_still_wrong_keeps_what_was_written(
    signed_in: PageClient, members: ContactList
) -> None:
    found = checked(signed_in, members)
    code = found.told.get().code

    part = signed_in.post(
        page_of(found, "rows"),
        {"row": "3", "code": code, "cell_1": "0491 571"},
        headers={"HX-Request": "true"},
    ).content.decode()

    assert 'value="0491 571"' in part
    assert "is fine now" not in part


def test_a_row_that_is_fine_says_so_in_its_place(
    signed_in: PageClient, members: ContactList
) -> None:
    found = checked(signed_in, members)
    code = found.told.get().code

    part = signed_in.post(
        page_of(found, "rows"),
        {"row": "3", "code": code, "cell_1": "0491 570 157"},
        headers={"HX-Request": "true"},
    ).content.decode()

    assert "Row 3 is fine now." in part
    assert 'id="row-3"' in part


def test_people_are_imported_once_however_often_one_clicks(
    signed_in: PageClient, members: ContactList
) -> None:
    shown = imported(signed_in, members)
    again = signed_in.post_page(page_of(Import.objects.get(), "check"))

    assert shown.h1 == "2 people imported into Members"
    assert again.h1 == shown.h1
    assert names(members) == ["Ada", "Cleo"]


def test_the_people_who_came_with_it_are_shown(
    signed_in: PageClient, members: ContactList
) -> None:
    contact_list(members.account, "Others")
    shown = imported(signed_in, members)

    people = signed_in.get_page(shown.links()["See the people"])

    assert people.h1 == "Members"
    assert "Came with the import “members.csv”" in people.text
    assert "Ada" in people.text


def test_the_rejected_rows_are_a_file_with_reasons(
    signed_in: PageClient, members: ContactList
) -> None:
    imported(signed_in, members)

    answer = signed_in.get(page_of(Import.objects.get(), "told"))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]

    assert "Row" in lines[0]
    assert "Why not imported" in lines[0]
    assert "0491 57" in lines[1]
    assert len(lines) == 2
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_audit_says_who_took_the_rejected_rows_away(
    signed_in: PageClient, members: ContactList
) -> None:
    found = checked(signed_in, members)

    signed_in.get(page_of(found, "told"))

    entry = Entry.objects.get(act="contacts.import_rows_exported")
    assert (entry.target, entry.detail) == (str(found.public_id), {"rows": 1})


def test_an_import_is_undone(signed_in: PageClient, members: ContactList) -> None:
    imported(signed_in, members)

    shown = signed_in.post_page(page_of(Import.objects.get(), "act"), {"act": "undo"})

    assert shown.h1 == "The import into Members was undone"
    assert names(members) == []


def test_the_same_file_brought_again_is_told_and_changes_nothing(
    signed_in: PageClient, members: ContactList
) -> None:
    imported(signed_in, members)
    bring(signed_in, members)
    found = Import.objects.latest("created_at")

    shown = signed_in.post_page(page_of(found, "columns"), matched(found))

    assert "This very file was imported before" in shown.text
    assert "3 rows = 0 new + 0 changed + 2 same" in shown.text
    assert not any(words.startswith("Import ") for words in shown.buttons())


def test_a_draft_is_led_to_its_step_and_is_there_for_the_team(
    signed_in: PageClient, members: ContactList
) -> None:
    bring(signed_in, members)
    signed_in.force_login(make.member(of=members.account))

    history = signed_in.get_page(HISTORY)
    shown = signed_in.get_page(history.links()["members.csv"])

    assert "Draft" in history.text
    assert shown.h1 == "Match the columns"


def test_a_draft_is_thrown_away(signed_in: PageClient, members: ContactList) -> None:
    bring(signed_in, members)

    shown = signed_in.post_page(
        page_of(Import.objects.get(), "act"), {"act": "discard"}
    )

    assert shown.h1 == "Imports"
    assert not Import.objects.exists()


@pytest.mark.parametrize("step", ["file", "columns", "check"])
def test_what_is_imported_cannot_be_matched_anew(
    signed_in: PageClient, members: ContactList, step: str
) -> None:
    found = an_import(members, rows=2, new=2)

    assert (
        signed_in.get_page(page_of(found, step)).h1 == "2 people imported into Members"
    )


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (ImportState.IMPORTING, "Importing into Members"),
        (ImportState.STOPPED, "Stopped half-way into Members"),
        (ImportState.DONE, "5 people imported into Members"),
        (ImportState.UNDOING, "Undoing the import into Members"),
        (ImportState.UNDONE, "The import into Members was undone"),
        (ImportState.FAILED, "The file could not be read to its end"),
        (ImportState.CHECKING, "Checking members.csv"),
    ],
)
def test_every_state_has_a_page(
    signed_in: PageClient, members: ContactList, state: str, title: str
) -> None:
    found = an_import(members, state, rows=12, new=4, changed=1, rejected=1, cursor=6)
    told(found, 3)

    shown = signed_in.get_page(page_of(found))

    assert shown.h1 == title


def test_an_import_at_work_asks_for_itself_and_then_for_the_whole_page(
    signed_in: PageClient, members: ContactList
) -> None:
    found = an_import(members, ImportState.IMPORTING, rows=12, new=4, cursor=4)
    part = signed_in.get_fragment(page_of(found))
    assert "12 rows = 4 new" in part.text
    assert "8 left" in part.text
    assert "Look again" in part.links()

    Import.objects.filter(pk=found.pk).update(state=ImportState.DONE)
    answer = signed_in.get(page_of(found), headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("state", [ImportState.STOPPED, ImportState.UNDONE])
def test_an_import_that_was_stopped_still_comes_out(
    signed_in: PageClient, members: ContactList, state: str
) -> None:
    found = an_import(members, state, rows=12, new=4, rejected=1)

    shown = signed_in.get_page(page_of(found))

    assert "1 rejected + 7 left" in shown.text
    assert "does not come out" not in shown.text


def test_a_file_that_breaks_off_says_where_and_what_to_do(
    signed_in: PageClient, members: ContactList
) -> None:
    found = an_import(
        members, ImportState.FAILED, trouble="Row 812 opens a quotation mark."
    )

    shown = signed_in.get_page(page_of(found))

    assert "Row 812 opens a quotation mark." in shown.text
    assert shown.links()["Bring another file"] == NEW
    assert shown.links()["change how it is read"] == page_of(found, "file")


def test_home_names_imports_that_wait(
    signed_in: PageClient, members: ContactList
) -> None:
    an_import(members, ImportState.STOPPED)

    shown = signed_in.get_page("/")

    assert shown.links()["1 import waits to be finished"] == HISTORY


@pytest.mark.parametrize("count", [3, 30])
def test_the_history_asks_the_same_number_of_questions(
    signed_in: PageClient, members: ContactList, count: int
) -> None:
    for _ in range(count):
        an_import(members, finished_at=timezone.now(), rows=1, new=1)
    signed_in.get_page(HISTORY)

    with CaptureQueriesContext(connection) as asked:
        signed_in.get_page(HISTORY)

    assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def questions_of_rows(page: PageClient, found: Import) -> int:
    with CaptureQueriesContext(connection) as asked:
        page.get_page(f"{page_of(found, 'rows')}?code=too_short")
    return len(asked)


def test_rows_of_one_cause_are_read_in_a_fixed_number_of_questions(
    signed_in: PageClient, members: ContactList
) -> None:
    few, many = (an_import(members, ImportState.CHECKED) for _ in range(2))
    for row in range(3):
        told(few, row + 2)
    for row in range(30):
        told(many, row + 2)
    questions_of_rows(signed_in, few)

    assert questions_of_rows(signed_in, few) == questions_of_rows(signed_in, many)


def test_rows_beyond_a_page_are_reached(
    signed_in: PageClient, members: ContactList
) -> None:
    found = an_import(members, ImportState.CHECKED, rows=40, rejected=30)
    for row in range(30):
        told(found, row + 2)
    first = signed_in.get_page(f"{page_of(found, 'rows')}?code=too_short")

    further = signed_in.get_page(first.links()["Further rows"])

    assert "Row 26" in first.text
    assert "Row 27" not in first.text
    assert "Row 31" in further.text
