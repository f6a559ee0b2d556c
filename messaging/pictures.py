"""What became of picture messages: there are no receipts of them, history tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from clicksendhub.clicksend import ClickSend, MmsRow, Receipt
from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.evidence import Verdict
from clicksendhub.dispatch.states import State
from messaging.models import Message, Send
from messaging.reading_on import read_on
from messaging.receipts import apply, verdict_of

# ClickSend gives up waiting for the phone network after 72 hours.
_ASKED_FOR = timedelta(hours=80)
# Most is known within the hour; later news may wait a while.
_FRESH = timedelta(hours=1)
_SELDOM_SECONDS = 15 * 60


def note_pictures(account: Account, client: ClickSend) -> int:
    """Read on in the history of pictures, and keep what it tells; how many rows.

    No call is made where nothing is asked.
    """
    now = timezone.now()
    spread = _open_rows(account, now).aggregate(
        oldest=Min("accepted_at"), newest=Max("accepted_at")
    )
    if spread["oldest"] is None or not _is_time(account, spread["newest"], now=now):
        return 0
    pages = read_on(account, client.mms, name="pictures", oldest=spread["oldest"])
    return sum(_keep(account, rows, now=now) for rows in pages)


def _keep(account: Account, history: Sequence[MmsRow], *, now: datetime) -> int:
    told = {row.reference: row for row in history if row.reference}
    rows = _open_rows(account, now).filter(reference__in=told)
    count = 0
    for reference in list(rows.values_list("reference", flat=True)):
        if receipt := _receipt_of(told[reference]):
            apply(receipt, account=account, received_at=now)
            count += 1
    return count


def accounts_with_fresh(now: datetime) -> set[int]:
    """The accounts that sent pictures within the hour whose end is not known so far."""
    sends = Send.objects.filter(channel="mms", last_claimed_at__gte=now - _FRESH)
    rows = Message.objects.filter(send__in=sends.values("pk"), state=State.ACCEPTED)
    return set(rows.order_by().values_list("account", flat=True).distinct())


def _is_time(account: Account, newest: datetime, *, now: datetime) -> bool:
    """Each time while some are fresh; a few times an hour for the stragglers."""
    if now - newest < _FRESH:
        return True
    return bool(cache.add(f"pictures:{account.pk}", "asked", _SELDOM_SECONDS))


def _receipt_of(row: MmsRow) -> Receipt | None:
    """A row of history as a receipt; None where its end is not known so far."""
    receipt = Receipt(
        message_id=row.message_id,
        reference=row.reference,
        status=row.status,
        status_code=row.status_code,
        status_text=row.status_text,
        error_code=row.error_code,
        error_text=row.error_text,
        timestamp=None,
        timestamp_send=row.date,
        message_type="mms",
        digits="",
        user_id=None,
    )
    is_over = verdict_of(receipt) in (Verdict.DELIVERED, Verdict.UNDELIVERED)
    return receipt if is_over else None


def _open_rows(account: Account, now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(
        account=account,
        send__account=account,
        send__channel="mms",
        state=State.ACCEPTED,
        accepted_at__gte=now - _ASKED_FOR,
    )
