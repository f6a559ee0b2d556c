"""Contacts from a CSV file: looked at, read in while the list says so, counted."""

import base64
import functools
import http.server
import threading
from collections.abc import Callable, Iterator

import pytest

from clicksendhub.sandbox import callbacks, imports
from clicksendhub.sandbox.server import start
from tests.sandbox.support import (
    KEY,
    PHONE,
    USER,
    client,
    make_contact,
    make_list,
    until,
)


@pytest.fixture
def files(tmp_path) -> Iterator[Callable[..., str]]:
    """Give a function that puts a file on a real web server."""
    folder = tmp_path / "files"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()

    def put(content, name="people.csv"):
        (folder / name).write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
        return f"http://127.0.0.1:{server.server_address[1]}/{name}"

    yield put
    server.shutdown()
    server.server_close()
    thread.join()


def take_in(api, list_id, url, order):
    path = f"/lists/{list_id}/import"
    return api.post(path, json={"file_url": url, "field_order": order})


def is_importing(api, list_id):
    rows = api.get("/lists").json()["data"]["data"]
    (row,) = [row for row in rows if row["list_id"] == list_id]
    return row["_import_in_progress"]


def people_on(api, list_id):
    return api.get(f"/lists/{list_id}/contacts").json()["data"]["data"]


@pytest.mark.parametrize(
    "order",
    [
        ["phone", "first_name", "", "custom1"],
        "phone,first_name,,custom1",
        ["phone_number", "first_name", "", "custom_1"],
    ],
)
def test_a_file_is_read_in_by_the_order_of_its_fields(api, sandbox, files, order):
    list_id = make_list(api)
    url = files("0491 570 156,Zoë,left out,Unit 4\n")

    answer = take_in(api, list_id, url, order).json()
    assert sandbox.settle()

    assert answer["data"]["ids"] == [answer["data"]["id"]]
    assert answer["data"]["msg"] == "Messages put on queue."
    (person,) = people_on(api, list_id)
    assert (person["phone_number"], person["first_name"]) == (PHONE, "Zoë")
    assert (person["last_name"], person["custom_1"]) == ("", "Unit 4")


def test_the_list_says_so_while_an_import_is_under_way(api, sandbox, files):
    list_id, other = make_list(api), make_list(api)
    sandbox.settings.speed = 0.2

    take_in(api, list_id, files(PHONE), ["phone"])

    assert (is_importing(api, list_id), is_importing(api, other)) == (1, 0)
    assert people_on(api, list_id) == []
    until(lambda: is_importing(api, list_id) == 0)
    assert len(people_on(api, list_id)) == 1


def test_a_large_file_is_read_in_parts_and_the_clock_goes_on(
    api, sandbox, control, files, monkeypatch
):
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 2)
    list_id, seen = make_list(api), []

    def look(sandbox):
        seen.append((len(people_on(api, list_id)), is_importing(api, list_id)))
        return 0

    monkeypatch.setattr(callbacks, "MAKERS", (look, *callbacks.MAKERS))
    take_in(api, list_id, files(f"{PHONE}\n" * 4 + "\nnone\n"), ["phone"])
    assert sandbox.settle()

    assert list(dict.fromkeys(seen))[:3] == [(0, 1), (2, 1), (4, 1)]
    (entry,) = control.get("/imports").json()["imports"]
    assert (entry["state"], entry["added"], entry["skipped"]) == ("done", 4, 1)
    assert is_importing(api, list_id) == 0


def test_an_import_goes_on_after_a_restart_where_it_was(tmp_path, files, monkeypatch):
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 2)
    path, rows = tmp_path / "again.sqlite3", f'{PHONE},"Ada\nNg"\r\n' * 5
    running = start(path, accounts=[(USER, KEY)], speed=100)
    with client(running.base_url, auth=(USER, KEY)) as api:
        list_id = make_list(api)
        take_in(api, list_id, files(rows), ["phone", "first_name"])
    with running.sandbox.store.write() as db:
        db.execute("UPDATE contact_imports SET due_at = 0")
    imports.finish_due(running.sandbox)
    running.stop()

    again = start(path)
    assert again.settle()

    with client(again.base_url, auth=(USER, KEY)) as api:
        people = people_on(api, list_id)
    again.stop()
    assert [person["first_name"] for person in people] == ["Ada\nNg"] * 5


