"""Taking people away: who may, what the file holds, and that the audit says so."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.models import Account
from contacts.finding import Filter, Finder
from contacts.models import ContactList, CustomField
from contacts.selecting import by_finder
from contacts.services import exports
from tests import make
from tests.contacts.make import contact_list
from tests.contacts.people.support import ADA, BEN, person
from tests.support.pages import PageClient

ADDRESS = "/contacts/export/"


@pytest.fixture
def account(page: PageClient) -> Account:
    made = make.account()
    page.force_login(make.member(of=made))
    return made


@pytest.fixture
def knees(account: Account) -> ContactList:
    return contact_list(account, "Knee class")


def question(page: PageClient, **chosen: Any) -> str:
    """What the page that asks for the columns carries."""
    return page.post_page(ADDRESS, chosen).field("question")


def rows_of_file(
    page: PageClient, *, columns: list[str], **chosen: Any
) -> list[list[str]]:
    fields = {"kind": "csv", "columns": columns, "question": question(page, **chosen)}
    answer = page.post(ADDRESS, fields)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="pe')
    assert "no-store" in answer.headers["Cache-Control"]
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text, newline="")))


def test_ticked_people_come_with_the_columns_that_were_chosen(
    page: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    person(knees, "Ben", BEN)

    asked = page.post_page(
        "/contacts/people/acts/", {"act": "export", "people": [ada.pk]}
    )
    rows = rows_of_file(page, people=[ada.pk], columns=["first_name", "number", "list"])

    assert "Export 1 person" in asked.text
    assert rows == [
        ["List", "First name", "Phone number"],
        ["Knee class", "Ada", f"'{ADA}"],
    ]


def test_everybody_found_comes_in_pieces(
    page: PageClient, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_PIECE", 2)
    for n in range(5):
        person(knees, f"P{n}", f"+6149157000{n}")

    rows = rows_of_file(page, everybody="1", columns=["first_name"])

    assert rows[1:] == [["P0"], ["P1"], ["P2"], ["P3"], ["P4"]]


def test_fields_of_the_account_have_their_own_labels(
    page: PageClient, account: Account, knees: ContactList
) -> None:
    CustomField.objects.create(account=account, name="own_1", label="Shoe size")
    CustomField.objects.create(account=account, name="custom_1", label="Member no.")
    ada = person(knees, "Ada", ADA, custom_1="A-17", extra={"own_1": "39"})

    rows = rows_of_file(page, people=[ada.pk], columns=["custom_1", "own_1"])

    assert rows == [["Member no.", "Shoe size"], ["A-17", "39"]]


def test_without_a_column_the_page_says_so_and_keeps_the_ticks(
    page: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)
    carried = {"kind": "csv", "question": question(page, people=[ada.pk])}

    shown = page.post_page(ADDRESS, carried)
    rows = rows_of_file(page, columns=["first_name"], question=shown.field("question"))

    assert "Choose at least one column." in shown.text
    assert rows == [["First name"], ["Ada"]]


def test_an_excel_file_begins_as_one(page: PageClient, knees: ContactList) -> None:
    ada = person(knees, "Ada", ADA)

    carried = {"columns": ["number"], "question": question(page, people=[ada.pk])}
    answer = page.post(ADDRESS, {"kind": "xlsx", **carried})

    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')


def test_too_many_for_a_sheet_are_sent_to_csv(
    page: PageClient, knees: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.forms.export.MOST_OF_A_SHEET", 1)
    ada, ben = person(knees, "Ada", ADA), person(knees, "Ben", BEN)

    asked = question(page, people=[ada.pk, ben.pk])
    shown = page.post_page(
        ADDRESS, {"kind": "xlsx", "columns": ["number"], "question": asked}
    )

    assert "Take a CSV file." in shown.text
    assert "at most 1 people here" in shown.text
    assert 'value="xlsx"' not in shown.html


def test_an_excel_of_another_country_gets_semicolons(
    page: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada;=1+1", ADA, time_zone="Australia/Perth")

    asked = question(page, people=[ada.pk])
    columns = {"columns": ["first_name", "time_zone"], "question": asked}
    answer = page.post(ADDRESS, {"kind": "csv_semicolons", **columns})

    written = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert written.decode("utf-8-sig").splitlines() == [
        "First name;Time zone",
        '"Ada;\'=1+1";Australia/Perth',
    ]


def test_nobody_is_said_to_be_chosen(page: PageClient, knees: ContactList) -> None:
    shown = page.post_page(ADDRESS, {"kind": "csv", "of_list": str(knees.public_id)})

    assert "Nobody is ticked." in shown.html


def test_the_audit_says_who_took_how_many_and_no_name(
    page: PageClient, knees: ContactList
) -> None:
    ada = person(knees, "Ada", ADA)

    rows_of_file(page, people=[ada.pk], columns=["number"])

    entry = Entry.objects.get(act="contacts.exported")
    assert entry.detail == {"kind": "csv", "people": 1, "chosen": "ticked"}


def test_the_audit_names_the_list_and_the_filters_but_no_words(
    account: Account, knees: ContactList
) -> None:
    person(knees, "Ada", ADA)
    filters = (Filter("has_number"), Filter("is", "Perth", "city"))
    finder = Finder(account.pk, knees.pk, words="ada", filters=filters)

    exports.note_export(
        account=account,
        kind="csv",
        selection=by_finder(finder),
        people=1,
        by=make.member(of=account),
    )

    entry = Entry.objects.get(act="contacts.exported")
    assert entry.target == str(knees.public_id)
    assert entry.detail["chosen"] == "words, has_number, is"


def test_people_of_another_account_are_not_in_the_file(
    page: PageClient, knees: ContactList
) -> None:
    theirs = person(contact_list(make.account()), "Eve", ADA)

    answer = page.post(
        ADDRESS, {"kind": "csv", "people": [theirs.pk], "columns": ["number"]}
    )

    assert answer.status_code == 302
