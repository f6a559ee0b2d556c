"""Why what is left of a send does not go: it is paused, or its account is."""

from __future__ import annotations

from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate.circuit import TroubleNotice
from messaging.models import Send

_WAITS = frozenset({State.PLANNED, State.QUEUED})


def why_waiting(send: Send, state: str, trouble: TroubleNotice | None) -> str:
    """What keeps a text in this state from going; empty where nothing does."""
    if state not in _WAITS:
        return ""
    if not send.account.is_working:
        return "It waits: the account is paused."
    if send.state == SendState.PAUSED:
        return "It waits: the send is paused."
    return "It waits: sends of the account are paused." if trouble else ""