def test_wrong_rows_are_skipped_and_counted(api, sandbox, control, files):
    list_id = make_list(api)
    rows = (
        "Phone,Email,Country",
        f"{PHONE},,AU",
        "04 1234,,",
        ",ada@example.com,",
        ",,AU",
        "",
        f"{PHONE},ada,",
        f"{PHONE},,Neverland",
    )

    answer = take_in(
        api, list_id, files("\r\n".join(rows)), "phone,email,address_country"
    )
    assert sandbox.settle()

    (entry,) = control.get("/imports").json()["imports"]
    assert entry == {
        "id": answer.json()["data"]["id"],
        "list_id": list_id,
        "state": "done",
        "added": 2,
        "skipped": 5,
    }
    assert len(people_on(api, list_id)) == 2


@pytest.mark.parametrize(
    "content",
    [
        '\ufeff"+61491570156","Zoë"',
        "+61491570156,Zoë".encode("cp1252"),
        "+61491570156,Zoë\r\n\r\n",
        "+61491570156,Zoë,too,many",
        '+61491570156,"Zo\u00eb"\r',
        "+61491570156,Zoë\r\n".encode("utf-16"),
    ],
)
def test_files_of_common_programs_are_understood(api, sandbox, files, content):
    list_id = make_list(api)

    take_in(api, list_id, files(content), "phone,first_name")
    assert sandbox.settle()

    (person,) = people_on(api, list_id)
    assert (person["phone_number"], person["first_name"]) == (PHONE, "Zoë")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n\n",
        b"%PDF-1.7\n\0\0",
        "%PDF-1.7\nall of it text",
        "<!DOCTYPE html><p>none",
        '"' + "a" * 140_000,
    ],
)
def test_a_file_that_is_no_csv_is_refused_here_and_as_an_upload(api, files, content):
    encoded = base64.b64encode(content if type(content) is bytes else content.encode())

    answer = take_in(api, make_list(api), files(content), ["phone"])
    upload = api.post("/uploads?convert=csv", json={"content": encoded.decode()})

    assert (answer.status_code, upload.status_code) == (400, 400)
    assert answer.json()["data"] == {"file_url": "The file is not a CSV file."}


@pytest.mark.parametrize("url", [None, "", "http://127.0.0.1:9/a.csv", "nothing", 7])
def test_a_file_that_cannot_be_fetched_is_refused(api, url):
    answer = take_in(api, make_list(api), url, ["phone"])

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {"file_url"}


@pytest.mark.parametrize(
    "order", [None, [], "", ["first_name"], ["phone", "shoe_size"], 7, {"phone": 1}]
)
def test_an_order_without_known_fields_is_refused(api, files, order):
    answer = take_in(api, make_list(api), files(PHONE), order)

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {"field_order"}


def test_an_import_into_a_deleted_list_ends_quietly(api, sandbox, control, files):
    list_id = make_list(api)
    sandbox.settings.speed = 100
    take_in(api, list_id, files(PHONE), ["phone"])

    api.delete(f"/lists/{list_id}")

    assert control.get("/imports").json()["imports"] == []
    assert sandbox.settle()


def test_the_first_row_can_be_looked_at_before(api, files):
    list_id = make_list(api)
    path = f"/lists/{list_id}/import-csv-preview"

    answer = api.post(path, json={"file_url": files("Phone,Name\n+614,Ada\n")})

    assert answer.json()["data"] == {"row": ["Phone", "Name"]}
    assert people_on(api, list_id) == []


def test_the_fields_of_an_import_are_listed_in_their_own_spelling(api):
    fields = api.get(f"/lists/{make_list(api)}/import-fields").json()["data"]

    assert fields[0] == {"field": "phone", "label": "Phone"}
    assert [row["field"] for row in fields[3:7]] == [
        "custom1",
        "custom2",
        "custom3",
        "custom4",
    ]
    assert len(fields) == 16


@pytest.mark.parametrize("call", ["import", "import-csv-preview"])
def test_nothing_is_imported_into_a_list_that_does_not_exist(api, files, call):
    given = {"file_url": files(PHONE), "field_order": ["phone"]}

    assert api.post(f"/lists/999999/{call}", json=given).status_code == 404


def test_an_export_can_be_imported_again(api, sandbox):
    first, second = make_list(api), make_list(api)
    written = {
        "phone_number": PHONE,
        "first_name": "Zoë, the first",
        "custom_4": "line\nline",
        "email": "zoe@example.com",
        "address_country": "AU",
    }
    make_contact(api, first, **written)

    export = api.get(f"/lists/{first}/export", params={"filename": "tenants.csv"})
    url = export.json()["data"]["url"]
    heading = api.get(url).text.splitlines()[0]
    take_in(api, second, url, heading)
    assert sandbox.settle()

    (person,) = people_on(api, second)
    assert person.items() >= written.items()
    assert url.endswith("/tenants.csv")
