"""The moves of a recipient: only legal ones, whatever happens in whatever order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from clicksendhub.dispatch import services, states, sums
from clicksendhub.dispatch.evidence import Verdict, apply_receipt
from clicksendhub.dispatch.states import FINAL, LEGAL, SendState, State
from clicksendhub.gate import circuit
from messaging.models import Message, Send
from tests import make
from tests.support.engine import Stage, let_time_pass

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
WALKS = 12
STEPS_OF_A_WALK = 25


def test_every_state_has_its_moves() -> None:
    assert set(LEGAL) == set(State)


def test_final_states_never_reopen_but_for_evidence_of_clicksend() -> None:
    reopening = {state: LEGAL[state] for state in FINAL if LEGAL[state]}

    assert reopening == {
        State.UNDELIVERED: {State.DELIVERED},
        State.SKIPPED: {State.ACCEPTED},
        State.EXPIRED: {State.ACCEPTED},
        State.CANCELLED: {State.ACCEPTED},
    }


def test_every_state_but_planned_can_be_reached() -> None:
    reached = frozenset().union(*LEGAL.values())

    assert set(State) - reached == {State.PLANNED}


def test_the_terms_of_the_sum_hold_each_state_exactly_once() -> None:
    told = [state for term in sums.TERMS.values() for state in term]

    assert sorted(told) == sorted(State)


@pytest.mark.parametrize("state", State)
def test_sources_and_targets_agree(state: State) -> None:
    for source in State:
        is_source = source in states.sources_of(state)
        assert states.may_move(source, state) == is_source


# Each move is noted by the database itself, so that no statement can hide one.
_NOTE_MOVES = {
    "sqlite": """
        CREATE TEMP TRIGGER note_moves AFTER UPDATE OF state
        ON messaging_message WHEN old.state <> new.state
        BEGIN INSERT INTO moves VALUES (old.state, new.state); END
    """,
    "postgresql": """
        CREATE FUNCTION pg_temp.note_move() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO moves VALUES (old.state, new.state); RETURN new; END $$;
        CREATE TRIGGER note_moves AFTER UPDATE ON messaging_message FOR EACH ROW
        WHEN (old.state <> new.state) EXECUTE FUNCTION pg_temp.note_move()
    """,
}


@pytest.fixture
def moves() -> Iterator[Callable[[], set[tuple[str, str]]]]:
    """Every pair of states that some row moved between so far."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE moves (source text, target text)")
        cursor.execute(_NOTE_MOVES[connection.vendor])

    def noted() -> set[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT source, target FROM moves")
            return set(cursor.fetchall())

    yield noted
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON messaging_message"
        cursor.execute(f"DROP TRIGGER note_moves{on}")
        cursor.execute("DROP TABLE moves")


class Walk:
    """Random acts of people, workers and ClickSend on a few sends."""

    FAULTS = (
        "reset_after",
        "broken_json",
        "error_after",
        "error_before",
        "too_many",
        "unauthorized",
        "partial",
    )
    # Refused, no credit, country, throttled, uncertain, delivered in the end.
    FATES = ("555401", "555402", "555403", "555429", "555500", "555501", "000000")

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.chance = chance
        self.person = make.user()
        self.sends: list[Send] = []
        self.acts = (
            *(self.plan, self.confirm, self.pump, self.pump, self.recover),
            *(self.break_something, self.receive, self.pause, self.resume),
            *(self.cancel, self.decide, self.release_held, self.mend),
        )

    def step(self) -> None:
        """One act."""
        self.chance.choice(self.acts)()

    def plan(self) -> None:
        send = make.send(
            account_=self.stage.account, state="draft", planned_total=4, is_bulk=True
        )
        for number in range(4):
            to = f"+614{number}8{self.chance.choice(self.FATES)}"
            make.message(send_=send, to=to, state=State.PLANNED)
        self.sends.append(send)

    def confirm(self) -> None:
        services.release(self.any_send(), actor=self.person)

    def pump(self) -> None:
        self.stage.pump(seconds=2)

    def recover(self) -> None:
        self.stage.recover(rounds=1)

    def break_something(self) -> None:
        self.stage.sandbox.faults.add(self.chance.choice(self.FAULTS), count=1)

    def mend(self) -> None:
        self.stage.sandbox.faults.clear()
        circuit.mend(self.stage.account.pk)
        let_time_pass()

    def receive(self) -> None:
        verdict = self.chance.choice(list(Verdict))
        if message := Message.objects.order_by("?").first():
            apply_receipt(
                Message,
                account_id=self.stage.account.pk,
                reference=message.reference,
                provider_id="",
                verdict=verdict,
                reason="",
                words="",
                at=AT,
            )

    def pause(self) -> None:
        services.pause(self.any_send(), actor=self.person)

    def resume(self) -> None:
        services.resume(self.any_send(), actor=self.person)

    def cancel(self) -> None:
        services.cancel_waiting(self.any_send(), actor=self.person)

    def release_held(self) -> None:
        services.release_held(self.any_send(), actor=self.person)

    def decide(self) -> None:
        unclear = Message.objects.filter(state=State.NEEDS_A_LOOK).first()
        verdicts: list[services.Decision] = ["accepted", "again", "given_up"]
        if unclear:
            verdict = self.chance.choice(verdicts)
            services.decide(unclear, actor=self.person, verdict=verdict, why="So.")

    def any_send(self) -> Send:
        if not self.sends:
            self.plan()
        return self.chance.choice(self.sends)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(WALKS))
def test_a_random_walk_makes_only_legal_moves_and_keeps_the_sum_at_zero(
    stage: Stage, moves: Callable[[], set[tuple[str, str]]], seed: int
) -> None:
    stage.sandbox.settings.change({"magic": True})
    walk = Walk(stage, random.Random(seed))

    for _ in range(STEPS_OF_A_WALK):
        walk.step()
        for send in walk.sends:
            assert sums.rest(send.planned_total, sums.sum_of(send)) == 0

    assert {pair for pair in moves() if not states.may_move(*pair)} == set()


@pytest.mark.django_db(transaction=True)
def test_a_walk_to_the_end_is_noted_move_by_move(
    stage: Stage, moves: Callable[[], set[tuple[str, str]]]
) -> None:
    send = make.send(
        account_=stage.account, state="draft", people=2, message_state=State.PLANNED
    )
    services.release(send, actor=None)
    stage.pump()

    assert moves() == {
        (State.PLANNED, State.QUEUED),
        (State.QUEUED, State.SUBMITTING),
        (State.SUBMITTING, State.ACCEPTED),
    }
    send.refresh_from_db()
    assert send.state == SendState.DONE
