"""Whether messages of a channel wait for a receipt: only then is it asked for them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.dispatch.states import IN_FLIGHT, State
from messaging.models import Message, Send

# ClickSend gives up waiting for the phone network after 72 hours.
_RECEIPTS_COME_WITHIN = timedelta(hours=80)
_WAITING = (State.ACCEPTED, *sorted(IN_FLIGHT))


def waits_for_receipts(account: Account, channel: str) -> bool:
    """True where one that left in the last days has no last receipt so far.

    By when it left: a send may wait for days after it was due.
    """
    since = timezone.now() - _RECEIPTS_COME_WITHIN
    sends = Send.objects.filter(
        account=account, channel=channel, last_claimed_at__gte=since
    )
    rows = Message.objects.filter(send__in=sends.values("pk"), state__in=_WAITING)
    return rows.exists()
