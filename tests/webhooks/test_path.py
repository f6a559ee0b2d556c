"""The test of the path: ClickSend is asked for a marked reply, and it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clicksendhub.credentials import hooks
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from clicksendhub.sandbox import server
from clicksendhub.webhooks import path_test, services, tasks
from clicksendhub.webhooks.models import Event, Intake, PathTest
from tests import make
from tests.sandbox.support import Listener, client, inbound_rule, until
from tests.webhooks.support import FORM, Hook, hook_for, recorded, register_push

USERNAME, KEY = "harbour", "SANDBOX-KEY-HARBOUR"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The jobs that a test of the path asked for."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(services, "nudge", lambda *given: found.append(given))
    return found


@pytest.fixture
def sandbox(settings: Any, tmp_path: Path) -> Iterator[server.Running]:
    running = server.start(
        tmp_path / "sandbox.sqlite3", accounts=[(USERNAME, KEY)], speed=0.001
    )
    settings.CLICKSEND_REHEARSAL_URL = running.base_url
    yield running
    running.stop()


@pytest.fixture
def account(db: Any) -> Account:
    return make.account(username=USERNAME, key=KEY)


@pytest.fixture
def person(db: Any) -> User:
    return make.user()


def test_the_marked_reply_comes_back_and_stays_out_of_the_inbox(
    sandbox: server.Running,
    account: Account,
    person: User,
    asked: list[tuple[str, str]],
) -> None:
    own = hook_for(account)
    with Listener() as listener:
        address = listener.url.replace("/hook", own.path())
        with client(sandbox.base_url, auth=(USERNAME, KEY)) as api:
            rule = inbound_rule(api, address, webhook_type="post")
        register_push(account, clicksend_id=rule)

        services.ask_for_test(account, person)
        tasks.ask_test(asked[0][1])
        until(lambda: listener.pushes)
        (pushed,) = listener.pushes

    assert services.path_state(account).level == "testing"
    answer = Client().post(
        f"{pushed.path}?test={pushed.query['test']}", pushed.body, content_type=FORM
    )
    assert answer.status_code == 200
    assert not Event.objects.exists()
    state = services.path_state(account)
    assert (state.level, state.sentence) == (
        "checked",
        "The test reply arrived. Replies reach this hub.",
    )
    assert state.seen_at is not None
    assert state.last_push_at is not None


@pytest.fixture
def marked(hook: Hook, person: User, asked: list[tuple[str, str]]) -> PathTest:
    """A test under way whose mark is “mark”."""
    register_push(hook.account)
    services.ask_for_test(hook.account, person)
    test = PathTest.objects.get()
    test.mark_hash = path_test._hash("mark")
    test.save()
    return test


def push_marked(hook: Hook, mark: str) -> None:
    hook.client.post(
        f"{hook.path()}?test={mark}", recorded("inbound.form"), content_type=FORM
    )


def test_a_mark_that_comes_twice_is_no_reply_either(
    hook: Hook, marked: PathTest
) -> None:
    push_marked(hook, "mark")
    first = PathTest.objects.get().seen_at
    push_marked(hook, "mark")

    assert not Event.objects.exists()
    assert PathTest.objects.get().seen_at == first


def test_an_unknown_mark_hides_no_reply(hook: Hook, marked: PathTest) -> None:
    push_marked(hook, "other")

    assert Event.objects.count() == 1
    assert PathTest.objects.get().seen_at is None


def test_the_mark_of_another_account_hides_no_reply(marked: PathTest) -> None:
    other = hook_for(make.account())

    push_marked(other, "mark")

    assert Event.objects.get().account == other.account


def test_a_test_that_does_not_arrive_says_what_to_check(marked: PathTest) -> None:
    PathTest.objects.update(asked_at=timezone.now() - timedelta(minutes=5))

    state = services.path_state(marked.account)

    assert state.level == "failed"
    assert "Check that PUBLIC_URL can be reached" in state.sentence


def test_a_clicksend_that_cannot_be_asked_is_told(
    marked: PathTest, settings: Any
) -> None:
    settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"

    tasks.ask_test(str(marked.pk))

    assert services.path_state(marked.account).sentence == (
        "The test could not be made: ClickSend could not be asked for a test reply."
    )


def test_the_job_asks_once_for_a_test_that_arrived(
    hook: Hook, marked: PathTest, settings: Any
) -> None:
    push_marked(hook, "mark")
    settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"

    tasks.ask_test(str(marked.pk))

    assert PathTest.objects.get().fault == ""


def test_without_pushes_a_test_is_a_poll_at_once(
    account: Account, person: User, asked: list[tuple[str, str]]
) -> None:
    services.ask_for_test(account, person)

    assert asked == [("clicksendhub.webhooks.tasks.poll", str(account.pk))]
    assert services.path_state(account).level == "not_tested"


def test_without_pushes_the_path_tells_of_its_polls(account: Account) -> None:
    Intake.objects.create(account=account, last_poll_at=timezone.now())
    assert services.path_state(account).level == "checked"

    Intake.objects.update(poll_fault="ClickSend did not answer.")
    assert services.path_state(account).sentence == (
        "Fetching replies did not work: ClickSend did not answer."
    )


def test_the_page_of_an_account_finds_the_path(account: Account) -> None:
    path = hooks.path_test()

    assert path is not None
    assert path.state(account) == services.path_state(account)
