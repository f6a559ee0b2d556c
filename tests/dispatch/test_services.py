"""What people do to a send: confirm, pause, go on, cancel, decide; each is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.dispatch import services, sums
from clicksendhub.dispatch.models import Step
from clicksendhub.dispatch.states import SendState, State
from messaging.models import Send
from tests import make
from tests.support.engine import states

pytestmark = pytest.mark.django_db


def draft(*, people: int = 2) -> Send:
    """A send that was checked and not confirmed."""
    return make.send(state="draft", people=people, message_state=State.PLANNED)


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_confirming_queues_every_row_and_is_told() -> None:
    send, person = draft(), make.user()

    won = services.release(send, actor=person)

    assert won
    assert send.state == SendState.RELEASED
    assert states(send) == {State.QUEUED: 2}
    entry = Entry.objects.get()
    assert (entry.act, entry.actor_id) == ("send.released", person.pk)


def test_a_promised_time_is_kept_with_its_wall_clock_and_zone() -> None:
    send, due = draft(), timezone.now() + timedelta(hours=3)

    services.release(
        send,
        actor=None,
        due_at=due,
        due_wall="2026-11-23T21:00",
        due_zone="Australia/Perth",
    )

    send.refresh_from_db()
    assert (send.due_at, send.due_wall) == (due, "2026-11-23T21:00")
    assert send.due_zone == "Australia/Perth"


@pytest.mark.parametrize("state", ["released", "paused", "stopped", "done"])
def test_what_is_not_a_draft_cannot_be_confirmed(state: str) -> None:
    send = make.send(state=state, people=1, message_state=State.PLANNED)

    assert not services.release(send, actor=None)
    assert states(send) == {State.PLANNED: 1}
    assert acts() == []


def test_pausing_and_going_on_each_work_once() -> None:
    send, person = make.send(people=1), make.user()

    paused = [services.pause(send, actor=person) for _ in range(2)]
    resumed = [services.resume(send, actor=person) for _ in range(2)]

    assert (paused, resumed) == ([True, False], [True, False])
    assert acts() == ["send.paused", "send.resumed"]


@pytest.mark.parametrize("state", [State.PLANNED, State.QUEUED, State.HELD])
def test_cancelling_takes_what_has_not_left(state: State) -> None:
    send = make.send(people=3, message_state=state)

    count = services.cancel_waiting(send, actor=make.user())

    assert count == 3
    assert states(send) == {State.CANCELLED: 3}
    assert Entry.objects.get(act="send.cancelled").detail == {"count": 3}


@pytest.mark.parametrize(
    "state", [State.SUBMITTING, State.IN_DOUBT, State.ACCEPTED, State.REFUSED]
)
def test_cancelling_leaves_what_may_have_left(state: State) -> None:
    send = make.send(people=3, message_state=state)

    count = services.cancel_waiting(send, actor=make.user())

    assert count == 0
    assert states(send) == {state: 3}
    assert sums.rest(3, states(send)) == 0


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        ("draft", SendState.STOPPED),
        ("paused", SendState.DONE),
        ("released", SendState.DONE),
    ],
)
def test_a_send_cancelled_whole_is_done_and_a_draft_is_stopped(
    state: str, becomes: SendState
) -> None:
    send = make.send(state=state, people=1)

    services.cancel_waiting(send, actor=make.user())

    send.refresh_from_db()
    assert send.state == becomes


def test_held_rows_try_again_when_a_person_says_so() -> None:
    send = make.send(people=2, message_state=State.HELD)

    count = services.release_held(send, actor=make.user())

    assert count == 2
    assert states(send) == {State.QUEUED: 2}
    assert acts() == ["send.held_released"]


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        ("accepted", State.ACCEPTED),
        ("again", State.QUEUED),
        ("given_up", State.CANCELLED),
    ],
)
def test_a_person_decides_once_with_a_reason(
    verdict: services.Decision, state: State
) -> None:
    message, person = make.message(state=State.NEEDS_A_LOOK), make.user()

    won = [
        services.decide(message, actor=person, verdict=verdict, why="They called.")
        for _ in range(2)
    ]

    message.refresh_from_db()
    step = Step.objects.get(reference=message.reference)
    assert won == [True, False]
    assert message.state == state
    assert (step.words, step.actor_name) == ("They called.", str(person))
    assert acts() == ["message.decided"]


def test_a_row_sent_again_by_a_person_is_marked_as_such() -> None:
    message = make.message(state=State.NEEDS_A_LOOK)

    services.decide(message, actor=make.user(), verdict="again", why="Not received.")

    message.refresh_from_db()
    assert message.is_resent


def test_the_audit_holds_neither_numbers_nor_texts() -> None:
    send, person = draft(), make.user()

    services.release(send, actor=person)
    services.cancel_waiting(send, actor=person)

    lines = " ".join(f"{entry.target} {entry.detail}" for entry in Entry.objects.all())
    assert send.body not in lines
    assert not any(to in lines for to in send.messages.values_list("to", flat=True))
