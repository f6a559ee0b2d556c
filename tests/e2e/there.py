"""What ClickSend holds, asked past the hub, and what the hub holds."""

from __future__ import annotations

import http.client
import json
from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit

from clicksendhub.operations.demo import USERNAME
from contacts.sync.mapping import COLUMNS_THERE
from tests.e2e.product import Hub

PER_PAGE = 100
# Made by ClickSend in every account; the hub keeps a block list of its own.
THEIR_OWN = "Opt-Out List"
Row = tuple[str, ...]
"""Every field that the API has, in the order of ``COLUMNS_THERE``."""
_OURS = """
import json
from contacts.models import Contact, ContactList
print(json.dumps({{
    one.name: [list(row) for row in one.contacts.values_list(*{columns})]
    for one in ContactList.objects.standing().filter(keeps_in_step=True)
}}))
"""
# A person in an answer, whose names are not those of the columns of an import.
_NAMES = {"phone": "phone_number"} | {f"custom{n}": f"custom_{n}" for n in range(1, 5)}


def lists_there(hub: Hub) -> dict[str, list[Row]]:
    """Every list at ClickSend with its people, sorted."""
    return {
        found["list_name"]: people_there(hub, found["list_id"])
        for found in asked(hub, "lists")
        if found["list_name"] != THEIR_OWN
    }


def people_there(hub: Hub, list_id: int) -> list[Row]:
    """The people of one list, with every field that the API has."""
    fields = [_NAMES.get(str(name), str(name)) for name in COLUMNS_THERE.values()]
    rows = asked(hub, f"lists/{list_id}/contacts")
    return sorted(tuple(str(row[name] or "") for name in fields) for row in rows)


def lists_here(hub: Hub) -> dict[str, list[Row]]:
    """The same of the lists that the hub keeps in step."""
    said = hub.manage("shell", "-v", "0", "-c", _OURS.format(columns=(*COLUMNS_THERE,)))
    held: dict[str, list[list[str]]] = json.loads(said.strip().splitlines()[-1])
    return {name: sorted(tuple(row) for row in rows) for name, rows in held.items()}


def asked(hub: Hub, path: str) -> list[dict[str, Any]]:
    """Every row that ClickSend answers with."""
    rows: list[dict[str, Any]] = []
    page = 1
    while True:
        found = _page(hub, path, page)
        rows += found["data"]
        if page >= int(found["last_page"]):
            return rows
        page += 1


def _page(hub: Hub, path: str, number: int) -> dict[str, Any]:
    kept = json.loads((hub.folder / "demo.json").read_text(encoding="utf-8"))
    words = b64encode(f"{USERNAME}:{kept['sandbox_key']}".encode()).decode()
    line = http.client.HTTPConnection(urlsplit(hub.sandbox.url).netloc, timeout=10)
    line.request(
        "GET",
        f"/v3/{path}?limit={PER_PAGE}&page={number}",
        headers={"Authorization": f"Basic {words}"},
    )
    answer: dict[str, Any] = json.load(line.getresponse())["data"]
    line.close()
    return answer
