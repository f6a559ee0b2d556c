"""Pages of imports where a request or the storage is not as it should be."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from clicksendhub.lib.tables import Kind, Layout
from contacts.models import ContactList, Import
from tests.contacts.imports.support_pages import bring, page_of
from tests.support.pages import PageClient


def draft(page: PageClient, of_list: ContactList) -> Import:
    """As far as the second step, by the pages."""
    bring(page, of_list)
    return Import.objects.get()


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
