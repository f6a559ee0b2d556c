"""Runs the real engine against a real sandbox: what the tests of sending share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from clicksendhub.credentials.models import Account
from clicksendhub.credentials.services import client_for
from clicksendhub.dispatch import engine, looks, sweep
from clicksendhub.dispatch.finish import finish_sends
from clicksendhub.dispatch.models import Batch
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media.models import Rendition
from clicksendhub.media.services import usable_link
from clicksendhub.media.services.linking import upload_to_clicksend
from clicksendhub.sandbox.server import Running
from messaging.models import Send

USERNAME = "harbour"
KEY = "SANDBOX-KEY-HARBOUR"


@dataclass
class Stage:
    """An account of the hub and the sandbox that it talks to."""

    sandbox: Running
    account: Account

    def pump(self, *, seconds: float = 20.0) -> int:
        """Send what is due, in this process."""
        with client_for(self.account) as client:
            return engine.pump(self.account.pk, client, seconds=seconds)

    def look(self) -> int:
        """Look up every batch in doubt whose time has come; how many looks."""
        with client_for(self.account) as client:
            due = looks.due_batches(self.account.pk)
            return sum(looks.look_up(batch, self.account, client) for batch in due)

    def recover(self, *, rounds: int = 6) -> None:
        """What sweeps, looks and pumps do over the next minutes, at once."""
        for _ in range(rounds):
            let_time_pass()
            sweep.doubt_ended_leases()
            let_time_pass()
            self.look()
            self.pump()
            finish_sends()

    def ledger(self) -> Counter[str]:
        """How often each reference stands in the sandbox's ledger."""
        return Counter(entry["reference"] for entry in self.sandbox.ledger())


def hosted(send: Send) -> Send:
    """Bring the file of a send to the sandbox, as the job does."""
    rendition = Rendition.objects.get(file=send.file_id, purpose=send.channel)
    upload_to_clicksend(rendition.pk)
    assert usable_link(rendition)
    return send


def let_time_pass() -> None:
    """Every lease ends and every look is due now, without anybody waiting."""
    past = db_now() - timedelta(seconds=1)
    Batch.objects.filter(state="open").update(lease_until=past)
    Batch.objects.filter(state="in_doubt").update(next_look_at=past)
    from messaging.models import Message

    Message.objects.filter(not_before__isnull=False).update(not_before=past)


def states(send: Send) -> dict[str, int]:
    """How many rows of a send stand in each state."""
    counts: dict[str, Any] = send.messages.counts()
    return counts
