"""Polling a real sandbox: nothing lost, nothing twice, marked read only once stored."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import OperationalError
from django.utils import timezone

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from clicksendhub.gate import budget
from clicksendhub.gate.models import Call
from clicksendhub.jobs.models import Nudge
from clicksendhub.sandbox import server
from clicksendhub.sandbox.press import press
from clicksendhub.webhooks import intake, nudging, poll
from clicksendhub.webhooks.models import Event, Intake
from messaging.models import Message, Reply, Send
from tests import make
from tests.sandbox.support import PHONE, client, inbound_rule, receipt_rule, send, text
from tests.webhooks.support import hook_for, register_push, settle_all

USERNAME, KEY = "harbour", "SANDBOX-KEY-HARBOUR"


@pytest.fixture
def sandbox(settings: Any, tmp_path: Path) -> Iterator[server.Running]:
    """A ClickSend that never pushes, and polls that nothing slows down."""
    running = server.start(
        tmp_path / "sandbox.sqlite3",
        accounts=[(USERNAME, KEY)],
        speed=0.001,
        throttle_seconds=0,
    )
    settings.CLICKSEND_REHEARSAL_URL = running.base_url
    settings.GATE_CALLS_PER_MINUTE = 0
    yield running
    running.stop()


@pytest.fixture
def api(sandbox: server.Running) -> Iterator[httpx.Client]:
    """ClickSend itself, with the rules that polling needs."""
    with client(sandbox.base_url, auth=(USERNAME, KEY)) as calling:
        inbound_rule(calling, "poll")
        receipt_rule(calling, "poll")
        yield calling


@pytest.fixture
def account(db: Any) -> Account:
    return make.account(username=USERNAME, key=KEY)


def unread(api: httpx.Client, kind: str) -> int:
    return int(api.get(f"/sms/{kind}").json()["data"]["total"])


def test_a_reply_is_fetched_stored_and_only_then_marked_read(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    send(api)
    sandbox.reply(sender=PHONE, body="Yes please")

    assert poll.poll_account(account)

    event = Event.objects.get(kind="inbound")
    assert (event.origin, event.state) == ("poll", "new")
    assert unread(api, "inbound") == 0
    settle_all()
    assert Reply.objects.get().body == "Yes please"


def test_what_could_not_be_stored_stays_unread(
    sandbox: server.Running,
    api: httpx.Client,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(api)
    sandbox.reply(sender=PHONE, body="Yes please")

    def down(*_given: object) -> bool:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(intake, "keep_once", down)
    with pytest.raises(OperationalError):
        poll.poll_account(account)

    assert unread(api, "inbound") == 1


def test_a_reply_that_two_rules_put_into_the_list_is_one_event(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    inbound_rule(api, "poll")
    send(api)
    sandbox.reply(sender=PHONE, body="Yes")

    poll.poll_account(account)
    poll.poll_account(account)

    assert Event.objects.filter(kind="inbound").count() == 1


def test_receipts_are_fetched_and_applied(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    message = make.message(
        send_=make.send(account_=account, planned_total=1), state=State.ACCEPTED
    )
    send(api, text(custom_string=message.reference))
    assert sandbox.settle()

    poll.poll_account(account)
    settle_all()

    assert Message.objects.get().state == State.DELIVERED


def test_receipts_of_the_last_seconds_stay_unread_and_are_known_the_next_time(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    send(api)
    assert sandbox.settle()

    poll.poll_account(account)
    poll.poll_account(account)

    assert unread(api, "receipts") == 2
    assert Event.objects.filter(kind="receipt").count() == 2


def test_a_long_list_is_fetched_to_its_end(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    send(api)
    for number in range(120):
        sandbox.reply(sender=PHONE, body=f"Reply {number}")

    poll.poll_account(account)

    assert Event.objects.filter(kind="inbound").count() == 120
    assert unread(api, "inbound") == 0


def test_a_fetched_stop_blocks_before_it_is_settled(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    send(api)
    sandbox.reply(sender=PHONE, body="STOP")

    poll.poll_account(account)

    assert Block.objects.get().number == PHONE


def test_a_reply_that_was_pushed_is_not_fetched_again(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    send(api)
    message_id = sandbox.reply(sender=PHONE, body="Yes")
    hook_for(account).reply("Yes", message_id=message_id)

    poll.poll_account(account)

    assert Event.objects.get(kind="inbound").origin == "push"
    assert unread(api, "inbound") == 0


def test_beside_pushes_a_young_reply_is_left_to_the_push(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    register_push(account)
    send(api)
    sandbox.reply(sender=PHONE, body="Yes")

    poll.poll_account(account)

    assert not Event.objects.filter(kind="inbound").exists()
    assert unread(api, "inbound") == 1


def test_what_no_push_brought_is_fetched_later_and_marked_as_recovered(
    sandbox: server.Running,
    api: httpx.Client,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(poll, "_PUSH_HAS", timedelta(seconds=-5))
    register_push(account)
    send(api)
    sandbox.reply(sender=PHONE, body="Yes")

    poll.poll_account(account)
    settle_all()

    assert Reply.objects.get().was_fetched


def test_without_pushes_a_fetched_reply_is_the_usual_way_in(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    send(api)
    sandbox.reply(sender=PHONE, body="Yes")

    poll.poll_account(account)
    settle_all()

    assert not Reply.objects.get().was_fetched


@pytest.mark.usefixtures("api")
def test_every_call_of_a_poll_counts(account: Account, settings: Any) -> None:
    settings.GATE_CALLS_PER_MINUTE = 100

    poll.poll_account(account)

    assert list(Call.objects.values_list("lane", flat=True)) == ["upkeep", "upkeep"]


@pytest.mark.usefixtures("api")
def test_the_next_poll_comes_sooner_without_pushes(
    account: Account, settings: Any
) -> None:
    settings.POLL_SECONDS, settings.POLL_SECONDS_BESIDE_PUSH = 15, 300
    poll.poll_account(account)
    alone = Intake.objects.get().next_poll_at

    register_push(account)
    poll.poll_account(account)

    beside = Intake.objects.get().next_poll_at
    assert alone is not None
    assert beside is not None
    assert (beside - alone) > timedelta(seconds=280)


@pytest.mark.usefixtures("api")
def test_fresh_pictures_are_asked_for_although_pushes_come(
    account: Account, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is pushed of them."""
    monkeypatch.setenv("HUB_NO_QUEUE", "1")
    settings.POLL_SECONDS, settings.POLL_SECONDS_BESIDE_PUSH = 15, 300
    register_push(account)
    poll.poll_account(account)
    now = timezone.now()
    soon = now + timedelta(seconds=16)
    assert poll.due_polls(soon) == 0

    send = make.picture(account_=account, people=1, last_claimed_at=now)
    send.messages.update(state="accepted", accepted_at=now)

    assert poll.due_polls(now) == 0
    assert poll.due_polls(soon) == 1
    send.messages.update(state="delivered")
    Nudge.objects.all().delete()
    assert poll.due_polls(soon) == 0


