"""The clock goes on whatever fails: a locked file, a row that makes no sense."""

import logging
import sqlite3

import pytest

from clicksendhub.sandbox import callbacks
from clicksendhub.sandbox.push import Sender
from clicksendhub.sandbox.state import Settings
from tests.sandbox.support import (
    PHONE,
    make_list,
    receipt_rule,
    send,
    text,
    until,
)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(callbacks, "PAUSE_SECONDS", 0.01)


def failing_once(error, then):
    """Return a function that fails the first time, and does its work after that."""
    errors = [error]

    def deed(*args, **kwargs):
        if errors:
            raise errors.pop()
        return then(*args, **kwargs)

    return deed


def threads_of(control):
    told = control.get("/healthz").json()
    return told["ok"], told["dead_threads"]


def test_a_locked_file_does_not_end_the_clock(
    api, control, sandbox, monkeypatch, caplog
):
    error = sqlite3.OperationalError("database is locked")
    first, *others = callbacks.MAKERS
    makers = (failing_once(error, first), *others)
    monkeypatch.setattr(callbacks, "MAKERS", makers)
    sandbox.sandbox.wake.set()
    until(lambda: "database is locked" in caplog.text)

    send(api)

    assert sandbox.settle()
    assert sandbox.ledger()[0]["status_code"] == 201
    assert threads_of(control) == (True, [])


def test_a_push_that_fails_in_a_new_way_is_tried_again(
    api, control, sandbox, listener, monkeypatch
):
    receipt_rule(api, listener.url, match_type=1)
    sent = failing_once(RuntimeError("never seen before"), Sender.send)
    monkeypatch.setattr(Sender, "send", lambda *args, **kw: sent(*args, **kw))

    send(api, text("+61491555312"))

    until(lambda: len(listener.pushes) == 1)
    assert threads_of(control) == (True, [])


def test_a_push_is_noted_as_soon_as_the_file_lets_it(
    api, sandbox, listener, monkeypatch
):
    receipt_rule(api, listener.url, match_type=1)
    error = sqlite3.OperationalError("database is locked")
    settling = failing_once(error, sandbox.callbacks._settle)
    monkeypatch.setattr(sandbox.callbacks, "_settle", settling)

    send(api, text("+61491555312"))

    assert sandbox.settle()
    assert len(listener.pushes) == 1
    assert [row["state"] for row in sandbox.sandbox.store.rows(PUSHES)] == ["done"]


PUSHES = "SELECT state FROM pushes"


def test_a_text_that_makes_no_sense_holds_no_other_up(api, sandbox, caplog):
    sandbox.settings.receipts = False
    send(api, text(), text("+61491570157"))
    store = sandbox.sandbox.store
    store.rows("UPDATE ledger SET due_at = 0, step = 7 WHERE recipient = ?", (PHONE,))
    store.rows("UPDATE ledger SET due_at = 1 WHERE recipient <> ?", (PHONE,))
    sandbox.sandbox.wake.set()

    assert sandbox.settle()
    assert [row["status_code"] for row in sandbox.ledger()] == [None, 201]
    assert PHONE not in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


def test_an_import_that_makes_no_sense_holds_no_other_up(api, control, sandbox):
    values = [(name, make_list(api)) for name in ("broken", "good")]
    with sandbox.sandbox.store.write() as db:
        for due_at, (name, list_id) in enumerate(values):
            fields = "no JSON" if name == "broken" else '["phone_number"]'
            db.execute(
                "INSERT INTO contact_imports (id, account, list_id, fields, content, "
                "due_at) SELECT ?, id, ?, ?, ?, ? FROM accounts WHERE username = ?",
                (name, list_id, fields, PHONE, due_at, "rehearsal"),
            )
    sandbox.sandbox.wake.set()

    assert sandbox.settle()
    told = control.get("/imports").json()["imports"]
    assert [row["state"] for row in told] == ["failed", "done"]


def test_a_letter_in_no_known_state_is_set_aside(post, sandbox):
    sandbox.settings.speed = 1
    post.send(post.letter())
    store = sandbox.sandbox.store
    store.rows("UPDATE ledger SET status = 'Lost', due_at = 0")
    sandbox.sandbox.wake.set()

    until(lambda: store.count("SELECT count(*) FROM ledger WHERE due_at IS NULL"))


def test_a_thread_that_has_ended_is_told(control, sandbox):
    sandbox.callbacks._ready.put(None)

    until(lambda: not threads_of(control)[0])
    (name,) = threads_of(control)[1]
    assert name.startswith("sandbox-push-")


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", -1, "-0.5"])
def test_a_setting_that_is_no_amount_is_refused(control, value):
    answer = control.post("/settings", json={"receipts": "off", "speed": value})

    assert answer.status_code == 400
    assert answer.json()["error"] == "The setting 'speed' is a number, 0 or more."


def test_a_setting_of_nothing_is_taken():
    settings = Settings()

    settings.change({"speed": 0, "throttle_seconds": "2.5"})

    assert (settings.speed, settings.throttle_seconds) == (0.0, 2.5)
