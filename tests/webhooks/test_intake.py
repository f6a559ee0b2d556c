"""What happens before the answer: stored once, and a plain opt-out heeded with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from clicksendhub.consent import services
from clicksendhub.consent.models import Block
from clicksendhub.webhooks.models import Event
from messaging.models import Reply
from tests import make
from tests.faults.conftest import blank, database  # noqa: F401
from tests.webhooks.support import PERSON, Hook, hook_for, recorded, settle_all


def test_the_same_reply_a_hundred_times_is_one_event(hook: Hook) -> None:
    body = recorded("inbound.form")

    statuses = {hook.push(body).status_code for _ in range(100)}

    assert statuses == {200}
    assert Event.objects.count() == 1


@pytest.mark.usefixtures("database")
def test_the_same_reply_from_many_threads_at_once_is_one_event_and_one_block() -> None:
    hook = hook_for(make.account())
    body = recorded("inbound.form", body="STOP")

    def push(_number: int) -> int:
        try:
            caller = Hook(hook.account, hook.token, Client())
            return int(caller.push(body).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        statuses = set(threads.map(push, range(100)))

    assert statuses == {200}
    assert Event.objects.count() == 1
    assert Block.objects.count() == 1


@pytest.mark.parametrize("words", ["STOP", " stop. ", "Stop!!", "ＳＴＯＰ", "arrêt"])
def test_a_plain_opt_out_blocks_with_no_worker_running(hook: Hook, words: str) -> None:
    hook.reply(words, message_id="IN-1")

    block = Block.objects.get()
    assert (block.account, block.number) == (hook.account, PERSON)
    assert (block.source, block.words, block.event_key) == ("reply", words, "IN-1")
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    "words", ["Yes", "", "stopover at 5", "cancel my 3pm appointment", "HELP"]
)
def test_other_words_block_nothing(hook: Hook, words: str) -> None:
    hook.reply(words)

    assert not Block.objects.exists()


def test_a_block_is_for_the_account_that_was_answered(hook: Hook) -> None:
    other = make.account()

    hook.reply("STOP")

    assert PERSON in services.blocked_among(hook.account.pk, [PERSON])
    assert PERSON not in services.blocked_among(other.pk, [PERSON])


def test_start_lifts_at_once_what_stop_set(hook: Hook) -> None:
    hook.reply("STOP", timestamp="1766000300")

    hook.reply("START", timestamp="1766000360")

    assert Block.objects.get().lifted_because == "They replied “START”."


def test_a_start_that_is_late_does_not_lift_a_newer_stop(hook: Hook) -> None:
    hook.reply("STOP", timestamp="1766000300")
    hook.reply("STOP", timestamp="1766000400")

    hook.reply("START", timestamp="1766000350")

    assert Block.objects.get().lifted_at is None


def test_a_stop_told_again_after_it_was_lifted_blocks_nothing(hook: Hook) -> None:
    hook.reply("STOP", message_id="IN-1", timestamp="1766000300")
    hook.reply("START", message_id="IN-2", timestamp="1766000360")

    hook.reply("STOP", message_id="IN-1", timestamp="1766000300")

    assert not Block.objects.standing().exists()


def test_a_start_told_again_lifts_nothing_that_came_later(hook: Hook) -> None:
    for words, message_id in [("STOP", "IN-1"), ("START", "IN-2"), ("STOP", "IN-3")]:
        hook.reply(words, message_id=message_id, timestamp="1766000300")

    hook.reply("START", message_id="IN-2", timestamp="1766000300")

    assert Block.objects.standing().get().event_key == "IN-3"


def test_an_opt_out_is_stored_with_its_block_or_not_at_all(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(**_given: object) -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(services, "block", down)

    assert hook.reply("STOP").status_code == 500
    assert not Event.objects.exists()


def test_a_very_long_reply_with_emoji_is_kept_whole(hook: Hook) -> None:
    words = "👍🏽 " * 1000

    hook.reply(words)
    settle_all()

    assert Reply.objects.get().body == words


def test_a_very_long_id_is_still_one_event(hook: Hook) -> None:
    for _ in range(2):
        hook.reply(message_id="A" * 5000)

    assert len(Event.objects.get().key) == 64


def test_no_number_and_no_word_of_an_event_reaches_the_log(
    hook: Hook, caplog: Any
) -> None:
    hook.push("from=%2B61491570156&body=secret+words")
    hook.reply("STOP")

    assert "61491570156" not in caplog.text
    assert "secret" not in caplog.text
    assert hook.token not in caplog.text
