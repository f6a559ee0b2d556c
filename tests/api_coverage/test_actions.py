"""Each action, driven by the real client against a real sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from clicksendhub.sandbox.server import start
from tests.sandbox.support import KEY, USER, Listener

from . import drives_messages, drives_people, drives_post
from .actions import ACTIONS
from .people import CREATE_LIST
from .proof import unproved
from .stage import Driven, ListeningClient, Stage
from .table import Action, In, Out

DRIVES: dict[str, Callable[[Stage], Driven]] = {
    "convert-media-file-format": drives_post.convert,
    "create-new-contact": drives_people.create_contact,
    "create-new-contact-list": drives_people.create_list,
    "delete-a-contact": drives_people.delete_contact,
    "delete-list": drives_people.delete_list,
    "get-contact-lists": drives_people.get_lists,
    "get-contacts-in-a-list": drives_people.get_contacts,
    "search-contact-lists": drives_people.search,
    "send-fax": drives_messages.send_fax,
    "send-letter": drives_post.send_letter,
    "send-mms": drives_messages.send_mms,
    "send-postcard": drives_post.send_postcard,
    "send-sms": drives_messages.send_sms,
    "send-voice-message": drives_messages.send_voice,
    "sms-inbound-automation": drives_people.trigger,
}


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    sandbox = start(
        tmp_path / "sandbox.sqlite3",
        accounts=[(USER, KEY)],
        speed=0.001,
        throttle_seconds=0,
    )
    with Listener() as listener, ListeningClient(sandbox.base_url) as client:
        yield Stage(client, sandbox, listener)
    sandbox.stop()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.slug)
def test_each_field_goes_in_and_comes_back(action: Action, stage: Stage):
    driven = DRIVES[action.slug](stage)

    assert unproved(action, driven, stage.sandbox) == []


WRONG_OUTS = [
    Out("data.list_name", "ContactList.email_id"),
    Out("data.list_name", "ContactList.no_such_field"),
    Out("data.no_such_field", "ContactList.name"),
    Out("data.no_such_field", "ContactList.no_such_field"),
    Out("data.list_name", "NoSuchValue.name"),
]
WRONG_INS = [
    In("list_name", "lists.create(name)", "contact_lists.email_id"),
    In("list_name", "lists.create(no_such_parameter)", "contact_lists.name"),
    In("list_name", "lists.create(name)", "answer.data.list_email_id"),
    In("list_name", "lists.create(name)", "no contact_lists.name"),
]


@pytest.mark.parametrize("row", WRONG_OUTS)
def test_a_wrong_field_out_would_be_seen(row: Out, stage: Stage):
    action = replace(CREATE_LIST, ins=(), outs=(row,))

    driven = DRIVES[action.slug](stage)

    assert unproved(action, driven, stage.sandbox) == [f"out: {row.name}"]


@pytest.mark.parametrize("row", WRONG_INS)
def test_a_wrong_field_in_would_be_seen(row: In, stage: Stage):
    action = replace(CREATE_LIST, ins=(row,), outs=())

    driven = DRIVES[action.slug](stage)

    assert unproved(action, driven, stage.sandbox) == [f"in: {row.name}"]
