"""Lists of contacts: how they are read, kept clean and filled from a file."""

import httpx
import pytest

from clicksendhub.clicksend import (
    ContactField,
    ContactList,
    ImportField,
    RequestRefused,
    StartedImport,
    UnreadableAnswer,
)

from .support import Wire, answering, client_on

TENANTS = {
    "list_id": 310,
    "list_name": "Tenants",
    "list_email_id": "KB0LHD6WXFVHZWTR",
    "_contacts_count": 2,
    "_import_in_progress": 0,
    "_optout_in_progress": 1,
}
FILE = "https://files.example/tenants.csv"


def test_a_page_of_lists_is_read_field_by_field():
    about = {"total": "2", "per_page": 15, "current_page": 1, "last_page": 1}
    odd = {"list_id": "311", "_import_in_progress": "1", "_beta": []}
    client, wire = answering({**about, "data": [TENANTS, odd]})

    page = client.lists.page(limit=15)

    assert wire.path == "GET /v3/lists"
    assert wire.query == {"page": "1", "limit": "15"}
    assert page.total == 2
    assert page.rows == (
        ContactList(310, "Tenants", "KB0LHD6WXFVHZWTR", 2, False, True),
        ContactList(311, "", "", None, True, None),
    )
    assert page.rows[1].extra == {"_beta": []}


def test_all_lists_are_walked_by_number():
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        rows = [{**TENANTS, "list_id": number}]
        about = {"current_page": number, "last_page": 3, "next_page_url": "/?page=9"}
        return httpx.Response(
            200, json={"http_code": 200, "data": about | {"data": rows}}
        )

    wire = Wire(answer)

    assert [found.list_id for found in client_on(wire).lists.all()] == [1, 2, 3]
    assert wire.query == {"page": "3", "limit": "100"}


@pytest.mark.parametrize(
    "data",
    [None, [], {"total": 0, "current_page": 1, "last_page": 0, "data": []}],
)
def test_an_account_without_lists_has_none(data):
    client, wire = answering(data)

    assert list(client.lists.all()) == []
    assert len(wire.requests) == 1


def test_a_list_is_made_renamed_read_and_removed():
    client, wire = answering({"list_id": 310, "list_name": "Tenants"})

    assert client.lists.create("Tenants").list_id == 310
    assert wire.json == {"list_name": "Tenants"}
    client.lists.rename(310, name="Owners")
    assert wire.json == {"list_name": "Owners"}
    client.lists.get(310)
    client.lists.delete(310)

    asked = [f"{request.method} {request.url.path}" for request in wire.requests]
    assert asked == [
        "POST /v3/lists",
        "PUT /v3/lists/310",
        "GET /v3/lists/310",
        "DELETE /v3/lists/310",
    ]


@pytest.mark.parametrize("data", [[], None, True])
def test_a_list_is_removed_whatever_the_answer_holds(data):
    client, wire = answering(data)

    client.lists.delete(310)

    assert wire.path == "DELETE /v3/lists/310"


@pytest.mark.parametrize("data", [{}, [], {"list_id": "soon"}])
def test_a_new_list_without_an_id_is_unreadable(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.lists.create("Tenants")


@pytest.mark.parametrize(
    ("data", "deleted"), [({"deleted": 3}, 3), ({"deleted": "3"}, 3), ([], None)]
)
def test_duplicates_are_removed_by_the_fields_that_are_named(data, deleted):
    client, wire = answering(data)
    fields = [ContactField.FIRST_NAME, ContactField.PHONE_NUMBER]

    assert client.lists.remove_duplicates(310, fields=fields) == deleted
    assert wire.path == "PUT /v3/lists/310/remove-duplicates/"
    assert wire.json == {"fields": ["first_name", "phone"]}


def test_who_opted_out_is_removed_from_a_list():
    client, wire = answering({"deleted": 1})

    assert client.lists.remove_opted_out(310, opt_out_list_id=12) == 1
    assert wire.path == "PUT /v3/lists/310/remove-opted-out-contacts/12"


def test_the_fields_of_an_import_are_listed():
    client, wire = answering([{"field": "custom1", "label": "Custom Field 1"}])

    found = client.lists.import_fields(310)

    assert wire.path == "GET /v3/lists/310/import-fields"
    assert found == (ImportField("custom1", "Custom Field 1"),)


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        (["Ada", "0491", 7], (("Ada", "0491", "7"),)),
        ([["Ada", None], {"a": "Bo"}], (("Ada", ""), ("Bo",))),
        ([], ()),
        (None, ()),
    ],
)
def test_the_preview_of_a_file_is_one_row_or_several(row, rows):
    client, wire = answering({"row": row})

    assert client.lists.preview_import(310, file_url=FILE) == rows
    assert wire.path == "POST /v3/lists/310/import-csv-preview"
    assert wire.json == {"file_url": FILE}


@pytest.mark.parametrize(
    ("data", "started"),
    [
        (
            {"id": "6254358460638066203", "ids": ["6254358460638066203"], "msg": "OK"},
            StartedImport(("6254358460638066203",), "OK"),
        ),
        ({"id": 7, "ids": [8, None], "msg": None}, StartedImport(("7", "8"), "")),
        ([], StartedImport((), "")),
    ],
)
def test_an_import_begins_with_its_columns_in_order(data, started):
    client, wire = answering(data)
    columns = [ContactField.FIRST_NAME, ContactField.PHONE_NUMBER]

    assert client.lists.start_import(310, file_url=FILE, columns=columns) == started
    assert wire.path == "POST /v3/lists/310/import"
    assert wire.json == {"file_url": FILE, "field_order": ["first_name", "phone"]}


def test_a_list_is_exported_to_an_address():
    client, wire = answering({"url": "https://files.example/x.csv"})

    url = client.lists.export_url(310, filename="tenants-2026.csv")

    assert url == "https://files.example/x.csv"
    assert wire.path == "GET /v3/lists/310/export"
    assert wire.query == {"filename": "tenants-2026.csv"}


@pytest.mark.parametrize("data", [{}, {"url": None}, []])
def test_an_export_without_an_address_is_unreadable(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.lists.export_url(310, filename="tenants.csv")


@pytest.mark.parametrize(
    "ask",
    [
        lambda lists: lists.create("  "),
        lambda lists: lists.rename(310, name=""),
        lambda lists: lists.get(0),
        lambda lists: lists.delete(-1),
        lambda lists: lists.page(limit=101),
        lambda lists: lists.page(page=0),
        lambda lists: lists.remove_opted_out(310, opt_out_list_id=0),
        lambda lists: lists.remove_duplicates(310, fields=[]),
        lambda lists: lists.remove_duplicates(310, fields=["phone", "phone"]),
        lambda lists: lists.remove_duplicates(310, fields=["phone_number"]),
        lambda lists: lists.preview_import(310, file_url="tenants.csv"),
        lambda lists: lists.preview_import(310, file_url="ftp://files.example/x"),
        lambda lists: lists.preview_import(310, file_url="https://[::1"),
        lambda lists: lists.start_import(310, file_url=FILE, columns=["first_name"]),
        lambda lists: lists.start_import(310, file_url=FILE, columns=["phone", "x"]),
        lambda lists: lists.export_url(310, filename="../../etc/passwd"),
    ],
)
def test_a_request_that_cannot_be_right_is_never_made(ask):
    client, wire = answering(TENANTS)

    with pytest.raises(RequestRefused):
        ask(client.lists)

    assert wire.requests == []
