"""A block that is committed holds on every path into a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block, lift
from clicksendhub.dispatch import services
from clicksendhub.dispatch.states import State
from messaging.models import Message, Send
from tests import make
from tests.support.engine import Stage, let_time_pass, states

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "+61491570156"


def say_stop(stage: Stage, number: str = NUMBER) -> None:
    """The person at a number asked to be left alone."""
    block(account_id=stage.account.pk, number=number, source=BlockSource.REPLY)


def a_send(stage: Stage, *, others: int = 1, **fields: Any) -> Send:
    """A send to NUMBER and to others."""
    send = make.send(account_=stage.account, people=others, **fields)
    state = fields.get("message_state", State.QUEUED)
    make.message(send_=send, to=NUMBER, state=state)
    Send.objects.filter(pk=send.pk).update(planned_total=others + 1)
    return send


def row(send: Send) -> Message:
    return send.messages.get(to=NUMBER)


def a_single_send(stage: Stage) -> Send:
    return a_send(stage)


def a_campaign(stage: Stage) -> Send:
    return a_send(stage, is_bulk=True)


def a_marketing_campaign(stage: Stage) -> Send:
    return a_send(stage, is_bulk=True, purpose="marketing")


def a_confirmed_draft(stage: Stage) -> Send:
    send = a_send(stage, state="draft", message_state=State.PLANNED)
    services.release(send, actor=None)
    return send


def a_send_that_was_paused(stage: Stage) -> Send:
    send, person = a_send(stage), make.user()
    services.pause(send, actor=person)
    services.resume(send, actor=person)
    return send


def held_rows_let_go(stage: Stage) -> Send:
    send = a_send(stage, message_state=State.HELD)
    services.release_held(send, actor=make.user())
    return send


def a_row_sent_again_by_a_person(stage: Stage) -> Send:
    send = a_send(stage, message_state=State.NEEDS_A_LOOK)
    for message in send.messages.all():
        services.decide(message, actor=make.user(), verdict="again", why="Not there.")
    return send


def a_row_put_back_by_the_look(stage: Stage) -> Send:
    send = a_send(stage, is_bulk=True)
    stage.sandbox.faults.add("hang_before", count=1, seconds=1.5)
    stage.pump()
    assert states(send) == {State.IN_DOUBT: 2}
    return send


PATHS: list[Callable[[Stage], Send]] = [
    a_single_send,
    a_campaign,
    a_marketing_campaign,
    a_confirmed_draft,
    a_send_that_was_paused,
    held_rows_let_go,
    a_row_sent_again_by_a_person,
    a_row_put_back_by_the_look,
]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_goes_to_a_blocked_number(
    stage: Stage, path: Callable[[Stage], Send]
) -> None:
    send = path(stage)
    say_stop(stage)
    make.send(account_=stage.account, people=1)

    stage.recover()

    assert (row(send).state, row(send).reason) == (State.SKIPPED, "blocked")
    assert states(send) == {State.SKIPPED: 1, State.ACCEPTED: 1}
    assert NUMBER not in {entry["to"] for entry in stage.sandbox.ledger()}


def test_a_send_to_blocked_numbers_alone_is_done_without_a_call(stage: Stage) -> None:
    send = make.send(account_=stage.account, planned_total=1)
    make.message(send_=send, to=NUMBER)
    say_stop(stage)

    stage.pump()

    send.refresh_from_db()
    assert send.state == "done"
    assert not stage.sandbox.calls()


def test_a_block_between_two_batches_holds_for_the_second(
    stage: Stage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clicksendhub.dispatch import steps

    settings.DISPATCH_BATCH_SIZE = 1
    send = a_send(stage, is_bulk=True)

    def stop_meanwhile(boundary: str) -> None:
        if boundary == "submit.after_call":
            say_stop(stage)

    monkeypatch.setattr(steps, "reached", stop_meanwhile)
    stage.pump()

    assert states(send) == {State.SKIPPED: 1, State.ACCEPTED: 1}
    assert len(stage.sandbox.calls()) == 1


def test_a_block_that_comes_while_another_is_heeded_holds_too(stage: Stage) -> None:
    send = a_send(stage, others=2, is_bulk=True)
    say_stop(stage)
    late = iter([send.messages.exclude(to=NUMBER).values_list("to", flat=True)[0]])

    def stop_meanwhile(execute: Any, sql: str, *about: Any) -> Any:
        done = execute(sql, *about)
        if "'skipped'" in sql and (number := next(late, "")):
            say_stop(stage, number)
        return done

    with connection.execute_wrapper(stop_meanwhile):
        stage.pump()

    assert states(send) == {State.SKIPPED: 2, State.ACCEPTED: 1}


def test_a_block_of_another_account_is_not_ours(stage: Stage) -> None:
    send = a_send(stage)
    block(account_id=make.account().pk, number=NUMBER, source=BlockSource.REPLY)

    stage.pump()

    assert states(send) == {State.ACCEPTED: 2}


def test_a_lifted_block_holds_no_longer(stage: Stage) -> None:
    send = a_send(stage)
    standing = block(
        account_id=stage.account.pk, number=NUMBER, source=BlockSource.PERSON
    )
    lift(standing, by=make.user(), why="They signed up again.")

    stage.pump()

    assert states(send) == {State.ACCEPTED: 2}


def test_a_skipped_row_stays_skipped_when_the_block_is_lifted(stage: Stage) -> None:
    send = a_send(stage)
    say_stop(stage)
    stage.pump()
    standing = block(
        account_id=stage.account.pk, number=NUMBER, source=BlockSource.REPLY
    )
    lift(standing, by=make.user(), why="They signed up again.")

    let_time_pass()
    stage.pump()

    assert row(send).state == State.SKIPPED