def test_a_dead_clicksend_is_told_and_tried_again(
    account: Account, settings: Any
) -> None:
    settings.CLICKSEND_REHEARSAL_URL = "http://127.0.0.1:9/v3"

    assert not poll.poll_account(account)

    noted = Intake.objects.get()
    assert "We try again by ourselves." in noted.poll_fault
    assert noted.next_poll_at is not None
    assert noted.next_poll_at > timezone.now()


@pytest.mark.usefixtures("sandbox")
def test_without_leave_for_a_call_nothing_is_asked(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "take", lambda *_given, **_named: None)

    assert not poll.poll_account(account)
    assert Intake.objects.get().poll_fault.startswith("ClickSend’s limit of calls")


def test_an_interrupted_poll_of_receipts_goes_on_where_it_stopped(
    sandbox: server.Running,
    api: httpx.Client,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(poll, "_STILL_WRITTEN", timedelta(seconds=-1))
    send(api, *[text(to=f"+6149157{n:04}") for n in range(60)])
    assert sandbox.settle()
    leaves = iter([True, True])

    def only_two(account_id: int, lane: str, *, seconds: float) -> Any:
        found = next(leaves, None)
        return budget.Ticket(call_id=None) if found else None

    with monkeypatch.context() as patch:
        patch.setattr(budget, "take", only_two)
        assert not poll.poll_account(account)
    poll.poll_account(account)

    assert Event.objects.filter(kind="receipt").count() == 120


@pytest.mark.parametrize(
    ("in_seconds", "is_due"), [(None, True), (-1, True), (60, False)]
)
def test_the_sweep_asks_for_the_polls_that_are_due(
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    in_seconds: int | None,
    is_due: bool,
) -> None:
    asked: list[tuple[str, str]] = []

    def nudge(*given: str) -> bool:
        asked.append((given[0], given[1]))
        return True

    monkeypatch.setattr(poll, "nudge", nudge)
    now = timezone.now()
    if in_seconds is not None:
        next_poll_at = now + timedelta(seconds=in_seconds)
        Intake.objects.create(account=account, next_poll_at=next_poll_at)

    assert poll.due_polls(now) == int(is_due)
    assert asked == ([(nudging.POLL, str(account.pk))] if is_due else [])


@pytest.mark.parametrize("field", ["paused_at", "removed_at"])
def test_an_account_that_rests_is_not_polled(account: Account, field: str) -> None:
    Account.objects.update(**{field: timezone.now()})

    assert poll.due_polls(timezone.now()) == 0


def voice_calls(sandbox: server.Running) -> list[str]:
    return [call["path"] for call in sandbox.calls() if "/voice/" in call["path"]]


def test_receipts_of_calls_are_asked_for_only_where_a_call_waits(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    assert poll.poll_account(account)
    assert voice_calls(sandbox) == []

    waiting = make.message(send_=gone_out(account), state=State.ACCEPTED)
    assert poll.poll_account(account)
    assert len(voice_calls(sandbox)) == 1

    Message.objects.filter(pk=waiting.pk).update(state=State.DELIVERED)
    assert poll.poll_account(account)
    assert len(voice_calls(sandbox)) == 1


def test_a_pressed_nought_is_fetched_and_kept(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    rule = {"rule_name": "calls", "match_type": 0, "action": "POLL", "enabled": 1}
    api.post("/automations/voice/receipts", json={**rule, "action_address": ""})
    row = make.message(
        send_=gone_out(account, asks_for_key=True),
        state=State.ACCEPTED,
        to=PHONE,
    )
    answer = api.post(
        "/voice/send",
        json={
            "messages": [
                {
                    "to": PHONE,
                    "body": "Press 0.",
                    "lang": "en-au",
                    "voice": "female",
                    "custom_string": row.reference,
                    "require_input": 1,
                }
            ]
        },
    )
    message_id = answer.json()["data"]["messages"][0]["message_id"]
    press(sandbox.sandbox, message_id=message_id, keys="0")
    for _ in range(50):
        poll.poll_account(account)
        settle_all()
        row.refresh_from_db()
        if row.pressed:
            break
        time.sleep(0.1)
    assert (row.state, row.pressed) == (State.DELIVERED, "0")


def test_a_machine_that_took_the_call_is_read_in_the_history_once(
    sandbox: server.Running, api: httpx.Client, account: Account
) -> None:
    now = timezone.now()
    row = make.message(
        send_=make.call(account_=account, detects_machine=True),
        state=State.DELIVERED,
        accepted_at=now,
        final_at=now,
    )
    message = {"to": "+61491555620", "body": "Hello.", "lang": "en-au"}
    told = {"voice": "male", "custom_string": row.reference, "machine_detection": 1}
    api.post("/voice/send", json={"messages": [message | told]})
    time.sleep(0.5)

    assert poll.poll_account(account)
    row.refresh_from_db()
    assert row.met_machine is True
    calls = len(voice_calls(sandbox))
    assert poll.poll_account(account)
    assert len(voice_calls(sandbox)) == calls


def gone_out(account: Account, **fields: Any) -> Send:
    """A call that a worker served just now."""
    return make.call(account_=account, last_claimed_at=timezone.now(), **fields)
