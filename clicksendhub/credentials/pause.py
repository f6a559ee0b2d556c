"""A paused account in words: who paused it, since when, and where an admin goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.models import Account


@dataclass(frozen=True, slots=True)
class AccountPause:
    """What every page tells of a paused account; ``zone`` is the account's own."""

    sentence: str
    since: datetime
    zone: str
    url: str = ""


def pause_of(account: Account, *, is_admin: bool) -> AccountPause | None:
    """The one sentence about a paused account, or None where it is not paused.

    ``url``, where it can be resumed, is for admins: nobody else may go there.
    """
    if account.paused_at is None:
        return None
    acts = Entry.objects.filter(account_id=account.pk, act="account.paused")
    who = acts.order_by("-at", "-pk").values_list("actor_name", flat=True).first()
    what = f"{who} paused {account}" if who else f"{account} is paused"
    return AccountPause(
        sentence=f"{what}: nothing is sent or fetched until an admin resumes it.",
        since=account.paused_at,
        zone=account.time_zone,
        url=account.get_absolute_url() if is_admin else "",
    )
