"""The story of one message, and of one send, step by step for a person to read. Pure.

Works from what is already loaded: the row, its batch, the engine’s steps, replies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clicksendhub.audit.models import Entry
from clicksendhub.dispatch.models import Batch, Step
from clicksendhub.dispatch.states import FINAL, State
from clicksendhub.gate.circuit import sentence_of
from messaging.kinds import kind_of
from messaging.models import Message, Reply, Send
from messaging.reasons import sentence_for
from messaging.standing import people


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One thing that happened: when, what, why, and by whom if it was a person."""

    moment: datetime
    title: str
    sentence: str = ""
    state: str = "planned"
    actor: str = ""


_TITLES: dict[str, str] = {
    State.QUEUED: "Back in the queue",
    State.HELD: "Held back",
    State.SUBMITTING: "Handed to ClickSend",
    State.IN_DOUBT: "No clear answer: we check with ClickSend",
    State.NEEDS_A_LOOK: "A person must decide",
    State.ACCEPTED: "Accepted by ClickSend",
    State.DELIVERED: "Delivered",
    State.UNDELIVERED: "Not delivered",
    State.REFUSED: "Refused by ClickSend",
    State.SKIPPED: "Skipped",
    State.EXPIRED: "Too late to send",
    State.CANCELLED: "Cancelled",
    "receipt": "A receipt came in",
}
_DECISIONS = {
    "person_accepted": "Decided: ClickSend has it",
    "person_again": "Decided: send it again",
    "person_given_up": "Decided: do not send it again",
}
_BY_CLICKSENDS_CLOCK = frozenset({"receipt", State.DELIVERED, State.UNDELIVERED})
_ACTS = {
    "send.planned": ("Written and checked", "draft"),
    "send.changed": ("Changed", "draft"),
    "send.released": ("Confirmed", "sending"),
    "send.paused": ("Paused", "paused"),
    "send.resumed": ("Gone on", "sending"),
    "send.cancelled": ("Cancelled", "cancelled"),
    "send.held_released": ("Held ones tried again", "sending"),
}
# Acts on the account, as its circuit records them.
TROUBLE_ACTS = ("gate.paused", "gate.slowed", "gate.resumed")
_ONE_ACT = timedelta(seconds=1)


def story_of(
    message: Message,
    *,
    send: Send,
    batch: Batch | None,
    steps: Sequence[Step],
    replies: Sequence[Reply] = (),
) -> list[StoryStep]:
    """Everything that happened to one message, the first thing first."""
    what = kind_of(send.channel).words.one
    ours = [*_beginning(message, send), *_sending(batch, steps)]
    by_theirs = [step for step in steps if step.move in _BY_CLICKSENDS_CLOCK]
    ours += [_unusual(step, what) for step in steps if step not in by_theirs]
    ours += _ending(message, {step.move for step in steps}, what)
    theirs = [_unusual(step, what) for step in by_theirs]
    ours += [
        StoryStep(reply.received_at, "A reply came in", reply.body, "received")
        for reply in replies
    ]
    return _in_order(ours, theirs, not_before=_left_at(message, batch))


def story_of_send(
    send: Send, entries: Sequence[Entry], *, state: str = ""
) -> list[StoryStep]:
    """Who did what with a send, what held it up, and when it was done.

    ``state``: its word; one that was cancelled whole was never done.
    """
    told = [_act(entry) for entry in entries if entry.act in _ACTS]
    told += [_trouble(entry) for entry in entries if entry.act in TROUBLE_ACTS]
    if send.done_at and state != "cancelled" and not _ended_by_cancel(send, entries):
        told.append(StoryStep(send.done_at, "Done", state="done"))
    return sorted(told, key=lambda step: step.moment)


def _ended_by_cancel(send: Send, entries: Sequence[Entry]) -> bool:
    """True where nothing was under way any more when somebody cancelled the rest.

    The end is written in the same act, a moment before its entry.
    """
    return any(
        send.done_at and abs(entry.at - send.done_at) < _ONE_ACT
        for entry in entries
        if entry.act == "send.cancelled" and entry.detail.get("count")
    )


def _trouble(entry: Entry) -> StoryStep:
    if entry.act == "gate.resumed":
        words = "The trouble with the account was over."
        return StoryStep(entry.at, "Gone on", words, "sending")
    if entry.act == "gate.slowed":
        words = "ClickSend asked us to slow down. The rest goes by itself."
        return StoryStep(entry.at, "Slowed down", words, "paused")
    words = sentence_of(entry.detail.get("trouble", ""))
    return StoryStep(entry.at, "Paused", words, "paused")


def _in_order(
    ours: Iterable[StoryStep],
    theirs: Iterable[StoryStep],
    *,
    not_before: datetime | None,
) -> list[StoryStep]:
    """By time; what ClickSend tells of a text comes after it went there.

    Its clock is another one and counts whole seconds, so a receipt may bear a time at
    which the text was not yet written.
    """
    timed = [(step.moment, 0, step) for step in ours]
    timed += [(max(step.moment, not_before or step.moment), 1, step) for step in theirs]
    return [step for *_, step in sorted(timed, key=lambda one: one[:2])]


def _left_at(message: Message, batch: Batch | None) -> datetime | None:
    return message.accepted_at or (batch.started_at if batch else None)


def _beginning(message: Message, send: Send) -> list[StoryStep]:
    author = str(send.author) if send.author else ""
    if not send.released_at:
        return [StoryStep(message.created_at, "Planned", actor=author)]
    # The database's clock may count milliseconds where ours counts less.
    planned_at = min(message.created_at, send.released_at)
    return [
        StoryStep(planned_at, "Planned", actor=author),
        StoryStep(send.released_at, "Confirmed"),
    ]


def _sending(batch: Batch | None, steps: Sequence[Step]) -> list[StoryStep]:
    """The last call that carried the text; earlier ones show in what came of them."""
    if batch is None:
        return []
    alone = batch.size <= 1
    others = "" if alone else f"In one call with {people(batch.size - 1)} more."
    again = any(step.move == State.QUEUED for step in steps)
    title = "Handed to ClickSend again" if again else _TITLES[State.SUBMITTING]
    return [StoryStep(batch.started_at, title, others, State.SUBMITTING)]


def _unusual(step: Step, what: str) -> StoryStep:
    title = _DECISIONS.get(step.reason) or _TITLES.get(step.move, step.move)
    state = State.ACCEPTED if step.move == "receipt" else step.move
    sentence = step.words or _why(step, what)
    return StoryStep(step.at, title, sentence, state, step.actor_name)


def _why(step: Step, what: str) -> str:
    if not step.reason:
        return ""
    return sentence_for(step.move, step.reason, what)


def _ending(message: Message, known: Collection[str], what: str) -> list[StoryStep]:
    """What only the row itself tells: taken in the usual way, skipped, cancelled."""
    found: list[StoryStep] = []
    if message.accepted_at and State.ACCEPTED not in known:
        found.append(
            StoryStep(message.accepted_at, _TITLES[State.ACCEPTED], "", State.ACCEPTED)
        )
    if message.state in FINAL and message.final_at and message.state not in known:
        why = (
            sentence_for(message.state, message.reason, what) if message.reason else ""
        )
        title = _TITLES[message.state]
        found.append(StoryStep(message.final_at, title, why, message.state))
    return found


def _act(entry: Entry) -> StoryStep:
    title, state = _ACTS[entry.act]
    count = entry.detail.get("count", entry.detail.get("people"))
    sentence = f"For {people(count)}." if isinstance(count, int) else ""
    return StoryStep(entry.at, title, sentence, state, entry.actor_name)
