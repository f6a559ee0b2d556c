"""Headings that a file has and a database would not keep."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.services import imports


def sheet_with(heading: bytes) -> bytes:
    """A sheet whose second heading is written so, as no program of ours would."""
    made, content = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("People")
        sheet.write_row(0, 0, ["Mobile", "HEADING"])
        sheet.write_row(1, 0, ["0491 570 156", "Ada"])
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(content, "w") as patched:
        for name in parts.namelist():
            patched.writestr(name, parts.read(name).replace(b"HEADING", heading))
    return content.getvalue()


def test_a_sign_in_a_heading_that_no_database_keeps_is_shown_as_a_question(
    account: Account, mia: User
) -> None:
    pieces = [sheet_with(b"First_x0000_name")]

    found = imports.begin(account=account, name="a.xlsx", pieces=pieces, by=mia)

    assert found.headings == ["Mobile", "First\N{REPLACEMENT CHARACTER}name"]
