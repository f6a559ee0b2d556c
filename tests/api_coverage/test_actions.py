"""Each action, driven by the real client against a real sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from clicksendhub.sandbox.server import start
from tests.sandbox.support import KEY, USER, Listener

from . import drives_messages, drives_people, drives_post
from .actions import ACTIONS
from .proof import unproved
from .stage import Driven, ListeningClient, Stage
from .table import Action

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
