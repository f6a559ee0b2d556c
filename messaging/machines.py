"""Whether an answering machine took a call: receipts do not tell it, history does."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from clicksendhub.clicksend import ClickSend
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import State
from messaging.models import Message

# Asked for so long after the last receipt; what history does not tell by then is not
# worth more calls. Longer than the time between two fetches beside pushes.
_ASKED_FOR = timedelta(minutes=15)
_MARGIN = timedelta(minutes=5)
_LONGEST_KEYS = 32


def asks_since(account: Account) -> datetime | None:
    """From when on history is to be read for machines; None where nothing is asked."""
    oldest = _open_rows(account).aggregate(oldest=Min("accepted_at"))["oldest"]
    return oldest - _MARGIN if oldest else None


def note_machines(account: Account, client: ClickSend, *, since: datetime) -> int:
    """Read one page of the history of calls, and keep who or what answered."""
    found = client.voice.history(date_from=since, newest_first=True)
    told = {row.reference: row for row in found.rows if row.met_machine is not None}
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
