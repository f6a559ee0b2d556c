"""Whether an answering machine took a call: receipts do not tell it, history does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from clicksendhub.clicksend import ClickSend, VoiceRow
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from messaging.models import Message
from messaging.reading_on import read_on

# Asked for so long after the last receipt; what history does not tell by then is not
# worth more calls. Longer than the time between two fetches beside pushes.
_ASKED_FOR = timedelta(minutes=15)
_LONGEST_KEYS = 32


def note_machines(account: Account, client: ClickSend) -> int:
    """Read on in the history of calls, and keep who or what answered; how many rows.

    No call is made where nothing is asked.
    """
    oldest = _open_rows(account).aggregate(oldest=Min("accepted_at"))["oldest"]
    if oldest is None:
        return 0
    pages = read_on(account, client.voice, name="machines", oldest=oldest)
    return sum(_keep(account, rows) for rows in pages)


def _keep(account: Account, history: Sequence[VoiceRow]) -> int:
    told = {row.reference: row for row in history if row.met_machine is not None}
    rows = _open_rows(account).filter(reference__in=told)
    count = 0
    for pk, reference in rows.values_list("pk", "reference"):
        row = told[reference]
        mine = Message.objects.filter(pk=pk)
        count += mine.update(met_machine=row.met_machine)
        if keys := row.digits.strip()[:_LONGEST_KEYS]:
            mine.update(pressed=keys)
    return count


def _open_rows(account: Account) -> QuerySet[Message]:
    return Message.objects.filter(
        account=account,
        send__account=account,
        send__channel="voice",
        send__detects_machine=True,
        state__in=(State.DELIVERED, State.UNDELIVERED),
        met_machine=None,
        final_at__gte=timezone.now() - _ASKED_FOR,
    )
