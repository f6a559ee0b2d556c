"""Why what is left of a send does not go: its account is paused or in trouble, or it.

A paused account is told with who paused it, since when, and where to go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate.circuit import TroubleNotice
from messaging.models import Send

_WAITS = frozenset({State.PLANNED, State.QUEUED})


@dataclass(frozen=True, slots=True)
class AccountPause:
    """A paused account, for a page about something that waits for it."""

    sentence: str
    since: datetime
    url: str


def pause_of(account: Account) -> AccountPause | None:
    """Who paused the account and since when; None where it works."""
    if account.paused_at is None:
        return None
    acts = Entry.objects.filter(account_id=account.pk, act="account.paused")
    who = acts.order_by("-at", "-pk").values_list("actor_name", flat=True).first()
    what = f"{who} paused {account}" if who else f"{account} is paused"
    return AccountPause(
        sentence=f"{what}: nothing leaves until an admin resumes it.",
        since=account.paused_at,
        url=account.get_absolute_url(),
    )


def why_waiting(send: Send, state: str, trouble: TroubleNotice | None) -> str:
    """What keeps a text in this state from going; empty where nothing does."""
    if state not in _WAITS:
        return ""
    if not send.account.is_working:
        return "It waits: the account is paused."
    if send.state == SendState.PAUSED:
        return "It waits: the send is paused."
    return "It waits: sends of the account are paused." if trouble else ""
