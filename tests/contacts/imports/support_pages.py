"""What tests of the pages of imports share: files as people bring them, and drafts."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from clicksendhub.lib.tables import Kind, Layout
from contacts.models import ContactList, Import, ImportRow, ImportState, Outcome
from tests.support.pages import Page, PageClient

HEADINGS = ["First name", "Mobile", "City"]
PEOPLE = (
    "First name,Mobile,City\n"
    "Ada,0491 570 156,Perth\n"
    "Ben,0491 57,Fremantle\n"
    "Cleo,0491 570 158,Perth\n"
)
NEW = "/contacts/imports/new/"


class FarStorage(Storage):
    """Keeps files where no path leads to."""

    def __init__(self) -> None:
        self._there = FileSystemStorage()

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return self._there.open(name, mode)

    def _save(self, name: str, content: File[Any]) -> str:
        return self._there.save(name, content)

    def exists(self, name: str) -> bool:
        return self._there.exists(name)


def file_of(text: str = PEOPLE, name: str = "members.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def bring(page: PageClient, of_list: ContactList, text: str = PEOPLE) -> Page:
    """Bring a file, as far as the page that follows."""
    typed = {
        "account": of_list.account.public_id,
        "file": file_of(text),
        "into": of_list.public_id,
    }
    return page.post_page(NEW, typed)


def matched(found: Import, **changes: Any) -> dict[str, Any]:
    """What the page of the columns posts when nothing on it is touched."""
    columns = {f"column_{at}": target for at, target in enumerate(found.mapping)}
    chosen = {
        "account": found.account.public_id,
        "into": found.contact_list.public_id if found.contact_list else "",
        "new_list_name": "Members",
        "keeps_in_step": "on",
        "country": "AU",
        "policy": "fill",
        "duplicates": "first",
    }
    return columns | chosen | changes


def page_of(found: Import, step: str = "") -> str:
    """The address of an import, or of one of its steps."""
    name = f"contacts:import_{step}" if step else "contacts:import"
    return reverse(name, args=[found.public_id])


def checked(page: PageClient, of_list: ContactList, text: str = PEOPLE) -> Import:
    """As far as the third step, by the pages."""
    bring(page, of_list, text)
    found = Import.objects.get()
    page.post_page(page_of(found, "columns"), matched(found))
    found.refresh_from_db()
    return found


def confirmed(page: PageClient, found: Import) -> Page:
    """Click the one button of the check as it stands now."""
    address = page_of(found, "check")
    seen = page.get_page(address).field("checked")
    return page.post_page(address, {"checked": seen})


def an_import(
    of_list: ContactList, state: str = ImportState.DONE, **fields: Any
) -> Import:
    """An import as it stands in the database, with its file."""
    found = Import(
        account=of_list.account,
        contact_list=of_list,
        state=state,
        headings=HEADINGS,
        mapping=["first_name", "number", "city"],
        layout=Layout(Kind.TEXT, "utf-8", ",", heading_row=1).as_json(),
        file_size=len(PEOPLE),
        queued_at=timezone.now(),
        **{"file_name": "members.csv", "country": "AU", **fields},
    )
    found.file.save(f"imports/{found.public_id}.csv", ContentFile(PEOPLE.encode()))
    return found


def told(found: Import, row: int, **fields: Any) -> ImportRow:
    """A row of it with something to say."""
    return ImportRow.objects.create(
        of_import=found,
        row=row,
        **{
            "outcome": Outcome.REJECTED,
            "code": "too_short",
            "column": 1,
            "raw": "0491 57",
            "sentence": "“0491 57” is too short.",
            "cells": ["Ben", "0491 57", "Fremantle"],
            **fields,
        },
    )
