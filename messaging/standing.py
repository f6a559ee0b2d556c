"""Where a send stands as people see it: a word, a sentence, what may be done. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from clicksendhub.dispatch.states import FINAL, OPEN, TAKEN, SendState, State
from messaging.kinds import kind_of
from messaging.models import Message, Send

_LONGEST_NAME = 60
_RECEIPTS_COME_WITHIN = timedelta(minutes=10)
_SOON = timedelta(minutes=1)
_STILL_OURS = (State.PLANNED, State.QUEUED, State.SUBMITTING)
# Seconds between two looks of an open page at the send.
_BRISK, CALM, _SLOW = 2, 5, 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page says and offers; ``poll_seconds`` is None once nothing moves."""

    state: str
    sentence: str
    may_cancel: bool
    may_pause: bool
    may_resume: bool
    may_release_held: bool
    poll_seconds: int | None


def standing_of(
    send: Send,
    counts: Mapping[str, int],
    *,
    now: datetime,
    is_stuck: bool = False,
    is_account_paused: bool = False,
    is_slowed: bool = False,
    quiet: int = 0,
) -> Standing:
    """Read the standing of a send from its row and the counts of its people.

    ``is_stuck``: the account is paused or in trouble, so nothing leaves. While a person
    paused the account, all that can be done with a send of it is to cancel.
    ``is_slowed``: ClickSend asked for a rest, so nothing leaves just now. ``quiet``: so
    many of the held ones wait for their hours, and go by themselves.
    """
    state = state_word(send, counts, now=now, is_stuck=is_stuck)
    is_open = send.state in (SendState.RELEASED, SendState.PAUSED)
    moves = not is_account_paused
    sentence = _sentence(state, send, counts, moves=moves)
    if is_slowed and state == "starting":
        sentence = "Nothing has left so far."
    if state == "held" and quiet == counts.get(State.HELD, 0):
        sentence = f"Waits for the hours in which phones may ring: {people(quiet)}."
    queued = _sum(counts, State.PLANNED, State.QUEUED)
    held = counts.get(State.HELD, 0)
    is_due = send.due_at is None or send.due_at <= now
    return Standing(
        state=state,
        sentence=sentence,
        may_cancel=is_open and queued + held > 0,
        may_pause=moves and send.state == SendState.RELEASED and is_due and queued > 0,
        may_resume=moves and send.state == SendState.PAUSED,
        may_release_held=moves and is_open and held > quiet,
        poll_seconds=_poll_seconds(send, counts, now=now),
    )


def poll_seconds_of(message: Message, *, now: datetime) -> int | None:
    """How often the open page of one message asks again; None once it is final."""
    send = message.send
    if message.state in FINAL or send.state == SendState.DRAFT:
        return None
    if message.state == State.ACCEPTED:
        taken_at = message.accepted_at
        is_fresh = taken_at and now - taken_at < _RECEIPTS_COME_WITHIN
        return CALM if is_fresh else None
    if message.state in (State.HELD, State.NEEDS_A_LOOK):
        return CALM
    if send.state in (SendState.PAUSED, SendState.STOPPED):
        return CALM
    is_far = send.due_at and send.due_at - now > _SOON
    return _SLOW if is_far else _BRISK


def state_word(
    send: Send, counts: Mapping[str, int], *, now: datetime, is_stuck: bool = False
) -> str:
    """The key of the badge: one of the fixed set of words for sends."""
    if send.state not in (SendState.RELEASED, SendState.DONE):
        return send.state
    still_open = _sum(counts, *OPEN)
    if not still_open:
        all_cancelled = counts.get(State.CANCELLED, 0) == send.planned_total > 0
        return "cancelled" if all_cancelled else "done"
    if send.due_at and send.due_at > now:
        return "scheduled"
    if not _sum(counts, *_STILL_OURS, State.IN_DOUBT):
        return "needs_a_look" if counts.get(State.NEEDS_A_LOOK) else "held"
    if is_stuck and _sum(counts, State.PLANNED, State.QUEUED):
        return "paused"
    return "sending" if set(counts) - {State.PLANNED, State.QUEUED} else "starting"


def name_of(send: Send) -> str:
    """The first words: what people call the send."""
    line = " ".join(send.body.split())
    if len(line) <= _LONGEST_NAME:
        return line
    return line[: _LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def people(count: int) -> str:
    """“1 person”, “1,204 people”."""
    return "1 person" if count == 1 else f"{count:,} people"


def _sentence(state: str, send: Send, counts: Mapping[str, int], *, moves: bool) -> str:
    left = _sum(counts, *_STILL_OURS)
    taken = _sum(counts, *TAKEN)
    outcome = _outcome(send, counts, taken)
    sentences = {
        "draft": "A draft; nothing leaves before somebody confirms it.",
        "scheduled": (
            "It starts by itself. Nothing has left." if moves else "Nothing has left."
        ),
        "starting": (
            f"The first {_many(send)} leave now, to {people(send.planned_total)}."
        ),
        "paused": f"Paused, with {people(left)} still to go.",
        "needs_a_look": (
            f"Your decision is needed for {people(counts.get(State.NEEDS_A_LOOK, 0))}."
        ),
        "held": f"Held back: {people(counts.get(State.HELD, 0))}.",
        "cancelled": "Cancelled before anything left.",
        "done": outcome,
        "stopped": "" if _sum(counts, *OPEN) else outcome,
    }
    moving = [
        f"{taken:,} of {send.planned_total:,} accepted",
        _told(left, "to go"),
        _told(counts.get(State.IN_DOUBT, 0), "being checked"),
    ]
    return sentences.get(state) or ", ".join(filter(None, moving)) + "."


def _many(send: Send) -> str:
    return kind_of(send.channel).words.many


def _outcome(send: Send, counts: Mapping[str, int], taken: int) -> str:
    delivered = counts.get(State.DELIVERED, 0)
    if delivered == send.planned_total:
        return "Delivered." if delivered == 1 else f"All {delivered:,} delivered."
    sums = [
        f"{delivered:,} of {send.planned_total:,} delivered",
        _told(counts.get(State.ACCEPTED, 0), "without a receipt so far"),
        _told(counts.get(State.UNDELIVERED, 0), "not delivered"),
        _told(send.planned_total - taken, "not sent"),
    ]
    return ", ".join(filter(None, sums)) + "."


def _told(count: int, words: str) -> str:
    return f"{count:,} {words}" if count else ""


def _poll_seconds(
    send: Send, counts: Mapping[str, int], *, now: datetime
) -> int | None:
    if send.state == SendState.DONE:
        is_fresh = send.done_at and now - send.done_at < _RECEIPTS_COME_WITHIN
        return CALM if is_fresh and counts.get(State.ACCEPTED) else None
    if send.state in (SendState.PAUSED, SendState.STOPPED):
        return CALM
    if send.state != SendState.RELEASED:
        return None
    if send.due_at and send.due_at - now > _SOON:
        return _SLOW
    return _BRISK if _sum(counts, *_STILL_OURS, State.IN_DOUBT) else CALM


def _sum(counts: Mapping[str, int], *states: str) -> int:
    return sum(counts.get(state, 0) for state in states)
