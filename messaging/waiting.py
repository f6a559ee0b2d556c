"""Why what is left of a send does not go: something is paused, or ClickSend asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate.circuit import Hold
from clicksendhub.lib import clock
from clicksendhub.ui import moments
from messaging.models import Message, Send
from messaging.ringing import QUIET

WAITS = frozenset({State.PLANNED, State.QUEUED})
SLOWED = "ClickSend asked us to slow down."
_MINUTE = timedelta(minutes=1)


def why_waiting(send: Send, state: str, hold: Hold) -> str:
    """What keeps a text in this state from going; empty where nothing does."""
    if state not in WAITS:
        return ""
    if not send.account.is_working:
        return "It waits: the account is paused."
    if send.state == SendState.PAUSED:
        return "It waits: the send is paused."
    if hold.trouble:
        return "It waits: sends of the account are paused."
    return f"It waits: {SLOWED}" if slowed_until(send, hold) else ""


def slowed_until(send: Send, hold: Hold) -> datetime | None:
    """Until when ClickSend’s wish alone keeps a send from going; None: it does not."""
    until = hold.rests_until
    may_go = send.account.is_working and send.state == SendState.RELEASED
    if until is None or hold.trouble or not may_go:
        return None
    return until if send.due_at is None or send.due_at < until else None


def when_it_goes(until: datetime, zone: str, *, now: datetime) -> str:
    """“within a minute”, or “at 7:40”: never a time that is too early."""
    if until - now < _MINUTE:
        return "within a minute"
    whole = until.replace(second=0, microsecond=0)
    return f"at {time_of_day(whole + _MINUTE if until > whole else whole, zone, now)}"


def when_it_rings(message: Message, send: Send, *, now: datetime) -> str:
    """From when on a call that waits for its hours may ring; empty for all others."""
    if message.state != State.HELD or message.reason != QUIET or not message.not_before:
        return ""
    zone = send.account.time_zone
    moment = time_of_day(message.not_before, zone, now)
    return f"It may ring from {moment} on, by the clock in {clock.city_of(zone)}."


def time_of_day(moment: datetime, zone: str, now: datetime) -> str:
    """“7:40”, with its day where that is another one: “9 June, 7:40”."""
    local = clock.in_zone(moment, zone)
    if local.date() == clock.in_zone(now, zone).date():
        return f"{local.hour}:{local.minute:02}"
    return moments.tell(moment, zone, now=now, words="short")
