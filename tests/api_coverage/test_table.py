"""The coverage table itself: no action is missing, and no row leads nowhere."""

from __future__ import annotations

import ast
import inspect
from dataclasses import is_dataclass
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import pytest

from clicksendhub import clicksend
from clicksendhub.clicksend.envelope import Envelope
from clicksendhub.sandbox.api import PARTS
from tests.support.markdown import ROOT, code_in, table_of

from .actions import ACTIONS
from .page import PAGE, written_page
from .table import TEST, TEST_FILE, Action
from .test_actions import DRIVES

# How many fields the connector's own description has, in and out, with those that it
# hides: none can go missing with its row.
FIELDS = {
    "Convert Media File Format": (2, 9),
    "Create New Contact": (17, 23),
    "Create New Contact List": (1, 7),
    "Delete List": (1, 3),
    "Delete a Contact": (2, 3),
    "Get Contact Lists": (2, 17),
    "Get Contacts in a List": (1, 32),
    "Search Contact Lists": (1, 16),
    "Send Fax": (6, 27),
    "Send Letter": (15, 41),
    "Send MMS": (8, 19),
    "Send Postcard": (10, 36),
    "Send SMS": (5, 27),
    "Send Voice Message": (9, 29),
    "SMS Inbound Automation": (9, 22),
}
KINDS: dict[str, Any] = {**vars(clicksend), "Envelope": Envelope}
CLIENT_NAMES = sorted({row.client for action in ACTIONS for row in action.rows})


def a_client() -> clicksend.ClickSend:
    return clicksend.ClickSend(username="rehearsal", api_key="no key at all")


def test_no_action_and_no_field_is_missing():
    counted = {action.name: (len(action.ins), len(action.outs)) for action in ACTIONS}

    assert counted == FIELDS
    assert len(ACTIONS) == len(FIELDS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.slug)
def test_no_field_is_counted_twice(action: Action):
    for rows in (action.ins, action.outs):
        names = [row.name for row in rows]
        assert len(names) == len(set(names))


def test_every_call_of_the_table_is_one_of_the_sandbox():
    served = {f"{method} {path}" for part in PARTS for method, path, _ in part}

    assert {action.call for action in ACTIONS} - served == set()


def test_every_action_is_one_of_the_client():
    with a_client() as client:
        assert [
            action.client
            for action in ACTIONS
            if not callable(_method(client, action.client))
        ] == []


@pytest.mark.parametrize("name", CLIENT_NAMES)
def test_every_name_of_the_client_is_there(name: str):
    with a_client() as client:
        is_there = _has_parameter(client, name) if "(" in name else _has_field(name)

    assert is_there


def _method(client: clicksend.ClickSend, path: str) -> Any:
    return attrgetter(path)(client)


def _has_parameter(client: clicksend.ClickSend, name: str) -> bool:
    path, _, parameter = name.removesuffix(")").partition("(")
    return parameter in inspect.signature(_method(client, path)).parameters


def _has_field(name: str) -> bool:
    """Follows a dotted name through the types of the fields."""
    kind, *path = name.split(".")
    found = KINDS[kind]
    for step in path:
        if not hasattr(found, step):
            return False
        found = _type_of(found, step)
    return True


def _type_of(kind: Any, step: str) -> Any:
    hint = get_type_hints(kind).get(step)
    inner = [found for found in (hint, *get_args(hint)) if is_dataclass(found)]
    return inner[0] if inner else object


def test_every_action_has_its_test():
    tree = ast.parse((ROOT / TEST_FILE).read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

    assert TEST in functions
    assert DRIVES.keys() == {action.slug for action in ACTIONS}


def test_the_page_is_what_the_script_would_write():
    assert PAGE.read_text(encoding="utf-8") == written_page()


def test_every_row_of_the_page_names_a_test_that_runs():
    told = [
        code_in(row["Test"])[0]
        for first in ("Field in", "Field out")
        for row in table_of(PAGE, first=first)
    ]

    assert len(told) == sum(len(action.rows) for action in ACTIONS)
    assert set(told) == {f"{TEST}[{slug}]" for slug in DRIVES}
