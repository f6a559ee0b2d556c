"""Pages of imports where a request or the storage is not as it should be."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.storage import default_storage

from clicksendhub.lib.tables import Kind, Layout
from clicksendhub.people.models import User
from contacts.models import ContactList, Import, ImportState
from tests.contacts.imports.support_pages import (
    NEW,
    PEOPLE,
    FarStorage,
    bring,
    checked,
    page_of,
)
from tests.support.pages import Page, PageClient

# Row 2 is taken, with a doubt.
DOUBTED = "First name,Mobile\nAda,491570156\nBen,0491570157\n"


def draft(page: PageClient, of_list: ContactList) -> Import:
    """As far as the second step, by the pages."""
    bring(page, of_list)
    return Import.objects.get()


def mend(page: PageClient, found: Import, **cells: str) -> Page:
    """Write cells of the one row that is told of anew."""
    row = found.told.get()
    return page.post_page(
        page_of(found, "rows"), {"row": str(row.row), "code": row.code, **cells}
    )


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ({"heading_row": "1"}, 2),
        ({"heading_row": "1", "encoding": "utf-8"}, 1),
        ({"heading_row": "1", "delimiter": ","}, 1),
        ({"encoding": "utf-8", "delimiter": ","}, 1),
    ],
)
def test_a_choice_of_the_layout_that_is_missing_is_asked_for(
    signed_in: PageClient, tenants: ContactList, typed: dict[str, str], missing: int
) -> None:
    found = draft(signed_in, tenants)

    shown = signed_in.post_page(page_of(found, "file"), typed)

    assert shown.h1 == "Is members.csv read right?"
    assert len(shown.errors()) == missing


def test_a_sheet_that_is_missing_is_asked_for(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = draft(signed_in, tenants)
    layout = Layout(Kind.SHEET, sheet="People", sheets=("People",), heading_row=1)
    Import.objects.update(layout=layout.as_json())

    shown = signed_in.post_page(page_of(found, "file"), {"heading_row": "1"})

    assert shown.errors() == ["Choose a sheet."]


def test_a_file_that_is_gone_is_said_where_it_is_read(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = draft(signed_in, tenants)
    default_storage.delete(str(found.file.name))
    typed = {"heading_row": "0", "encoding": "utf-8", "delimiter": ","}

    opened = signed_in.get_page(page_of(found, "file"))
    chosen = signed_in.post_page(page_of(found, "file"), typed)

    assert "The file is not here any more. Bring it again." in opened.text
    assert chosen.errors() == ["The file is not here any more. Bring it again."]


def test_other_readings_are_shown_of_a_file_that_lies_on_another_machine(
    signed_in: PageClient, tenants: ContactList, settings: Any
) -> None:
    far = {"BACKEND": f"{FarStorage.__module__}.{FarStorage.__name__}"}
    settings.STORAGES = settings.STORAGES | {"default": far}
    bring(signed_in, tenants, "First name,Mobile\nZoë,0491 570 156\n")

    shown = signed_in.get_page(page_of(Import.objects.get(), "file"))

    assert "Read it so" in shown.text


def test_a_row_is_not_mended_without_the_pieces_of_its_check(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants, DOUBTED)
    for piece in found.pieces.all():
        default_storage.delete(piece.file)

    shown = mend(signed_in, found, cell_1="0491570158")

    assert "The check is not there any more. Check the file again." in shown.html
    assert found.told.get().mended == {}


def test_a_row_is_not_mended_where_the_file_is_gone_and_needed(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants, DOUBTED)
    default_storage.delete(str(found.file.name))

    shown = mend(signed_in, found, cell_1="0491570157")

    assert "The file is not here any more. Bring it again." in shown.html
    assert found.told.get().mended == {}


def test_a_row_that_cannot_be_mended_in_its_place_reloads_the_page(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants)
    Import.objects.update(state=ImportState.DRAFT)

    answer = signed_in.post(
        page_of(found, "rows"),
        {"row": "3", "cell_1": "0491570158"},
        headers={"HX-Request": "true"},
    )

    assert answer.headers["HX-Refresh"] == "true"


def test_a_cell_of_no_column_is_not_written(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants)
    typed = urlencode({"row": "3", "code": "too_short", "cell_" + 5_000 * "9": "Ada"})

    answer = signed_in.post(
        page_of(found, "rows"), typed, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 302
    assert found.told.get().mended == {}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("a\0b", "a sign that cannot be kept"),
        (32_768 * "a", "A cell holds at most 32,767 characters."),
    ],
    ids=["NUL", "too long"],
)
def test_a_cell_that_no_file_could_hold_is_refused(
    signed_in: PageClient, tenants: ContactList, written: str, sentence: str
) -> None:
    found = checked(signed_in, tenants)

    shown = mend(signed_in, found, cell_0=written)

    assert sentence in shown.html
    assert found.told.get().mended == {}


def test_what_is_still_wrong_with_a_row_stands_on_the_page_and_in_no_session(
    signed_in: PageClient, tenants: ContactList
) -> None:
    found = checked(signed_in, tenants)
    typed = {"row": "3", "code": "too_short", "cell_1": "0491 99 letters"}

    answer = signed_in.post(page_of(found, "rows"), typed)

    told = found.told.get()
    assert told.code != "too_short"
    assert "0491 99" in told.sentence
    assert "Row 3 is not fine yet." in str(dict(signed_in.session))
    assert "0491" not in str(dict(signed_in.session))
    assert told.sentence in signed_in.get_page(answer.headers["Location"]).text


def test_pasted_rows_beyond_a_form_are_to_be_brought_as_a_file(
    signed_in: PageClient, tenants: ContactList, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    typed = {"account": tenants.account.public_id, "pasted": 100 * "Ada,0491 570 156"}

    shown = signed_in.post_page(NEW, typed)

    assert shown.h1 == "Import people"
    assert shown.errors() == [
        "That is too much to paste. Save it as a file and choose that above."
    ]


def test_the_form_of_a_file_is_still_kept_from_other_sites(
    mia: User, tenants: ContactList
) -> None:
    client = PageClient(enforce_csrf_checks=True)
    client.force_login(mia)

    pasted = client.post(NEW, {"pasted": PEOPLE})

    assert pasted.status_code == 403
    assert not Import.objects.exists()


def test_pasted_rows_beyond_a_form_are_told_by_the_whole_of_the_hub(
    mia: User, tenants: ContactList, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    client = PageClient(enforce_csrf_checks=True)
    client.force_login(mia)

    shown = client.post(NEW, {"pasted": 100 * "Ada,0491 570 156"})

    assert "That is too much to paste." in shown.content.decode()
